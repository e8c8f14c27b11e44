/**
 * What the rules say about one card: every row that matches, every objection, every cap. Doubt is settled by looking at
 * each reading of it (unknown level: consumer and commercial; unknown issuer country: inside and outside the EEA; the
 * date: both that it is on earth) and counting every objection and every cap of each. Adding a matching row can
 * therefore only add objections and caps.
 *
 * Source of the method: section 0 of the surcharge research of 2026-11-22; see `docs/rules/README.md`.
 */
import type { Brand, Reason } from "../../contract/lists.ts";
import type { RuleBook } from "../rules/book.ts";
import { inForce, lapsesOn } from "../rules/freshness.ts";
import type { RuleCard, RuleRow } from "../rules/schema.ts";
import { worldDays } from "./day.ts";
import type { CardFacts } from "./facts.ts";
import type { Cap } from "./money.ts";
import { attested, merchantRate, recordedCost } from "./on-record.ts";
import { isEea, needsState, type Place, placeCode, samePlace } from "./places.ts";
import type { SurchargeProgramme } from "./programme.ts";

/** The reasons that rules give. */
export type RuleReason = Extract<
  Reason,
  | "region_prohibited"
  | "region_not_covered"
  | "network_not_enabled"
  | "rules_expired"
  | "needs_sign_off"
  | "cost_not_recorded"
>;

interface Objection {
  readonly reason: RuleReason;
  /** The row that objects; null where the objection is that there is no row. */
  readonly rule: string | null;
  /** For operators: what is wrong, as the end of a sentence. */
  readonly because: string;
}

export interface Assessment {
  readonly objections: readonly Objection[];
  readonly caps: readonly Cap[];
  /** Every row that matched, permitting or not. */
  readonly rows: readonly RuleRow[];
}

export interface Question {
  readonly brand: Brand;
  readonly facts: Pick<CardFacts, "funding" | "level" | "country">;
  readonly isHouseCard: boolean;
  readonly programme: SurchargeProgramme;
  /** Every place that has a say: the merchant's, billing, ship-to. Normalised. */
  readonly places: readonly Place[];
  readonly at: Date;
  readonly rules: RuleBook;
  /** True where another brand is compared with this one: then this one is not compared with others in turn. */
  readonly isCompared?: boolean;
}

/** One certain reading of a card: the words by which rows may mean it. */
type CardReading = ReadonlySet<RuleCard>;

function readingsOf({ facts, isHouseCard }: Question): readonly CardReading[] {
  const { funding, level, country } = facts;
  if (funding === "unknown") return [];
  const levels = level === "unknown" ? (["consumer", "commercial"] as const) : [level];
  const foreign = country === null ? [true, false] : [!isEea(country)];
  return levels.flatMap((level) =>
    foreign.map((outside) => {
      const words = new Set<RuleCard>([funding, level === "consumer" ? `consumer-${funding}` : "commercial"]);
      if (outside) words.add("non-EEA-issued");
      if (isHouseCard) words.add("house");
      return words;
    }),
  );
}

const isCostBased = (row: RuleRow): boolean => row.basis === "cost-of-acceptance" || row.basis === "both";

/** What one matching row bars, or still asks for, and the caps it sets; `today` is the last date on earth. */
function judgeRow(row: RuleRow, question: Question, today: string): { objections: Objection[]; caps: Cap[] } {
  if (row.status === "prohibited")
    return { objections: [{ reason: "region_prohibited", rule: row.id, because: `${row.id} bars it` }], caps: [] };
  const { programme, brand } = question;
  const objections: Objection[] = [];
  const caps: Cap[] = [];
  const lapsed = lapsesOn(row);
  if (today >= lapsed)
    objections.push({
      reason: "rules_expired",
      rule: row.id,
      because: `${row.id} lapsed on ${lapsed} until checked again`,
    });
  for (const kind of row.requires)
    if (!attested(programme, row.id, kind, today))
      objections.push({
        reason: "needs_sign_off",
        rule: row.id,
        because: `${row.id} requires ${kind}, which is not recorded`,
      });

  const choseCost = row.basis === "either" && attested(programme, row.id, "actual_fee", today);
  if (isCostBased(row) || choseCost) {
    const cost = recordedCost(programme, brand, today);
    if (cost !== null) caps.push({ bps: cost, by: "cost" });
    else
      objections.push({
        reason: "cost_not_recorded",
        rule: row.id,
        because: `${row.id} is limited by the cost of accepting ${brand}, which is not recorded`,
      });
  }
  if (row.maxBps !== null && !choseCost) caps.push({ bps: row.maxBps, by: row.id });
  // The dearest cap to find; nobody asks for it where the row already objects.
  if (row.notAboveOtherBrands === true && question.isCompared !== true && objections.length === 0)
    caps.push({ bps: lowestOtherRate(question), by: row.id });
  return { objections, caps };
}

