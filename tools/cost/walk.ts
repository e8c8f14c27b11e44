/** What the ways of both designs have in common: what a step reads, and what an answer is. */
import type { CountedAnswer } from "../../worker/ledger/counters.ts";
import type { Step } from "./checkouts.ts";
import type { Isolate } from "./isolate.ts";
import { merchantId } from "./merchant.ts";
import type { World } from "./world.ts";

/** The limiters that a page's request asks: one by client, one by merchant. */
const LIMITERS_ASKED = 2;
/** The one by client alone, for a merchant that the isolate does not hold yet, and for a preflight. */
export const STRANGERS_LIMITER = 1;

/** What every request but a preflight reads: its merchant, the rules and, with a lookup, card programmes. */
export async function admit({ usage }: World, { merchant, kind }: Step, isolate: Isolate): Promise<void> {
  usage.limiterCalls += LIMITERS_ASKED;
  if (!isolate.directory.holds(merchantId(merchant))) usage.limiterCalls += STRANGERS_LIMITER;
  const found = await isolate.directory.find(merchantId(merchant));
  if (found.kind !== "found") throw new Error(`the simulated merchant is ${found.kind}`);
  const reads: Promise<unknown>[] = [];
  await isolate.rules.edition((work) => reads.push(work));
  await Promise.all(reads);
  if (kind !== "policy") await isolate.programmes.of(found.merchant.cardPrograms);
}

/** How long the gateway takes this time, ms. */
export const gatewayMs = ({ assumed, chance }: World): number =>
  assumed.gatewayMs / 2 + chance.exponential(assumed.gatewayMs / 2);

/** Answers that are counted apart, and how frequent each is. */
const MOST: Omit<CountedAnswer, "durationMs"> = {
  outcome: "surcharge",
  reason: "eligible",
  brand: "visa",
  homeTax: "rate",
};
const OTHERS: readonly (readonly [share: number, kind: typeof MOST])[] = [
  [0.25, { outcome: "none", reason: "debit", brand: "visa", homeTax: null }],
  [0.2, { outcome: "surcharge", reason: "eligible", brand: "mastercard", homeTax: "rate" }],
  [0.15, { outcome: "none", reason: "debit", brand: "mastercard", homeTax: null }],
  [0.05, { outcome: "none", reason: "prepaid", brand: "visa", homeTax: null }],
];

/** An answer as it is counted. @param durationMs what it took */
export function answerOf({ chance }: World, durationMs: number): CountedAnswer {
  let drawn = chance.next();
  const [, kind = MOST] = OTHERS.find(([share]) => (drawn -= share) < 0) ?? [];
  return { ...kind, durationMs };
}
