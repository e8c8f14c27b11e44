/**
 * One element's conversation: what is asked, when an answer is late, what is held back from the page and when it is
 * handed over. It knows no DOM and no network; both come in through `Ports`.
 *
 * Two promises: an answer belongs to the turn it was asked in, and a held success reaches the page once or never.
 */

import type { LookupAnswer } from "../../contract/answers.ts";
import type { ElementReason } from "../../contract/lists.ts";
import { SurchargeError } from "../errors.ts";
import type { Failure } from "../service/service.ts";
import { type Decision, offerOf, type Reviewed, serviceDecision } from "./decision.ts";
import type { CardForm, Deliver, Ports } from "./ports.ts";
import { newPending, type Pending } from "./review.ts";
import {
  type Action,
  afterAcceptance,
  afterCancel,
  afterChange,
  afterDecision,
  afterExpiry,
  afterOtherMethod,
  afterReset,
  afterSavedAnswer,
  afterToken,
  afterTouch,
  afterTyping,
  type Preview,
  START,
  type State,
} from "./state.ts";

/** A token lives 120 s at the gateway; the margin is for the charge itself. */
const TOKEN_LIFE_MS = 105_000;
/** The longest that a checkout waits for an answer. */
const HAND_OVER_MS = 3_000;
/** Changed places and amounts are asked about once they rest. */
const DEBOUNCE_MS = 400;
/** A Tokenizer that has not answered after this long may be asked to submit again. A bank's password takes its time. */
const RESUBMIT_MS = 60_000;

type Timer = ReturnType<typeof setTimeout>;

const KEEP_REVIEW = "keep-review";

/**
 * One conversation. The functions are told apart by who speaks: the page, the Tokenizer, the shopper.
 */
