/**
 * One element's conversation: what is asked, when an answer is late, what is held back from the page and when it is
 * handed over. It knows no DOM and no network; both come in through `Ports`.
 *
 * Two promises: an answer belongs to the turn it was asked in, and a held success reaches the page once or never.
 */
import type { ElementReason } from "../contract/lists.ts";
import type { LookupAnswer } from "../contract/lookup.ts";
import { type Decision, type Offer, offerOf, type Reviewed, serviceDecision } from "./decision.ts";
import { SurchargeError } from "./errors.ts";
import type { EventName } from "./events.ts";
import type { Failure } from "./service.ts";
import { type Action, type Preview, reduce, START, type State } from "./state.ts";

/** A token lives 120 s at the gateway; the margin is for the charge itself. */
const TOKEN_LIFE_MS = 105_000;
/** The longest that a checkout waits for an answer. */
const HAND_OVER_MS = 3_000;
/** Changed places and amounts are asked about once they rest. */
const DEBOUNCE_MS = 400;
/** A Tokenizer that has not answered after this long may be asked to submit again. */
const RESUBMIT_MS = 10_000;

/** The card form that is connected: the Tokenizer's client, or its iframe alone. */
export interface CardForm {
  submit(): void;
  /** True while the focus is inside its iframe. */
  isFocused(): boolean;
  /** Puts the focus into it. */
  focus(): void;
}

/** Hands a success to the page, with what the shopper agreed to. */
export type Deliver = (offer: Offer & { readonly status: State["status"] }) => void;

export interface Ports {
  /** `ready`: a complete question can be asked. `waiting`: something is not chosen yet. `faulty`: something is malformed. */
  readiness(): "ready" | "waiting" | "faulty";
  lookUp(token: string, challenge: string | null, signal: AbortSignal): Promise<LookupAnswer | Failure>;
  form(): CardForm | null;
  decide(reason: ElementReason): Decision;
  /** The state is new: value, validity and paint follow it. */
  moved(state: State): void;
  /** @returns false when a listener cancelled it */
  tell(name: EventName, state: State): boolean;
  fail(code: string, message: string): void;
  /** Milliseconds that never run backwards and count time asleep. */
  now(): number;
}

interface Pending {
  readonly promise: Promise<Reviewed>;
  readonly resolve: (reviewed: Reviewed) => void;
  readonly reject: (error: SurchargeError) => void;
  submittedAt: number | null;
  hasRetried: boolean;
}

type Timer = ReturnType<typeof setTimeout>;

const KEEP_REVIEW = "keep-review";

