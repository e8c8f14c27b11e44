/**
 * One element's conversation with page, Tokenizer, shopper and service. What each event changes is in `transitions.ts`;
 * here is what follows from it. It knows no DOM and no network; both come in through `Ports`.
 *
 * Two promises: an answer belongs to the turn it was asked in, and a held success reaches the page once a press.
 */
import type { LookupAnswer } from "../../contract/answers.ts";
import type { ElementReason } from "../../contract/lists.ts";
import { SurchargeError } from "../errors.ts";
import type { Failure } from "../service/service.ts";
import { agreementOf, type Decision, offerOf, type Reviewed, serviceDecision } from "./decision.ts";
import { Expiry } from "./expiry.ts";
import { HeldSuccess } from "./held-success.ts";
import { OpenQuestion } from "./open-question.ts";
import { OpenReview } from "./open-review.ts";
import type { Deliver, Ports } from "./ports.ts";
import { type Preview, SETTLED, START, type State, tokenOf } from "./state.ts";
import { toldEvents } from "./told-events.ts";
import { type CheckoutEvent, stateAfter, type Transition, transitionFor } from "./transitions.ts";

/** Changed places and amounts are asked about once they rest. */
const DEBOUNCE_MS = 400;

const DECLINABLE: ReadonlySet<State["status"]> = new Set(["pending", "surcharge", "accepted", "expired"]);

