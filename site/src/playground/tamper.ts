/** What can be done to a quote or to the sale it is held against: a good one is found valid, each change is refused. Pure. */
import { base64url } from "jose";
import type { QuoteClaims } from "../../../contract/claims.ts";
import type { SaleFacts } from "../../../contract/verify-facts.ts";

export interface Checked {
  readonly quote: string;
  readonly facts: SaleFacts;
}

interface Change {
  readonly title: string;
  readonly apply: (checked: Checked) => Checked;
}

/** Header and claims, as they stand in the quote; nothing is checked. */
export function decodeQuote(quote: string): { header: unknown; claims: QuoteClaims } {
  const [header = "", claims = ""] = quote.split(".");
  const read = (part: string): unknown => JSON.parse(new TextDecoder().decode(base64url.decode(part)));
  return { header: read(header), claims: read(claims) as QuoteClaims };
}

/** The quote with other claims and its old signature. */
function withClaims(quote: string, change: Partial<QuoteClaims>): string {
  const [header, , signature] = quote.split(".");
  const claims = JSON.stringify({ ...decodeQuote(quote).claims, ...change });
  return [header, base64url.encode(claims), signature].join(".");
}

const claimed = (title: string, change: Partial<QuoteClaims>): Change => ({
  title,
  apply: ({ quote, facts }) => ({ quote: withClaims(quote, change), facts }),
});
const sold = (title: string, change: (facts: SaleFacts) => Partial<SaleFacts>): Change => ({
  title,
  apply: ({ quote, facts }) => ({ quote, facts: { ...facts, ...change(facts) } }),
});

export const CHANGES = {
  none: { title: "Nothing: as it came", apply: (checked) => checked },
  surcharge: claimed("Claim surchargeAmount: 1", { surchargeAmount: 1 }),
  outcome: claimed("Claim outcome: none", { outcome: "none" }),
  place: claimed("Claim state: FL", { state: "FL" }),
  life: claimed("Claim exp: a day later", { exp: Math.floor(Date.now() / 1_000) + 86_400 }),
  amount: sold("Sale of one cent more", ({ baseAmount }) => ({ baseAmount: Number(baseAmount) + 1 })),
  card: sold("Sale with another token", () => ({ subject: { token: "test_card_of_somebody_else" } })),
  shop: sold("Sale of another merchant", () => ({ merchant: "mch_somebody_else" })),
  live: sold("Sale in live", () => ({ env: "live" })),
} as const satisfies Record<string, Change>;
export type ChangeName = keyof typeof CHANGES;
export const CHANGE_NAMES = Object.keys(CHANGES) as ChangeName[];
