/** What the ways of both designs have in common: what a step reads, and what an answer is. */
import type { Brand, Funding, Outcome, Reason } from "../../../contract/lists.ts";
import type { HomeTax } from "../../../worker/ledger/counts/home-tax.ts";
import {
  answerKey,
  fundingKey,
  ownKey,
  POLICY_SERVED,
  placeKey,
  releaseKey,
  type Sums,
  sourceKey,
  taxKey,
  tookKey,
  upstreamKey,
} from "../../../worker/ledger/counts/series.ts";
import { OBJECT_OWN_MS } from "./assumptions.ts";
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

export interface SimulatedAnswer {
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly brand: Brand;
  readonly funding: Funding;
  readonly homeTax: HomeTax | null;
  readonly durationMs: number;
}

/** Answers that are counted apart, and how frequent each is. */
const MOST: Omit<SimulatedAnswer, "durationMs"> = {
  outcome: "surcharge",
  reason: "eligible",
  brand: "visa",
  funding: "credit",
  homeTax: "rate",
};
const DEBIT = { ...MOST, outcome: "none", reason: "debit", funding: "debit", homeTax: null } as const;
const OTHERS: readonly (readonly [share: number, kind: typeof MOST])[] = [
  [0.25, DEBIT],
  [0.2, { ...MOST, brand: "mastercard" }],
  [0.15, { ...DEBIT, brand: "mastercard" }],
  [0.05, { ...DEBIT, reason: "prepaid", funding: "prepaid" }],
];

/** What is counted of a policy. */
export const POLICY_SUMS: Sums = { [POLICY_SERVED]: 1, [releaseKey("1.0.0")]: 1 };

/** What is counted of an answer. @param asksGateway whether it took a call of the gateway */
export const sumsOfAnswer = (
  { outcome, reason, brand, funding, homeTax, durationMs }: SimulatedAnswer,
  asksGateway: boolean,
): Sums => ({
  [answerKey(reason, brand)]: 1,
  [fundingKey(funding)]: 1,
  [placeKey({ country: "US", state: "IL" }, outcome)]: 1,
  [tookKey(durationMs)]: 1,
  [ownKey(asksGateway ? OBJECT_OWN_MS : 0)]: 1,
  [sourceKey(asksGateway ? "shard" : "ticket")]: 1,
  [releaseKey("1.0.0")]: 1,
  ...(homeTax === null ? {} : { [taxKey(homeTax)]: 1 }),
  ...(asksGateway ? { [upstreamKey("calls")]: 1 } : {}),
});

/** An answer. @param durationMs what it took */
export function answerOf({ chance }: Pick<World, "chance">, durationMs: number): SimulatedAnswer {
  let drawn = chance.next();
  const [, kind = MOST] = OTHERS.find(([share]) => (drawn -= share) < 0) ?? [];
  return { ...kind, durationMs };
}