/** Objections to a place as a whole: nothing covers it, nothing names the brand, nothing limits the amount. */
function judgeCover(place: Place, brand: Brand, matching: readonly RuleRow[], own: readonly RuleRow[]): Objection[] {
  const permits = matching.filter((row) => row.status !== "prohibited");
  const where = placeCode(place);
  const strict = needsState(place.country);
  const covered = (strict ? own : permits).some((row) => permits.includes(row));
  if (!covered)
    return [{ reason: "region_not_covered", rule: null, because: `no rule covers such a ${brand} card in ${where}` }];
  // In the US and Canada the networks' own rules are rows; a brand that no row names was never looked at.
  if (strict && permits.every((row) => row.networks === "all"))
    return [{ reason: "network_not_enabled", rule: null, because: `no rule names ${brand} in ${place.country}` }];
  // Section 0, point 4: without a percentage and without a cost test there is nothing to stay below.
  if (permits.every((row) => row.maxBps === null && !isCostBased(row)))
    return [
      {
        reason: strict ? "network_not_enabled" : "region_not_covered",
        rule: null,
        because: `no rule limits a ${brand} surcharge in ${where}, so none is permitted`,
      },
    ];
  return [];
}

/** Judges a brand in every place, on both dates, in every reading of the card. */
export function assess(question: Question): Assessment {
  const { brand, programme, rules } = question;
  const objections: Objection[] = [];
  const caps: Cap[] = [];
  const rate = merchantRate(programme, brand);
  if (rate === null)
    objections.push({ reason: "network_not_enabled", rule: null, because: `the merchant has no rate for ${brand}` });
  else caps.push({ bps: rate, by: "rate" });

  const matched = new Set<RuleRow>();
  const { first, last } = worldDays(question.at);
  const readings = readingsOf(question);
  for (const place of distinct(question.places)) {
    const own = rules.stateRows(place, brand);
    const rows = [...rules.countryRows(place, brand), ...own];
    for (const day of [first, last])
      for (const reading of readings) {
        const matching = rows.filter((row) => inForce(row, day) && row.cards.some((card) => reading.has(card)));
        for (const row of matching) matched.add(row);
        objections.push(...judgeCover(place, brand, matching, own));
      }
  }

  for (const row of matched) {
    const verdict = judgeRow(row, question, last);
    objections.push(...verdict.objections);
    caps.push(...verdict.caps);
  }
  return { objections, caps, rows: [...matched] };
}

function distinct(places: readonly Place[]): readonly Place[] {
  return places.filter((place, index) => places.findIndex((other) => samePlace(place, other)) === index);
}

/** The smallest cap, the merchant's own rate being one; ties go to the merchant's. */
export function lowestCap(caps: readonly Cap[]): Cap {
  return caps.reduce((lowest, cap) => (cap.bps < lowest.bps ? cap : lowest), { bps: Number.POSITIVE_INFINITY, by: "" });
}

/**
 * The lowest rate at which the merchant's other brands could be surcharged in the same places: what "not dearer than
 * other cards" allows. Zero where one of them could not be, or there is none.
 */
function lowestOtherRate(question: Question): number {
  const rates = (Object.keys(question.programme.rates) as Brand[])
    .filter((brand) => brand !== question.brand && merchantRate(question.programme, brand) !== null)
    .map((brand) => {
      const { objections, caps } = assess({ ...question, brand, isCompared: true });
      return objections.length > 0 ? 0 : lowestCap(caps).bps;
    });
  return rates.length === 0 ? 0 : Math.min(...rates);
}
