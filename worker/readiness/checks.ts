/** Asks each thing that the Worker depends on whether it answers. A check takes 1.5 s at most and never throws. */
import type { ProgramSummary } from "../../contract/card-programs.ts";
import type { AppContext } from "../http/app-env.ts";
import { shardOf } from "../lookup/shard-routing.ts";
import { directoryOf, storeOf } from "../merchants/access.ts";
import type { RateLimiter } from "../settings/bindings.ts";
import { within } from "../within.ts";
import { checkAlerts } from "./alerts-state.ts";
import type { CheckState, Checks } from "./wire.ts";

export const CHECK_TIMEOUT_MS = 1_500;

/** What was found out on the way to the checks, since more than one answer needs it. */
interface Known {
  readonly settings: CheckState;
  readonly rules: CheckState;
  /** Undefined: their store does not answer. */
  readonly programs: readonly ProgramSummary[] | undefined;
}

export const checkAll = async (c: AppContext, { settings, rules, programs }: Known): Promise<Checks> => ({
  settings,
  merchants: settings === "failing" ? "failing" : await checkMerchants(c),
  cardPrograms: cardProgramsState(programs),
  lookups: await answers(() => shardOf(c.env.LOOKUP_SHARDS, { merchantId: "readiness" }, 0).view()),
  rateLimits: await checkRateLimits(c),
  rules,
  alerts: settings === "failing" ? "warning" : await checkAlerts(c, CHECK_TIMEOUT_MS),
});

/** A programme whose last pull failed, or was long ago, is served from its last good copy: a warning, not a failure. */
function cardProgramsState(programs: readonly ProgramSummary[] | undefined): CheckState {
  if (programs === undefined) return "failing";
  return programs.every(({ state }) => state === "ready") ? "ok" : "warning";
}

const answers = async (work: () => Promise<unknown>): Promise<CheckState> =>
  (await within(CHECK_TIMEOUT_MS, async () => {
    await work();
    return true;
  })) === true
    ? "ok"
    : "failing";

async function checkMerchants(c: AppContext): Promise<CheckState> {
  const store = storeOf(c.env);
  if (store === null) return directoryOf(c.env, c.get("settings")).withoutStore().length === 0 ? "failing" : "ok";
  return (await store.read("mch_readiness")).kind === "failed" ? "failing" : "ok";
}

/** Without a limiter every lookup is answered with a zero quote, so that it counts as failing. */
async function checkRateLimits({ env }: AppContext): Promise<CheckState> {
  const limiters = [
    env.LIMIT_CLIENT_STANDARD,
    env.LIMIT_CLIENT_RAISED,
    env.LIMIT_CLIENT_HIGH,
    env.LIMIT_MERCHANT_STANDARD,
    env.LIMIT_MERCHANT_RAISED,
    env.LIMIT_MERCHANT_HIGH,
  ];
  const states = await Promise.all(
    limiters.map((limiter) => answers(() => requireLimiter(limiter).limit({ key: "readiness" }))),
  );
  return states.includes("failing") ? "failing" : "ok";
}

function requireLimiter(limiter: RateLimiter | undefined): RateLimiter {
  if (limiter === undefined) throw new Error("no limiter");
  return limiter;
}
