/**
 * Rate limits by the platform's bindings. They are approximate: each location counts for itself and lets some more
 * through. When they cannot be asked, nothing is looked up: the answer is a zero quote.
 */
import type { AppContext } from "../http/app-env.ts";
import { signal } from "../http/signals.ts";
import type { Merchant, RateTier } from "../merchants/schema.ts";
import { ProblemError } from "../problem.ts";
import type { Bindings, RateLimiter } from "../settings/bindings.ts";
import { within } from "../within.ts";
import { clientPrefix } from "./client-prefix.ts";
import { LIMITS } from "./limits.ts";

const PERIOD_SECONDS = 60;
/** Limiters that take longer together count as down. */
const LIMITER_TIMEOUT_MS = 500;

type Scope = keyof typeof LIMITS;

/** Whose requests a limiter counts. */
type Counted = Scope | "stranger" | "operator";

/** Whose limit was reached, if one was. `down`: the limiter, or the address it needs, is not there. */
type LimitVerdict = "admitted" | Counted | "down";

const isLimited = (verdict: LimitVerdict): verdict is Counted => verdict !== "admitted" && verdict !== "down";

/** What is counted: one kind of request of one merchant, by one client where a client is meant. */
export interface Charge {
  readonly tier: RateTier;
  readonly merchantId: string;
  /** Kinds of requests have budgets of their own, so that none starves another. */
  readonly kind: "lookup" | "policy" | "server";
}

const bindingOf = (env: Bindings, strength: "LIMIT" | "SOFT", scope: Scope, tier: RateTier) =>
  env[`${strength}_${scope.toUpperCase() as Uppercase<Scope>}_${tier.toUpperCase() as Uppercase<RateTier>}`];

/** Whose requests a limiter counts, the limiter, and the one who is counted; null: nobody can tell. */
type Count = readonly [counted: Counted, limiter: RateLimiter | undefined, key: string | null];

/** Counts with one limiter after another, as long as they admit. */
async function askLimiters(...counts: readonly Count[]): Promise<LimitVerdict> {
  const verdict = await within(LIMITER_TIMEOUT_MS, async () => {
    for (const [counted, limiter, key] of counts) {
      if (limiter === undefined || key === null) return "down";
      const { success } = await limiter.limit({ key });
      if (!success) return counted;
    }
    return "admitted";
  });
  return verdict ?? "down";
}

/** The client's prefix. Without an address only development goes on: everywhere else the platform always tells one. */
const prefixOf = (c: AppContext) =>
  clientPrefix(c.req.header("CF-Connecting-IP")) ?? (__DEVELOPMENT__ ? "development" : null);

/** Counts against the client, then, if that admitted it, against the merchant: one client cannot use up everybody's. */
async function count(c: AppContext, strength: "LIMIT" | "SOFT", charge: Charge): Promise<LimitVerdict> {
  const { tier, merchantId, kind } = charge;
  const prefix = prefixOf(c);
  const clientKey = prefix === null ? null : `${kind}|${merchantId}|${prefix}`;
  return askLimiters(
    ["client", bindingOf(c.env, strength, "client", tier), clientKey],
    ["merchant", bindingOf(c.env, strength, "merchant", tier), `${kind}|${merchantId}`],
  );
}

/**
 * Counts one request of a page.
 *
 * @returns false when the limiter cannot be asked: nothing may be looked up then
 * @throws ProblemError `rate_limited`
 */
export async function chargeClient(c: AppContext, charge: Charge): Promise<boolean> {
  return admits(c, policyText(charge.tier, ["client", "merchant"]), await count(c, "LIMIT", charge));
}

/** Whether a page's requests have passed half of a limit, from where on a merchant may ask for a challenge. */
export const isPastSoftLimit = async (c: AppContext, charge: Charge) => isLimited(await count(c, "SOFT", charge));

/** Counts one request of a merchant's server; see {@link chargeClient}. */
export async function chargeServer(c: AppContext, { id, rateTier }: Merchant): Promise<boolean> {
  const verdict = await askLimiters(["merchant", bindingOf(c.env, "LIMIT", "merchant", rateTier), `server|${id}`]);
  return admits(c, policyText(rateTier, ["merchant"]), verdict);
}

const strangers = new WeakMap<Request, LimitVerdict>();

/**
 * Counts a request that named nobody we know, such as by a wrong key or an unknown merchant, against its client alone: once,
 * however often this is called, and before it costs a read of a store.
 *
 * @throws ProblemError `rate_limited`
 */
export async function chargeStranger(c: AppContext): Promise<void> {
  const known = strangers.get(c.req.raw);
  const limiter = bindingOf(c.env, "LIMIT", "client", "high");
  const verdict = known ?? (await askLimiters(["stranger", limiter, `stranger|${prefixOf(c) ?? ""}`]));
  strangers.set(c.req.raw, verdict);
  if (verdict !== "admitted") signal(c, { limited: verdict });
  if (isLimited(verdict)) throw rateLimited(policyText("high", ["client"]));
}

/**
 * Counts a change by the name of the operator's key, before anything of it is recorded. Where the limiter cannot be asked it goes on.
 *
 * @throws ProblemError `rate_limited`
 */
export async function chargeOperator(c: AppContext, keyName: string): Promise<void> {
  const limiter = bindingOf(c.env, "LIMIT", "client", "raised");
  const verdict = await askLimiters(["operator", limiter, `operator|${keyName}`]);
  if (verdict !== "admitted") signal(c, { limited: verdict });
  if (isLimited(verdict)) throw rateLimited(policyText("raised", ["client"]));
}

/** Tells the caller its limits, whatever the verdict. False: the limiter cannot be asked. */
function admits(c: AppContext, policy: string, verdict: LimitVerdict): boolean {
  if (verdict !== "admitted") signal(c, { limited: verdict });
  if (isLimited(verdict)) throw rateLimited(policy);
  c.header("RateLimit-Policy", policy);
  return verdict === "admitted";
}

function rateLimited(policy: string): ProblemError {
  return new ProblemError("rate_limited", "Too many requests in the last minute. Wait and try again.", {
    headers: { "Retry-After": String(PERIOD_SECONDS), "RateLimit-Policy": policy },
  });
}

/** The IETF draft's `RateLimit-Policy`: quota and window in seconds of each limit that counts. */
const policyText = (tier: RateTier, scopes: readonly Scope[]) =>
  scopes.map((scope) => `"${scope}";q=${LIMITS[scope][tier]};w=${PERIOD_SECONDS}`).join(", ");
