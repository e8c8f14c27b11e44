/**
 * Calls the gateway with everything that keeps a bad day there from becoming a bad day here: a turn in the queue, the
 * breaker's leave, a time limit, and one retry when it is safe and the budget allows. Knows nothing of what is asked.
 */
import type { Attempt } from "../gateway/client.ts";
import type { Trouble } from "../surcharge/facts.ts";
import type { Breaker, Pass } from "./breaker.ts";
import type { CallQueue } from "./call-queue.ts";
import { type Clock, pause } from "./clock.ts";
import type { GatewayAlarm } from "./finding.ts";
import { ATTEMPT_MS, MIN_ATTEMPT_MS, RETRY_PAUSE_MS } from "./limits.ts";
import type { RetryBudget } from "./retry-budget.ts";

/** One attempt, told by its signal when its time is up. Never rejects. */
export type AttemptOnce<T> = (signal: AbortSignal) => Promise<Attempt<T>>;

export type UpstreamResult<T> = (
  | { readonly kind: "found"; readonly value: T }
  | { readonly kind: "rejected" }
  /** `alarm`: what this call learnt that wants a person. */
  | { readonly kind: "trouble"; readonly reason: Trouble; readonly alarm: GatewayAlarm | null }
) & {
  /** The gateway's own id of its last answer. */
  readonly correlationId: string | null;
};

export interface UpstreamDeps {
  readonly clock: Clock;
  readonly queue: CallQueue;
  readonly breaker: Breaker;
  readonly budget: RetryBudget;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** Too little time is left for a call. */
const TOO_LATE = { kind: "trouble", reason: "gateway_timeout", alarm: null, correlationId: null } as const;

/** No call was made, or its result is not to be relied on. */
const UNAVAILABLE = { kind: "trouble", reason: "gateway_unavailable", alarm: null, correlationId: null } as const;

/**
 * Asks until there is a result or no sense in asking.
 *
 * @param account tells gateway and key apart from others, for the breaker
 * @param deadline the latest moment for an answer, ms since 1970
 */
export async function askGateway<T>(
  attemptOnce: AttemptOnce<T>,
  account: string,
  deadline: number,
  deps: UpstreamDeps,
): Promise<UpstreamResult<T>> {
  const hasTurn = await deps.queue.enter(deadline - MIN_ATTEMPT_MS);
  if (!hasTurn) return UNAVAILABLE;
  try {
    return await askInTurn(attemptOnce, account, deadline, deps);
  } finally {
    deps.queue.leave();
  }
}

async function askInTurn<T>(
  attemptOnce: AttemptOnce<T>,
  account: string,
  deadline: number,
  deps: UpstreamDeps,
): Promise<UpstreamResult<T>> {
  if (deps.clock.now() + MIN_ATTEMPT_MS > deadline) return TOO_LATE;
  const first = await attempt(attemptOnce, account, deadline, deps);
  if (first === null) return UNAVAILABLE;
  deps.budget.earn();
  if (!isWorthARetry(first)) return resultOf(first);
  const wait = RETRY_PAUSE_MS * (1 + deps.random());
  const hasTime = deps.clock.now() + wait + MIN_ATTEMPT_MS <= deadline;
  if (!hasTime || !deps.budget.spend()) return resultOf(first);
  await pause(deps.clock, wait);
  const second = await attempt(attemptOnce, account, deadline, deps);
  // The first call may have reached the gateway and used the token up, so its refusal now proves nothing.
  if (second === null || second.kind === "rejected") return UNAVAILABLE;
  return resultOf(second);
}

/** One attempt within its time, reported to the breaker; null when the breaker gives no leave. */
async function attempt<T>(
  attemptOnce: AttemptOnce<T>,
  account: string,
  deadline: number,
  { clock, breaker }: UpstreamDeps,
): Promise<Attempt<T> | null> {
  const startedAt = clock.now();
  const pass = breaker.admit(account, startedAt);
  if (pass === null) return null;
  const timer = new AbortController();
  const cancel = clock.after(Math.min(ATTEMPT_MS, deadline - startedAt), () => timer.abort());
  const result = await attemptOnce(timer.signal);
  cancel();
  report(result, pass, breaker, clock.now());
  return result;
}

function report(result: Attempt<unknown>, pass: Pass, breaker: Breaker, now: number): void {
  if (result.kind === "unauthorized") breaker.keyRefused(pass, now);
  else if (result.kind === "failed") breaker.failed(pass, now);
  else breaker.succeeded(pass, now);
}

/**
 * Only when the gateway has certainly not decided: no headers arrived and it was not for want of time, or it said that
 * it is too busy. An error's own `retryable` is not asked: workerd sets it on requests that were fully received too.
 */
const isWorthARetry = (result: Attempt<unknown>): boolean =>
  result.kind === "failed" && (result.why === "network" || result.why === "busy");

function resultOf<T>(result: Attempt<T>): UpstreamResult<T> {
  const { correlationId } = result;
  if (result.kind === "found") return { kind: "found", value: result.value, correlationId };
  if (result.kind === "rejected") return { kind: "rejected", correlationId };
  const timedOut = result.kind === "failed" && result.why === "timeout";
  const reason = timedOut ? "gateway_timeout" : "gateway_unavailable";
  return { kind: "trouble", reason, alarm: alarmOf(result), correlationId };
}

function alarmOf(result: Attempt<unknown>): GatewayAlarm | null {
  if (result.kind === "unauthorized") return "gateway_key_refused";
  return result.kind === "failed" && result.why === "blocked" ? "gateway_blocked" : null;
}
