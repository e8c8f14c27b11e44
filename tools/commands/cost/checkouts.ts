/** Shoppers: what each asks of the service, and when. */
import { type Assumptions, HOME_SHARE, type Scenario, SWING } from "./assumptions.ts";
import type { Chance } from "./random.ts";

export interface Step {
  /** Ms since the window's beginning; negative before it. */
  readonly at: number;
  readonly kind: "policy" | "preflight" | "first" | "repeat";
  readonly merchant: number;
  readonly location: number;
  /** Of all tokens, to find its shard. */
  readonly token: number;
  /** A repeat about a place that was not asked about before. */
  readonly isNewPlace: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Hours whose rates stand for the whole day: the three nodes by which an integral over a sine is taken exactly up to its
 * fifth power (Gauss and Chebyshev), each with the same weight.
 */
export const HOURS = [4, 12, 20] as const;

/** Checkouts that begin between `from` and `to`, ms, as steps in the order of time. */
export function stepsOf(
  scenario: Scenario,
  assumed: Assumptions,
  chance: Chance,
  { hour, from, to }: { readonly hour: number; readonly from: number; readonly to: number },
): Step[] {
  const perDay = scenario.merchants * scenario.lookupsPerDay;
  const meanGap = DAY_MS / (perDay * (1 + SWING * Math.sin((2 * Math.PI * hour) / 24)));
  const steps: Step[] = [];
  let token = 0;
  for (let at = from + chance.exponential(meanGap); at < to; at += chance.exponential(meanGap))
    steps.push(...checkout(scenario, assumed, chance, at, ++token));
  return steps.toSorted((one, other) => one.at - other.at);
}

function checkout(scenario: Scenario, assumed: Assumptions, chance: Chance, at: number, token: number): Step[] {
  const merchant = chance.below(scenario.merchants);
  const anywhere = chance.ranked(assumed.locations);
  const isAtHome = scenario.merchants > 1 && chance.next() < HOME_SHARE;
  const location = isAtHome ? homeOf(merchant, assumed.locations) : anywhere;
  const common = { merchant, location, token, isNewPlace: false };
  const asked = at + chance.exponential(assumed.typingMs);
  const steps: Step[] = [
    { ...common, at, kind: "policy" },
    { ...common, at: asked, kind: "preflight" },
    { ...common, at: asked, kind: "first" },
  ];
  const more = assumed.repeats / (1 + assumed.repeats);
  for (let next = asked; chance.next() < more; ) {
    next += chance.exponential(assumed.pauseMs);
    // By then the token is dead.
    if (next - asked > 120_000) break;
    steps.push({ ...common, at: next, kind: "repeat", isNewPlace: chance.next() < assumed.newPlaceShare });
  }
  return steps;
}

/** The same merchant is at home at the same location, and larger locations are home to more. */
function homeOf(merchant: number, locations: number): number {
  const spread = ((merchant * 0x9e3779b1) >>> 0) / 2 ** 32;
  return Math.min(locations - 1, Math.floor((locations + 1) ** spread - 1));
}
