/**
 * Calls the gateway with everything that keeps a bad day there from becoming a bad day here: a turn in the queue, the
 * breaker's leave, a time limit, and one retry when it is safe and the budget allows. Knows nothing of what is asked, nor
 * of who waits for it: a call has its own time, and its answer is there for whoever asks next.
 */
import type { Attempt } from "../gateway/client.ts";
import type { Trouble } from "../surcharge/facts.ts";
import type { Breaker, Report } from "./breaker.ts";
import type { Breakers } from "./breakers.ts";
import type { CallQueue } from "./call-queue.ts";
import { type Clock, pause } from "./clock.ts";
import type { GatewayAlarm } from "./finding.ts";
import {
  ATTEMPT_GRACE_MS,
  ATTEMPT_MS,
  LOOKUP_MS,
  MIN_ATTEMPT_MS,
  RETRY_PAUSE_MS,
  SHARD_ALLOWANCE_MS,
} from "./limits.ts";
import type { RetryBudget } from "./retry-budget.ts";
import { whenTimeIsUp } from "./time-limit.ts";
import type { UpstreamTally } from "./upstream-counts.ts";

/** One attempt, told by its signal when its time is up. Never rejects. */
export type AttemptOnce<T> = (signal: AbortSignal) => Promise<Attempt<T>>;

export type UpstreamResult<T> = (
  | { readonly kind: "found"; readonly value: T }
  | { readonly kind: "rejected" }
  | {
      readonly kind: "trouble";
      readonly reason: Trouble;
      /** False: nobody was called. */
      readonly wasCalled: boolean;
      readonly alarm: GatewayAlarm | null;
    }
) & {
  /** The gateway's own id of its last answer. */
  readonly correlationId: string | null;
};

export interface UpstreamDeps {
  readonly clock: Clock;
  readonly queue: CallQueue;
  readonly breakers: Breakers;
  readonly budget: RetryBudget;
  readonly tally: UpstreamTally;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** How long a call may take with its wait for a turn and its retry. */
const CALL_MS = LOOKUP_MS - SHARD_ALLOWANCE_MS;

const noAnswer = { kind: "trouble", alarm: null, correlationId: null } as const;

/** Too little time is left for a call. */
export const TOO_LATE = { ...noAnswer, reason: "gateway_timeout", wasCalled: false } as const;

const NOT_CALLED = { ...noAnswer, reason: "gateway_unavailable", wasCalled: false } as const;

/** A call was made, and its result is not to be relied on. */
const UNAVAILABLE = { ...noAnswer, reason: "gateway_unavailable", wasCalled: true } as const;

/**
 * Asks until there is a result or no sense in asking.
 *
 * @param account tells gateway and key apart from others, for the breaker
 */
export async function askGateway<T>(
  attemptOnce: AttemptOnce<T>,
  account: string,
  deps: UpstreamDeps,
): Promise<UpstreamResult<T>> {
  // An attempt that began later would end when nobody who asked now is still there.
  const latestStart = deps.clock.now() + CALL_MS - MIN_ATTEMPT_MS;
  const hasTurn = await deps.queue.enter(latestStart);
  if (!hasTurn) return NOT_CALLED;
  try {
    return await askInTurn(attemptOnce, deps.breakers.of(account), latestStart, deps);
  } finally {
    deps.queue.leave();
  }
}

async function askInTurn<T>(
  attemptOnce: AttemptOnce<T>,
  breaker: Breaker,
  latestStart: number,
  deps: UpstreamDeps,
): Promise<UpstreamResult<T>> {
  const first = await attempt(attemptOnce, breaker, deps, false);
  if (first === null) return NOT_CALLED;
  deps.budget.earn();
  if (!isWorthARetry(first)) return resultOf(first);
  const wait = RETRY_PAUSE_MS * (1 + deps.random());
  const hasTime = deps.clock.now() + wait <= latestStart;
  if (!hasTime || !deps.budget.spend()) return resultOf(first);
  await pause(deps.clock, wait);
  const second = await attempt(attemptOnce, breaker, deps, true);
  // The first call may have reached the gateway and used the token up, so its refusal now proves nothing.
  if (second === null || second.kind === "rejected") return UNAVAILABLE;
  return resultOf(second);
}

/** One attempt within its time, reported to the breaker; null when the breaker gives no leave. */
async function attempt<T>(
  attemptOnce: AttemptOnce<T>,
  breaker: Breaker,
  { clock, tally }: UpstreamDeps,
  isRetry: boolean,
): Promise<Attempt<T> | null> {
  const startedAt = clock.now();
  const pass = breaker.admit(startedAt);
  if (pass === null) return null;
  tally.begin(isRetry);
  const timer = new AbortController();
  let wasBehind = false;
  const cancel = whenTimeIsUp(clock, ATTEMPT_MS, ATTEMPT_GRACE_MS, (threadWasBehind) => {
    wasBehind = threadWasBehind;
    timer.abort();
  });
  const result = await attemptOnce(timer.signal);
  cancel();
  const endedAt = clock.now();
  tally.end(result, endedAt - startedAt);
  breaker.report(pass, reportOn(result, wasBehind), endedAt);
  return result;
}

/** @param wasBehind this thread was too busy to tell whether the answer came in time */
function reportOn(result: Attempt<unknown>, wasBehind: boolean): Report {
  if (result.kind === "unauthorized") return "refuses_key";
  if (result.kind !== "failed") return "works";
  return result.why === "timeout" && wasBehind ? "nothing" : "fails";
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
  return { kind: "trouble", reason, wasCalled: true, alarm: alarmOf(result), correlationId };
}

function alarmOf(result: Attempt<unknown>): GatewayAlarm | null {
  if (result.kind === "unauthorized") return "gateway_key_refused";
  return result.kind === "failed" && result.why === "blocked" ? "gateway_blocked" : null;
}