export function createCheckout(ports: Ports) {
  let state: State = START;
  let held: Deliver | null = null;
  /** A success of the present token that a change let go of: it is held once more when the page asks for a review. */
  let letGo: Deliver | null = null;
  /** True while the page is asked about a choice that is not made yet. */
  let isChoosing = false;
  let pending: Pending | null = null;
  let request: AbortController | null = null;
  let askTimer: Timer | undefined;
  let patienceTimer: Timer | undefined;
  let expiryTimer: Timer | undefined;
  let tokenBornAt = 0;
  let expiresAt = Number.POSITIVE_INFINITY;
  let challenge: string | undefined;
  let challengeUrl: string | null = null;

  const sourceToken = () => ("token" in state.source ? state.source.token : null);
  const isSettled = () => /^(accepted|none|unknown)$/.test(state.status);

  // What the page changes

  /** Something that is sent has changed: what is shown is gone at once; the next question waits until it rests. */
  function changed(delayMs = DEBOUNCE_MS): void {
    const { kind } = state.source;
    if (!apply(afterChange)) return;
    if (kind === "method") settleBy("other_method");
    else if (kind === "token") lookUpAfter(delayMs);
    else minFault();
  }

  /** A token that the page got by itself. */
  function useToken(token: string): void {
    begin(token, null);
  }

  /** A server-made answer for a saved card, or null when it is malformed. */
  function useAnswer(answer: LookupAnswer | null): void {
    if (!apply(afterSavedAnswer)) return;
    if (ports.readiness() === "faulty") settleBy("refused");
    else if (answer === null) failWith({ reason: "bad_answer", detail: "malformed, or not what was asked" });
    else settle(serviceDecision(answer), answer.expiresInSeconds * 1000);
  }

  function reset(): void {
    challenge = undefined;
    if (apply(afterReset)) minFault();
  }

  /** The element left the page: nothing that was held or asked survives it. */
  function stop(): void {
    apply(afterReset);
    supersede();
  }

  // What the Tokenizer tells

  function card(preview: Preview | null): void {
    if (apply(afterTyping(preview))) minFault();
  }

  /** Another method than a card was chosen. Nothing is added to it. */
  function method(): void {
    if (state.source.kind === "method") return;
    if (apply(afterOtherMethod(null))) settleBy("other_method");
  }

  /** Focus went into the card form. */
  function touched(): void {
    if (apply(afterTouch)) minFault();
  }

  /** @param deliver null when nothing can be held back, as without the client's callbacks */
  function success(token: string | null, deliver: Deliver | null): void {
    if (pending) pending.submittedAt = null;
    if (token !== null && state.source.kind !== "method") begin(token, deliver);
    else if (apply(afterOtherMethod(token), KEEP_REVIEW, deliver)) settleBy("other_method");
  }

  function failure(status: string, message: string, fields: readonly string[]): void {
    const code = status === "validation" ? status : "tokenizer_error";
    const waiting = takePending();
    waiting?.reject(new SurchargeError(code, message, fields));
    if (waiting?.hasRetried && state.status === "pending") settleBy("token_rejected");
  }

  // What the shopper chooses

  function accept(): void {
    expireIfDue();
    if (state.status !== "surcharge") return;
    const { turn } = state;
    apply(afterAcceptance);
    const isKept = asks("surcharge-accept");
    if (state.turn !== turn) return;
    if (isKept) handOver();
    else apply(afterCancel);
  }

  /** Another card: what was shown and held is gone. @returns false when there was nothing to decline or it was cancelled */
  function decline(): boolean {
    const { status, turn } = state;
    if (!/^(pending|surcharge|accepted|expired)$/.test(status)) return false;
    if (!asks("surcharge-decline")) return false;
    if (state.turn === turn) reset();
    return true;
  }

  /** @returns false when the page is against it; whatever it does meanwhile, nothing is handed over */
  function asks(name: "surcharge-accept" | "surcharge-decline"): boolean {
    isChoosing = true;
    const isKept = ports.tell(name, state);
    isChoosing = false;
    return isKept;
  }

  function review(): Promise<Reviewed> {
    expireIfDue();
    const form = ports.form();
    if (pending !== null) {
      const { submittedAt } = pending;
      if (submittedAt !== null && ports.now() - submittedAt >= RESUBMIT_MS) submit(form, pending);
      return pending.promise;
    }
    const { source, decision } = state;
    const isLive = source.kind === "answer" || (source.kind === "token" && !form?.isFocused());
    if (!isLive && form === null) return Promise.reject(new SurchargeError("not_connected", "no Tokenizer"));
    const fresh = newPending();
    pending = fresh;
    if (!isLive) {
      // It was of the card before.
      held = null;
      letGo = null;
      submit(form, fresh);
    } else {
      held ??= letGo;
      letGo = null;
      if (decision?.source === "element" && source.kind === "token") again();
      else if (decision !== null) {
        if (isSettled() && !isChoosing) handOver();
        resolve();
      }
    }
    return fresh.promise;
  }

  /** The result of a passed challenge. */
  function challengePassed(result: string): void {
    challenge = result;
    if (state.source.kind === "token") changed(0);
  }

  // Inside

  function begin(token: string, deliver: Deliver | null): void {
    tokenBornAt = ports.now();
    if (apply(afterToken(token), KEEP_REVIEW, deliver)) lookUpAfter(0);
  }

  /** The same token once more, because no answer came the first time; whoever waits for the review goes on waiting. */
  function again(): void {
    if (apply(afterChange, KEEP_REVIEW, held)) lookUpAfter(0);
  }

  function submit(form: CardForm | null, pending: Pending): void {
    pending.submittedAt = ports.now();
    form?.submit();
  }

  /** Malformed inputs show as `unknown` whatever else there is. */
  function minFault(): void {
    if (state.decision === null && state.status !== "expired" && ports.readiness() === "faulty") settleBy("refused");
  }

  function lookUpAfter(delayMs: number): void {
    const { turn } = state;
    const readiness = ports.readiness();
    if (readiness === "faulty") settleBy("refused");
    else {
      patienceTimer = setTimeout(() => {
        request?.abort();
        failWith({ reason: "timeout", detail: `${HAND_OVER_MS} ms` });
      }, delayMs + HAND_OVER_MS);
      if (readiness === "waiting") return;
      if (delayMs === 0) void send(turn);
      else askTimer = setTimeout(() => void send(turn), delayMs);
    }
  }

  async function send(turn: number): Promise<void> {
    const { source } = state;
    if (source.kind !== "token") return;
    request = new AbortController();
    // A result is good for one question.
    const result = challenge;
    challenge = undefined;
    const answer = await ports.lookUp(source.token, result, request.signal).catch(() => null);
    if (answer === null || state.turn !== turn || state.decision !== null) return;
    if ("outcome" in answer) settle(serviceDecision(answer), answer.expiresInSeconds * 1000);
    else if (answer.reason !== "token_rejected" || !retry()) failWith(answer);
  }

  /** One new token a review, without asking the shopper; the rejected one is never handed over. */
  function retry(): boolean {
    const waiting = pending;
    const form = ports.form();
    if (waiting === null || waiting.hasRetried || form === null) return false;
    clearTimeout(patienceTimer);
    held = null;
    waiting.hasRetried = true;
    submit(form, waiting);
    return true;
  }

  function failWith(failure: Failure): void {
    const { turn } = state;
    challengeUrl = failure.challengeUrl ?? null;
    ports.fail(failure.reason, failure.detail);
    if (state.turn === turn) settleBy(failure.reason);
  }

  function settleBy(reason: ElementReason): void {
    settle(ports.decide(reason), Number.POSITIVE_INFINITY);
  }

  function settle(decision: Decision, lifeMs: number): void {
    const { turn, source } = state;
    clearTimeout(patienceTimer);
    const now = ports.now();
    const tokenEnd = source.kind === "token" ? tokenBornAt + TOKEN_LIFE_MS : Number.POSITIVE_INFINITY;
    // The machine may have slept while the card was checked.
    if (now >= tokenEnd) {
      expire();
      return;
    }
    expiresAt = Math.min(tokenEnd, now + lifeMs);
    apply(afterDecision(turn, decision));
    if (state.turn !== turn || state.decision !== decision) return;
    if (expiresAt < Number.POSITIVE_INFINITY) expiryTimer = setTimeout(expire, expiresAt - now);
    ports.tell("surcharge-change", state);
    if (state.turn !== turn) return;
    if (state.status !== "surcharge") handOver();
    resolve();
  }

  function handOver(): void {
    const { decision, status } = state;
    const deliver = held;
    held = null;
    if (deliver && decision) deliver(Object.freeze({ ...offerOf(decision), status }));
  }

  function resolve(): void {
    const { decision } = state;
    if (decision && pending?.submittedAt == null)
      takePending()?.resolve(Object.freeze({ ...offerOf(decision), token: sourceToken() }));
  }

  function takePending(): Pending | null {
    const taken = pending;
    pending = null;
    return taken;
  }

  function supersede(): void {
    takePending()?.reject(new SurchargeError("superseded", "something changed"));
  }

  /** Timers sleep with the machine, so an answer's end is checked again wherever it matters. */
  function expireIfDue(): void {
    if (state.decision !== null && ports.now() >= expiresAt) expire();
  }

  function expire(): void {
    apply(afterExpiry);
  }

  /**
   * @param review `KEEP_REVIEW` where the turn ends because of the review itself
   * @param hold what the new turn holds back from the page
   * @returns false when a listener has moved the state on
   */
  function apply(action: Action, review?: typeof KEEP_REVIEW, hold: Deliver | null = null): boolean {
    const before = state;
    const after = action(before);
    if (after === before) return true;
    state = after;
    const isNewTurn = after.turn !== before.turn;
    if (isNewTurn) {
      clear();
      letGo = action === afterChange && hold === null ? (held ?? letGo) : null;
      held = hold;
    }
    ports.moved(after);
    if (!isNewTurn) return true;
    // A review that waits for the Tokenizer has no answer yet that a change could make stale.
    if (review !== KEEP_REVIEW && (action === afterReset || pending?.submittedAt === null)) supersede();
    const wasShown = before.decision !== null || (before.status === "pending" && after.status !== "pending");
    if (after.status === "expired") ports.tell("surcharge-expire", after);
    if (wasShown && state === after) ports.tell("surcharge-change", after);
    if (after.status === "pending" && before.status !== "pending" && state === after)
      ports.tell("surcharge-pending", after);
    return state === after;
  }

  function clear(): void {
    request?.abort();
    request = null;
    challengeUrl = null;
    expiresAt = Number.POSITIVE_INFINITY;
    for (const timer of [askTimer, patienceTimer, expiryTimer]) clearTimeout(timer);
  }

  return {
    get state() {
      return state;
    },
    /** The value of the form: the signed quote where nothing is left to choose, else null. */
    get quote() {
      return (isSettled() && state.decision?.quote) || null;
    },
    /** The token, under the same condition. */
    get token() {
      return isSettled() ? sourceToken() : null;
    },
    /** The page to show in a frame while the service asks for a challenge. */
    get challengeUrl() {
      return challengeUrl;
    },
    changed,
    useToken,
    useAnswer,
    reset,
    stop,
    card,
    method,
    touched,
    success,
    failure,
    accept,
    decline,
    review,
    challengePassed,
  };
}

export type Checkout = ReturnType<typeof createCheckout>;
