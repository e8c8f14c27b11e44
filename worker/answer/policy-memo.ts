/**
 * Keeps finished policies for as long as a page may keep them anyway. A policy is the same for every shopper, takes
 * several decisions to work out, and is asked for with every page view: the dearest of answers otherwise.
 */
import type { PolicyQuery } from "../../contract/policy.ts";
import type { Merchant } from "../merchants/schema.ts";

/** Also what the answer's `Cache-Control` says. */
export const POLICY_SECONDS = 60;

/** Places times languages that a shop really has; a state is free text, so somebody may send others without end. */
const MAX_POLICIES_PER_MERCHANT = 256;

interface Kept {
  readonly text: string;
  readonly until: number;
}

/** By the merchant's record itself, so that a changed merchant starts afresh. */
const kept = new WeakMap<Merchant, Map<string, Kept>>();

/**
 * The policy as JSON text, worked out at most once a minute for each merchant, query and version of the rules.
 *
 * @param now ms since 1970
 * @param workOut gives the policy as a JSON text
 */
export function keptPolicy(
  merchant: Merchant,
  query: PolicyQuery,
  rulesVersion: string,
  now: number,
  workOut: () => string,
): string {
  const policies = kept.get(merchant) ?? new Map<string, Kept>();
  kept.set(merchant, policies);
  const { country, state, shipCountry, shipState, locale } = query;
  const key = JSON.stringify([rulesVersion, country, state, shipCountry, shipState, locale]);
  const known = policies.get(key);
  if (known !== undefined && now < known.until) return known.text;
  if (policies.size >= MAX_POLICIES_PER_MERCHANT) policies.clear();
  const text = workOut();
  policies.set(key, { text, until: now + POLICY_SECONDS * 1_000 });
  return text;
}
