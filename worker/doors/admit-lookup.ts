/** The door of the browser's lookup: merchant, origin, limits and, where the merchant wants it, a challenge. */
import type { Context } from "hono";
import { askedOrigin } from "../http/own-origin.ts";
import { signal } from "../http/signals.ts";
import { challengeSecretOf } from "../merchants/access.ts";
import type { Merchant } from "../merchants/schema.ts";
import { ProblemError } from "../problem.ts";
import type { PageEnv } from "./origin.ts";
import { admitPage } from "./page.ts";
import { chargeClient, isPastSoftLimit } from "./rate-limit.ts";
import { verifyChallenge } from "./turnstile.ts";

export interface Admitted {
  readonly merchant: Merchant;
  /** False when limiter or challenge cannot be asked: the answer is `service_limited`, and the gateway is not called. */
  readonly mayLookUp: boolean;
}

/**
 * Admits one lookup of a page.
 *
 * @throws ProblemError `unknown_merchant`, `origin_not_allowed`, `merchant_unavailable`, `rate_limited` or
 *   `challenge_required`
 */
export async function admitLookup(
  c: Context<PageEnv>,
  request: {
    readonly merchant: string;
    readonly challenge?: string | undefined;
    readonly locale?: string | undefined;
  },
): Promise<Admitted> {
  const merchant = await admitPage(c, request.merchant);
  const charge = { tier: merchant.rateTier, merchantId: merchant.id, kind: "lookup" } as const;
  const isCounted = await chargeClient(c, charge);
  if (!isCounted || merchant.challenge === undefined || !(await isPastSoftLimit(c, charge)))
    return { merchant, mayLookUp: isCounted };
  return { merchant, mayLookUp: await passChallenge(c, merchant, request) };
}

/** False when Turnstile does not answer. */
async function passChallenge(
  c: Context<PageEnv>,
  merchant: Merchant,
  { challenge: result, locale }: { readonly challenge?: string | undefined; readonly locale?: string | undefined },
): Promise<boolean> {
  const secret = await challengeSecretOf(merchant, c.get("settings"));
  const verdict =
    result === undefined || secret === null
      ? "failed"
      : await verifyChallenge(result, secret, new URL(challengeOrigin(c)).hostname);
  if (verdict === "passed") return true;
  signal(c, { limited: verdict === "down" ? "down" : "challenge" });
  if (verdict === "down") return false;
  throw new ProblemError(
    "challenge_required",
    "Many requests came from here. Show the challenge at challengeUrl in a frame and send its result as challenge.",
    { members: { challengeUrl: challengeUrl(c, merchant, locale) } },
  );
}

/** The origin that was asked, since the element takes a challenge from no other. */
const challengeOrigin = (c: Context<PageEnv>) => askedOrigin(c.req.url) ?? c.get("ownOrigin");

/** The page knows by its address whom to tell the result: the origin is checked there once more. */
function challengeUrl(c: Context<PageEnv>, { id }: Merchant, locale: string | undefined): string {
  const url = new URL(`/challenge/${id}`, challengeOrigin(c));
  const origin = c.req.header("Origin");
  if (origin !== undefined) url.searchParams.set("origin", origin);
  if (locale !== undefined) url.searchParams.set("locale", locale);
  return url.href;
}
