/** The door of the browser's lookup: merchant, origin and limits, in this order. */
import type { Context } from "hono";
import type { AppEnv } from "../http.ts";
import type { Merchant } from "../merchants/schema.ts";
import { admitPage } from "./admit.ts";
import { chargeClient } from "./rate-limit.ts";

export interface Admitted {
  readonly merchant: Merchant;
  /** False when the limiter cannot be asked: the answer is `service_limited`, and the gateway is not called. */
  readonly mayLookUp: boolean;
}

/**
 * Admits one lookup of a page.
 *
 * @throws ProblemError `unknown_merchant`, `origin_not_allowed`, `merchant_unavailable` or `rate_limited`
 */
export async function admitLookup(
  c: Context<AppEnv>,
  request: { readonly merchant: string; readonly challenge?: string | undefined },
): Promise<Admitted> {
  const merchant = await admitPage(c, request.merchant);
  const mayLookUp = await chargeClient(c, { tier: merchant.rateTier, merchantId: merchant.id, kind: "lookup" });
  return { merchant, mayLookUp };
}