/** The methods are told apart by who speaks: the page, the Tokenizer, the shopper. */
export class Checkout {
  readonly #ports: Ports;
  readonly #held = new HeldSuccess();
  readonly #question: OpenQuestion;
  readonly #review: OpenReview;
  readonly #expiry: Expiry;
  #state: State = START;
  /** How a server-made answer reads beside what the page has set by then. */
  #readAnswer: () => LookupAnswer | null = () => null;
  /** The token that was told last: the same once more says nothing, unless the page has pressed. */
  #told: string | null = null;
  #isPressed = false;
  /** What the page sets in one task is judged together when that ends; null when nothing is to be judged. */
  #restMs: number | null = null;
  /** True while the page is asked about a choice that is not made yet. */
  #isChoosing = false;
  #challengeUrl: string | null = null;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#review = new OpenReview(() => ports.now());
    this.#expiry = new Expiry(
      () => ports.now(),
      () => this.#dispatch({ type: "expired" }),
    );
    this.#question = new OpenQuestion(ports, {
      answered: (answer) => this.#settleWith(answer),
      failed: (failure) => {
        if (failure.reason !== "token_rejected" || !this.#retry()) this.#fail(failure);
      },
    });
  }

  get state(): State {
    return this.#state;
  }

  /** The value of the form: the signed quote where nothing is left to choose, else null. */
  get quote(): string | null {
    return (SETTLED.has(this.#state.status) && this.#state.decision?.quote) || null;
  }

  /** The token, under the same condition. */
  get token(): string | null {
    return SETTLED.has(this.#state.status) ? tokenOf(this.#state) : null;
  }

  expireIfDue(): void {
    if (this.#state.decision !== null && this.#expiry.isDue) this.#dispatch({ type: "expired" });
  }

  /** The page to show in a frame while the service asks for a challenge. */
  get challengeUrl(): string | null {
    return this.#challengeUrl;
  }

  // The page

  /** Something that is sent has changed: what is shown is gone at once; the next question waits until it rests. */
  changed(): void {
    if (this.#dispatch({ type: "changed" })) this.#judgeSoon(DEBOUNCE_MS);
  }

  /** A token that the page got by itself. */
  useToken(token: string): void {
    if (this.#begin(token, null)) this.#judgeSoon(0);
  }

  /** A server-made answer for a saved card. @param read gives null when it is malformed, or not what was asked */
  useAnswer(read: () => LookupAnswer | null): void {
    this.#readAnswer = read;
    if (this.#dispatch({ type: "savedAnswer" })) this.#judgeSoon(0);
  }

  reset(): void {
    this.#question.forget();
    if (this.#dispatch({ type: "reset" })) this.#judge(0);
  }

  /** The element left the page: nothing that was held or asked survives it. */
  stop(): void {
    this.#restMs = null;
    this.#dispatch({ type: "reset" });
  }

  /** What the page has set so far counts from here on. */
  settleInputs(): void {
    if (this.#restMs !== null) this.#judge(this.#restMs);
  }

  /** What was malformed has rested. */
  judgeFaults(): void {
    this.#judge(0);
  }

  /** The result of a passed challenge. */
  challengePassed(result: string): void {
    this.#question.setChallenge(result);
    if (this.#state.source.kind === "token" && this.#dispatch({ type: "changed" })) this.#judge(0);
  }

  /** The page submits the Tokenizer by itself. */
  pressed(): void {
    this.#isPressed = true;
  }

  /** What `review()` of the element says of itself. @param amount major units, as the Tokenizer takes them */
  review(amount: string | undefined): Promise<Reviewed> {
    this.settleInputs();
    this.expireIfDue();
    const form = this.#ports.form();
    const open = this.#review.promise;
    if (open !== null) {
      this.#review.submitIfLate(form);
      return open;
    }
    const { source, decision } = this.#state;
    const isLive = source.kind === "answer" || source.kind === "token";
    if (!isLive && !form?.isThere())
      return Promise.reject(
        new SurchargeError("not_connected", "call connect(), or set tokenizer to what holds the card form"),
      );
    const review = this.#review.open(amount ?? this.#ports.amount());
    if (!isLive) {
      // It was of the card before.
      this.#held.apply("dropped", null);
      this.#review.submit(form);
      return review;
    }
    this.#held.press();
    if (decision?.source === "element" && source.kind === "token") {
      if (this.#dispatch({ type: "again" })) this.#judge(0);
    } else if (this.#isChoosing) this.#resolve();
    else this.#dispatch({ type: "pressed" });
    return review;
  }

  // The Tokenizer

  card(preview: Preview | null): void {
    if (this.#dispatch({ type: "typed", preview })) this.#judge(0);
  }

  /** Another method than a card was chosen. Nothing is added to it. */
  method(): void {
    if (this.#dispatch({ type: "otherMethod" })) this.#judge(0);
  }

  /** Focus went into the card form. */
  touched(): void {
    if (this.#dispatch({ type: "touched" })) this.#judge(0);
  }

  /**
   * @param token null for another method that gives none, such as Apple Pay
   * @param deliver null when nothing can be held back, as without the client's callbacks
   */
  success(token: string | null, deliver: Deliver | null): void {
    const isAwaited = this.#isPressed || this.#review.isOwed;
    if (token !== null && token === this.#told && !isAwaited) return;
    this.#told = token;
    this.#isPressed = false;
    this.#review.given();
    const isCard = token !== null && this.#state.source.kind !== "method";
    const isStill = isCard ? this.#begin(token, deliver) : this.#dispatch({ type: "otherSuccess", token }, deliver);
    if (isStill) this.#judge(0);
  }

  failure(status: string, message: string, fields: readonly string[]): void {
    this.#isPressed = false;
    const code = status === "validation" ? status : "tokenizer_error";
    const { hasRetried } = this.#review;
    this.#review.reject(new SurchargeError(code, message, fields));
    if (hasRetried && this.#state.status === "pending") this.#settleBy("token_rejected");
  }

  // The shopper

  accept(): void {
    this.settleInputs();
    this.expireIfDue();
    if (this.#state.status === "expired") this.#acceptRenewed();
    if (this.#state.status !== "surcharge") return;
    const { turn } = this.#state;
    this.#dispatch({ type: "accepted" });
    const isKept = this.#consents("surcharge-accept");
    if (this.#state.turn === turn) this.#dispatch({ type: isKept ? "confirmed" : "acceptCancelled" });
  }

  /** Another card: what was shown and held is gone. @returns false when there was nothing to decline or it was cancelled */
  decline(): boolean {
    const { status, turn } = this.#state;
    if (!DECLINABLE.has(status) || !this.#consents("surcharge-decline")) return false;
    if (this.#state.turn === turn) this.reset();
    return true;
  }

  /** An offer that has just expired is renewed first; a changed one is offered anew. */
  #acceptRenewed(): void {
    const { lapsed } = this.#state;
    if (lapsed === null || this.#ports.form() === null) return;
    const meant = agreementOf(lapsed);
    this.review(undefined).then(
      ({ decision }) => agreementOf(decision) === meant && this.accept(),
      () => {},
    );
  }

  /** @returns false when the page is against it; whatever it does meanwhile, nothing is handed over */
  #consents(name: "surcharge-accept" | "surcharge-decline"): boolean {
    this.#isChoosing = true;
    const isKept = this.#ports.tell(name, this.#state);
    this.#isChoosing = false;
    return isKept;
  }

  // What follows

  #begin(token: string, deliver: Deliver | null): boolean {
    this.#expiry.born(token);
    return this.#dispatch({ type: "token", token }, deliver);
  }

  #judgeSoon(restMs: number): void {
    if (this.#restMs === null) queueMicrotask(() => this.settleInputs());
    this.#restMs = Math.min(restMs, this.#restMs ?? Number.POSITIVE_INFINITY);
  }

  /** Decides, or asks, where there is something to decide. @param restMs how long a question rests before it is asked */
  #judge(restMs: number): void {
    this.#restMs = null;
    const { decision, status, source } = this.#state;
    const readiness = this.#ports.readiness();
    if (decision !== null || status === "expired" || readiness === "resting") return;
    if (source.kind === "method") this.#settleBy("other_method");
    else if (readiness === "faulty") this.#settleBy("refused");
    else if (source.kind === "token") this.#question.ask(source.token, restMs);
    else if (source.kind === "answer") {
      const answer = this.#readAnswer();
      if (answer === null) this.#fail({ reason: "bad_answer", detail: "malformed, or not what was asked" });
      else this.#settleWith(answer);
    }
  }

  /** One new token a review, without asking the shopper; the rejected one is never handed over. */
  #retry(): boolean {
    const form = this.#ports.form();
    if (form === null || !this.#review.canRetry) return false;
    this.#held.apply("dropped", null);
    this.#review.retry(form);
    return true;
  }

  #fail(failure: Failure): void {
    const { turn } = this.#state;
    this.#challengeUrl = failure.challengeUrl ?? null;
    this.#ports.fail(failure.reason, failure.detail);
    if (this.#state.turn === turn) this.#settleBy(failure.reason);
  }

  #settleBy(reason: ElementReason): void {
    this.#settle(this.#ports.decide(reason), Number.POSITIVE_INFINITY);
  }

  #settleWith(answer: LookupAnswer): void {
    this.#settle(serviceDecision(answer), answer.expiresInSeconds * 1000);
  }

  #settle(decision: Decision, lifeMs: number): void {
    const { turn, source } = this.#state;
    if (this.#state.decision !== null) return;
    this.#question.cancel();
    if (this.#expiry.start(source.kind === "token", lifeMs)) this.#dispatch({ type: "decided", turn, decision });
    else this.#dispatch({ type: "expired" });
  }

  /**
   * Applies an event's row of the table, tells the page, and then hands over and resolves as the row says.
   *
   * @param taken the success that came with the event
   * @returns false when a listener has moved the state on
   */
  #dispatch(event: CheckoutEvent, taken: Deliver | null = null): boolean {
    const before = this.#state;
    const row = transitionFor(before, event);
    if (row === null) return true;
    const after = stateAfter(before, event, row);
    this.#state = after;
    if (row.turn === "new") this.#endTurn();
    this.#held.apply(row.held, taken);
    this.#ports.moved(after);
    this.#supersede(row.review);
    for (const name of toldEvents(before, after, row)) if (this.#state === after) this.#ports.tell(name, after);
    const isTurn = () => this.#state.turn === after.turn;
    if (row.held === "handed over" && isTurn()) this.#handOver();
    if (row.review === "resolved" && isTurn()) this.#resolve();
    return this.#state === after;
  }

  #endTurn(): void {
    this.#question.cancel();
    this.#expiry.stop();
    this.#challengeUrl = null;
  }

  #handOver(): void {
    const { decision, status } = this.#state;
    if (decision) this.#held.handOver(Object.freeze({ ...offerOf(decision), status }));
  }

  #resolve(): void {
    const { decision } = this.#state;
    if (decision && !this.#review.isOwed)
      this.#review.resolve(Object.freeze({ ...offerOf(decision), token: tokenOf(this.#state) }));
  }

  #supersede(review: Transition["review"]): void {
    if (review === "rejected" || (review === "superseded" && !this.#review.isOwed))
      this.#review.reject(new SurchargeError("superseded", "something has changed: call review() again"));
  }
}
