/** A sale with what is known of its card and what the rules say of it: what reasons are judged by. Worked out when asked. */
import { assess, lowestCap } from "./assess.ts";
import type { Assessment } from "./assessment.ts";
import { worldDays } from "./day.ts";
import type { DecideInput } from "./decide-input.ts";
import type { CardFacts } from "./facts.ts";
import { type Cap, rateWithin, surchargeWithin } from "./money.ts";
import { normalisePlace } from "./places.ts";

export interface Case extends DecideInput {
  /** Null when the gateway could not be asked. */
  readonly facts: CardFacts | null;
  /** What the rules say of each network on the card, taken together. */
  readonly assessment: () => Assessment;
  /** The lowest cap of them all. */
  readonly lowest: () => Cap;
  readonly surchargeAmount: () => number | null;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The most that the merchant adds to one sale, whatever the brand. */
function ownMaximum({ programme, baseAmount }: DecideInput): readonly Cap[] {
  const { maximumSurchargeAmount } = programme;
  return maximumSurchargeAmount === undefined
    ? []
    : [{ bps: rateWithin(maximumSurchargeAmount, baseAmount), by: "maximum" }];
}

/** Judges every network on the card, so that the strictest of a co-badged card's decides. */
function assessAll(input: DecideInput, facts: CardFacts): Assessment {
  const { houseCard, programme, billing, shipTo, baseAmount, currency, rules } = input;
  const days = worldDays(input.at);
  const places = [normalisePlace(programme.place), billing, ...(shipTo === null ? [] : [shipTo])];
  const isHouseCard = houseCard.match !== "none";
  const each = facts.brands.map((brand) =>
    assess({ brand, facts, isHouseCard, programme, places, days, baseAmount, currency, rules }),
  );
  return {
    objections: each.flatMap(({ objections }) => objections),
    caps: [...each.flatMap(({ caps }) => caps), ...ownMaximum(input)],
    rows: [...new Set(each.flatMap(({ rows }) => rows))],
  };
}

/** The case of one sale. */
export function caseOf(input: DecideInput): Case {
  const { finding, baseAmount } = input;
  const facts = finding.kind === "facts" ? finding.facts : null;
  const assessment = once(() => (facts === null ? { objections: [], caps: [], rows: [] } : assessAll(input, facts)));
  const lowest = once(() => lowestCap(assessment().caps));
  const surchargeAmount = once(() =>
    baseAmount === null ? null : surchargeWithin(baseAmount, lowest().bps, assessment().caps),
  );
  return { ...input, facts, assessment, lowest, surchargeAmount };
}