function newPending(): Pending {
  const settle = {} as Pick<Pending, "resolve" | "reject">;
  const promise = new Promise<Reviewed>((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return { promise, ...settle, submittedAt: null, hasRetried: false };
}

export class Checkout {
  readonly #ports: Ports;
  #state: State = START;
  #held: Deliver | null = null;
  #pending: Pending | null = null;
  #request: AbortController | null = null;
  #askTimer: Timer | undefined;
  #patienceTimer: Timer | undefined;
  #expiryTimer: Timer | undefined;
  #tokenBornAt = 0;
  #expiresAt = Number.POSITIVE_INFINITY;
  #challenge: string | null = null;
  /** The page to show in a frame while the service asks for a challenge. */
  challengeUrl: string | null = null;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  get state(): State {
    return this.#state;
  }

  /** The value of the form: the signed quote where nothing is left to choose, else null. */
  get quote(): string | null {
    return this.#isSettled() ? this.#state.decision?.quote || null : null;
  }

  /** The token, under the same condition. */
  get token(): string | null {
    const { source } = this.#state;
    return this.#isSettled() && "token" in source ? source.token : null;
  }

  #isSettled(): boolean {
    const { status } = this.#state;
    return status === "accepted" || status === "none" || status === "unknown";
  }

  // What the page changes

  /** Something that is sent has changed: what is shown is gone at once; the next question waits until it rests. */
  changed(delayMs = DEBOUNCE_MS): void {
    const { kind } = this.#state.source;
    if (!this.#apply({ type: "changed" })) return;
    if (kind === "method") this.#decide("other_method");
    else if (kind === "token") this.#ask(delayMs);
    else this.#minFault();
  }

  /** A token that the page got by itself. */
  useToken(token: string): void {
    this.#begin(token, null);
  }

  /** A server-made answer for a saved card, or null when it is malformed. */
  useAnswer(answer: LookupAnswer | null): void {
    if (!this.#apply({ type: "saved" })) return;
    if (this.#ports.readiness() === "faulty") this.#decide("refused");
    else if (answer === null) this.#failWith({ reason: "bad_answer", detail: "the answer given is malformed" });
    else this.#settle(serviceDecision(answer), answer.expiresInSeconds * 1000);
  }

  reset(): void {
    this.#challenge = null;
    if (this.#apply({ type: "reset" })) this.#minFault();
  }

  /** The element left the page: nothing that was held or asked survives it. */
  stop(): void {
    this.#apply({ type: "reset" });
    this.#supersede();
  }

  // What the Tokenizer tells

  card(preview: Preview | null): void {
    if (this.#apply({ type: "card", preview })) this.#minFault();
  }

  /** Another method than a card was chosen. Nothing is added to it. */
  method(): void {
    if (this.#state.source.kind === "method") return;
    if (this.#apply({ type: "method", token: null })) this.#decide("other_method");
  }

  /** Focus went into the card form. */
  touched(): void {
    if (this.#apply({ type: "touched" })) this.#minFault();
  }

  /** @param deliver null when nothing can be held back, as without the client's callbacks */
  success(token: string | null, deliver: Deliver | null): void {
    if (this.#pending) this.#pending.submittedAt = null;
    if (token !== null && this.#state.source.kind !== "method") this.#begin(token, deliver);
    else if (this.#apply({ type: "method", token }, KEEP_REVIEW, deliver)) this.#decide("other_method");
  }

  failure(status: string, message: string, fields: readonly string[]): void {
    const code = status === "validation" ? "validation" : "tokenizer_error";
    const pending = this.#takePending();
    pending?.reject(new SurchargeError(code, message, fields));
    if (pending?.hasRetried && this.#state.status === "pending") this.#decide("token_rejected");
  }

  // What the shopper chooses

  accept(): void {
    this.#expireIfDue();
    if (this.#state.status !== "surcharge") return;
    const { turn } = this.#state;
    this.#apply({ type: "accepted" });
    const isKept = this.#ports.tell("surcharge-accept", this.#state);
    if (this.#state.turn !== turn) return;
    if (isKept) this.#handOver();
    else this.#apply({ type: "unaccepted" });
  }

  /** Another card: what was shown and held is gone. @returns false when there was nothing to decline or it was cancelled */
  decline(): boolean {
    const { status, turn } = this.#state;
    if (status !== "surcharge" && status !== "accepted") return false;
    if (!this.#ports.tell("surcharge-decline", this.#state)) return false;
    if (this.#state.turn === turn) this.reset();
    return true;
  }

  review(): Promise<Reviewed> {
    this.#expireIfDue();
    const form = this.#ports.form();
    const pending = this.#pending;
    if (pending !== null) {
      const { submittedAt } = pending;
      if (submittedAt !== null && this.#ports.now() - submittedAt >= RESUBMIT_MS) this.#submit(form, pending);
      return pending.promise;
    }
    const { source, decision } = this.#state;
    const isLive = source.kind === "answer" || (source.kind === "token" && !form?.isFocused());
    if (!isLive && form === null)
      return Promise.reject(new SurchargeError("not_connected", "connect a Tokenizer, or set token or answer, first"));
    const fresh = newPending();
    this.#pending = fresh;
    if (!isLive) this.#submit(form, fresh);
    else if (decision?.source === "element" && source.kind === "token") this.#again();
    else if (decision !== null) this.#resolve();
    return fresh.promise;
  }

  /** The result of a passed challenge. */
  challengePassed(result: string): void {
    this.#challenge = result;
    if (this.#state.source.kind === "token") this.changed(0);
  }

  // Inside

  #begin(token: string, deliver: Deliver | null): void {
    this.#tokenBornAt = this.#ports.now();
    if (this.#apply({ type: "token", token }, KEEP_REVIEW, deliver)) this.#ask(0);
  }

  /** The same token once more, because no answer came the first time; whoever waits for the review goes on waiting. */
  #again(): void {
    if (this.#apply({ type: "changed" }, KEEP_REVIEW)) this.#ask(0);
  }

  #submit(form: CardForm | null, pending: Pending): void {
    pending.submittedAt = this.#ports.now();
    form?.submit();
  }

  /** Malformed inputs show as `unknown` whatever else there is. */
  #minFault(): void {
    const { status } = this.#state;
    const isOpen = status === "idle" || status === "preview" || status === "pending";
    if (isOpen && this.#ports.readiness() === "faulty") this.#decide("refused");
  }

  #ask(delayMs: number): void {
    if (this.#ports.readiness() === "faulty") {
      this.#decide("refused");
      return;
    }
    const { turn } = this.#state;
    this.#patienceTimer = setTimeout(() => {
      this.#request?.abort();
      if (this.#state.turn === turn)
        this.#failWith({ reason: "timeout", detail: `no answer within ${HAND_OVER_MS} ms` });
    }, delayMs + HAND_OVER_MS);
    if (this.#ports.readiness() === "ready") {
      if (delayMs === 0) void this.#send(turn);
      else this.#askTimer = setTimeout(() => void this.#send(turn), delayMs);
    }
  }

  async #send(turn: number): Promise<void> {
    const { source } = this.#state;
    if (source.kind !== "token") return;
    const request = new AbortController();
    this.#request = request;
    let answer: LookupAnswer | Failure;
    try {
      answer = await this.#ports.lookUp(source.token, this.#challenge, request.signal);
    } catch {
      return;
    }
    if (this.#state.turn !== turn || this.#state.decision !== null || request.signal.aborted) return;
    if ("outcome" in answer) this.#settle(serviceDecision(answer), answer.expiresInSeconds * 1000);
    else if (answer.reason === "token_rejected" && this.#retry()) return;
    else this.#failWith(answer);
  }

  /** One new token a review, without asking the shopper; the rejected one is never handed over. */
  #retry(): boolean {
    const pending = this.#pending;
    const form = this.#ports.form();
    if (pending === null || pending.hasRetried || form === null) return false;
    clearTimeout(this.#patienceTimer);
    this.#held = null;
    pending.hasRetried = true;
    this.#patienceTimer = setTimeout(() => {
      pending.submittedAt = null;
      this.#decide("token_rejected");
    }, RESUBMIT_MS);
    this.#submit(form, pending);
    return true;
  }

  #failWith(failure: Failure): void {
    const { turn } = this.#state;
    this.challengeUrl = failure.challengeUrl ?? null;
    this.#ports.fail(failure.reason, failure.detail);
    if (this.#state.turn === turn) this.#decide(failure.reason);
  }

  #decide(reason: ElementReason): void {
    this.#settle(this.#ports.decide(reason), Number.POSITIVE_INFINITY);
  }

  #settle(decision: Decision, lifeMs: number): void {
    const { turn, source } = this.#state;
    clearTimeout(this.#patienceTimer);
    const now = this.#ports.now();
    const tokenEnd = source.kind === "token" ? this.#tokenBornAt + TOKEN_LIFE_MS : Number.POSITIVE_INFINITY;
    this.#expiresAt = Math.min(tokenEnd, now + lifeMs);
    this.#apply({ type: "decided", turn, decision });
    if (this.#state.turn !== turn || this.#state.decision !== decision) return;
    if (Number.isFinite(this.#expiresAt))
      this.#expiryTimer = setTimeout(() => this.#expire(), Math.max(0, this.#expiresAt - now));
    this.#ports.tell("surcharge-change", this.#state);
    if (this.#state.turn !== turn) return;
    if (this.#state.status !== "surcharge") this.#handOver();
    this.#resolve();
  }

  #handOver(): void {
    const { decision, status } = this.#state;
    const deliver = this.#held;
    this.#held = null;
    if (deliver && decision) deliver(Object.freeze({ ...offerOf(decision), status }));
  }

  #resolve(): void {
    const { decision, source } = this.#state;
    if (decision === null || this.#pending?.submittedAt != null) return;
    const token = "token" in source ? source.token : null;
    this.#takePending()?.resolve(Object.freeze({ ...offerOf(decision), token }));
  }

  #takePending(): Pending | null {
    const pending = this.#pending;
    this.#pending = null;
    return pending;
  }

  #supersede(): void {
    this.#takePending()?.reject(new SurchargeError("superseded", "something changed before there was an answer"));
  }

  /** Timers sleep with the machine, so an answer's end is checked again wherever it matters. */
  #expireIfDue(): void {
    if (this.#state.decision !== null && this.#ports.now() >= this.#expiresAt) this.#expire();
  }

  #expire(): void {
    this.#apply({ type: "expired" });
  }

  /**
   * @param review `KEEP_REVIEW` where the turn ends because of the review itself
   * @param held what the new turn holds back from the page
   * @returns false when a listener has moved the state on
   */
  #apply(action: Action, review?: typeof KEEP_REVIEW, held: Deliver | null = null): boolean {
    const before = this.#state;
    const after = reduce(before, action);
    if (after === before) return true;
    this.#state = after;
    const isNewTurn = after.turn !== before.turn;
    if (isNewTurn) {
      this.#clear();
      this.#held = held;
    }
    this.#ports.moved(after);
    if (!isNewTurn) return true;
    // A review that waits for the Tokenizer has no answer yet that a change could make stale.
    if (review !== KEEP_REVIEW && (action.type === "reset" || this.#pending?.submittedAt === null)) this.#supersede();
    const wasShown = before.decision !== null || (before.status === "pending" && after.status !== "pending");
    if (after.status === "expired") this.#ports.tell("surcharge-expire", after);
    if (wasShown && this.#state === after) this.#ports.tell("surcharge-change", after);
    if (after.status === "pending" && before.status !== "pending" && this.#state === after)
      this.#ports.tell("surcharge-pending", after);
    return this.#state === after;
  }

  #clear(): void {
    this.#request?.abort();
    this.#request = null;
    this.challengeUrl = null;
    this.#expiresAt = Number.POSITIVE_INFINITY;
    for (const timer of [this.#askTimer, this.#patienceTimer, this.#expiryTimer]) clearTimeout(timer);
  }
}
