/**
 * What the rules say about one card: every row that matches, every objection, every cap. Doubt is settled by looking at
 * each reading of it (unknown level: consumer and commercial; unknown issuer country: inside and outside the EEA; the
 * date: both that it is on earth) and counting every objection and every cap of each. Adding a matching row can
 * therefore only add objections and caps.
 *
 * Source of the method: section 0 of the surcharge research of 2026-11-22; see `docs/rules/README.md`.
 */
import { type Brand, REASONS, type Reason } from "../../contract/lists.ts";
import type { RuleBook } from "../rules/book.ts";
import { inForce, lapsesOn } from "../rules/freshness.ts";
import { BUYERS, type Buyer, type Channel, type RuleCard, type RuleRow } from "../rules/schema.ts";
import type { WorldDays } from "./day.ts";
import type { CardFacts } from "./facts.ts";
import { attested, merchantRate, missingRecord, recordedCost } from "./merchant-records.ts";
import { type Cap, rateWithin } from "./money.ts";
import { comparedBrands } from "./parity.ts";
import { isEea, needsState, type Place, placeCode, samePlace } from "./places.ts";
import type { SurchargeProgramme } from "./programme.ts";

/** The reasons that rules give. */
export type RuleReason = Extract<
  Reason,
  | "region_prohibited"
  | "region_not_covered"
  | "currency_not_enabled"
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
  /** The dates on which every rule must hold. */
  readonly days: WorldDays;
  /** Minor units; null when only the rate is asked. */
  readonly baseAmount: number | null;
  /** ISO 4217. */
  readonly currency: string;
  readonly rules: RuleBook;
  /** True where another brand is compared with this one: then this one is not compared with others in turn. */
  readonly isCompared?: boolean;
}

/** Every sale that is asked about is made on a page. */
const CHANNEL: Channel = "web";

/** One certain reading of a sale: the words by which rows may mean its card, and who buys. */
interface Reading {
  readonly card: ReadonlySet<RuleCard>;
  readonly buyer: Buyer;
}

/** Every reading of the sale that `rows` could tell apart. */
function readingsOf({ facts, isHouseCard, programme }: Question, rows: readonly RuleRow[]): readonly Reading[] {
  const { funding, level, country } = facts;
  if (funding === "unknown") return [];
  const levels = level === "unknown" ? (["consumer", "commercial"] as const) : [level];
  const foreign = country === null ? [true, false] : [!isEea(country)];
  const matters = rows.some((row) => row.buyers !== undefined);
  const buyers = programme.buyer !== undefined ? [programme.buyer] : matters ? BUYERS : BUYERS.slice(0, 1);
  return levels.flatMap((level) =>
    foreign.flatMap((outside) => {
      const card = new Set<RuleCard>([funding, level === "consumer" ? `consumer-${funding}` : "commercial"]);
      if (outside) card.add("non-EEA-issued");
      if (isHouseCard) card.add("house");
      return buyers.map((buyer) => ({ card, buyer }));
    }),
  );
}

const means = (row: RuleRow, { card, buyer }: Reading): boolean =>
  (row.buyers === undefined || row.buyers.includes(buyer)) && row.cards.some((word) => card.has(word));

const isCostBased = (row: RuleRow): boolean => row.basis === "cost-of-acceptance" || row.basis === "both";

/** True for a row under which a surcharge may be added at all: no bar, and no law that only asks for more. */
const isPermission = ({ status, kind }: RuleRow): boolean => status !== "prohibited" && kind !== "all_in_price";

interface RowObjections {
  readonly objections: readonly Objection[];
  readonly caps: readonly Cap[];
}

/** What one matching row bars, or still asks for, and the caps it sets. */
function assessRow(row: RuleRow, question: Question): RowObjections {
  if (row.status === "prohibited")
    return { objections: [{ reason: "region_prohibited", rule: row.id, because: `${row.id} bars it` }], caps: [] };
  const { programme, brand, days } = question;
  const objections: Objection[] = [];
  const caps: Cap[] = [];
  const object = (reason: RuleReason, because: string) => objections.push({ reason, rule: row.id, because });

  const lapsed = lapsesOn(row);
  if (lapsed !== null && days.last >= lapsed)
    object("rules_expired", `${row.id} lapsed on ${lapsed} until checked again`);
  for (const kind of row.requires) {
    const missing = missingRecord(programme, row, kind, days);
    if (missing !== null) object("needs_sign_off", `${row.id} requires ${kind}, ${missing}`);
  }

  const choseCost = row.basis === "either" && attested(programme, row, "actual_fee", days);
  if (isCostBased(row) || choseCost) {
    const cost = recordedCost(programme, brand, days);
    if (cost !== null) caps.push({ bps: cost, by: "cost" });
    else
      object(
        "cost_not_recorded",
        `${row.id} is limited by the cost of accepting ${brand}, which was not recorded within a year`,
      );
  }
  if (row.maxBps !== null && !choseCost) caps.push({ bps: row.maxBps, by: row.id });
  if (row.maxAmount !== undefined) {
    const { amount, currency } = row.maxAmount;
    if (currency !== question.currency)
      object("currency_not_enabled", `${row.id} sets a limit in ${currency}, which is never converted`);
    else caps.push({ bps: rateWithin(amount, question.baseAmount), by: row.id });
  }
  // The dearest cap to find; nobody asks for it where the row already objects.
  if (row.parity === undefined || question.isCompared === true || objections.length > 0) return { objections, caps };
  const parity = assessParity(row, row.parity, question);
  return { objections: parity.objections, caps: [...caps, ...parity.caps] };
}

/** Holds a brand to the others: to the lowest of their rates, and to the reason why one of them has none. */
function assessParity(row: RuleRow, parity: NonNullable<RuleRow["parity"]>, question: Question): RowObjections {
  const { brand, programme, days } = question;
  const others = comparedBrands(parity, brand, programme, days);
  // The shop takes other cards, or nobody said that it does not.
  if (others.length === 0 && parity === "lowest" && programme.accepts === undefined) {
    const because = `${row.id} holds it to the merchant's other brands, none of which has a rate`;
    return { objections: [{ reason: "network_not_enabled", rule: row.id, because }], caps: [] };
  }
  const verdicts = others.map((other) => ({ other, ...assess({ ...question, brand: other, isCompared: true }) }));
  return {
    objections: verdicts.flatMap(({ other, objections }) => {
      const [first] = objections.toSorted((a, b) => REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason));
      if (first === undefined) return [];
      return [{ reason: first.reason, rule: row.id, because: `${row.id} holds it to ${other}, and ${first.because}` }];
    }),
    caps: verdicts.flatMap(({ objections, caps }) =>
      objections.length > 0 ? [] : [{ bps: lowestCap(caps).bps, by: row.id }],
    ),
  };
}

/** Objections to a place as a whole: nothing covers it, nothing names the brand, nothing limits the amount. */
function assessCover(place: Place, brand: Brand, matching: readonly RuleRow[], own: readonly RuleRow[]): Objection[] {
  const permits = matching.filter(isPermission);
  const where = placeCode(place);
  const strict = needsState(place.country);
  const covered = (strict ? own : permits).some((row) => permits.includes(row));
  if (!covered)
    return [{ reason: "region_not_covered", rule: null, because: `no rule covers such a ${brand} card in ${where}` }];
  // In the US and Canada the networks' own rules are rows; a brand that no row names was never looked at.
  if (strict && permits.every((row) => row.networks === "all"))
    return [{ reason: "network_not_enabled", rule: null, because: `no rule names ${brand} in ${place.country}` }];
  // Section 0, point 4: without a percentage and without a cost test there is nothing to stay below.
  if (permits.every((row) => row.maxBps === null && row.maxAmount === undefined && !isCostBased(row)))
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
  const { brand, programme, rules, days } = question;
  const objections: Objection[] = [];
  const caps: Cap[] = [];
  const rate = merchantRate(programme, brand);
  if (rate === null)
    objections.push({ reason: "network_not_enabled", rule: null, because: `the merchant has no rate for ${brand}` });
  else caps.push({ bps: rate, by: "rate" });

  const matched = new Set<RuleRow>();
  for (const place of distinct(question.places)) {
    const own = rules.stateRows(place, brand);
    const rows = [...rules.countryRows(place, brand), ...own].filter(
      ({ channels }) => channels === undefined || channels.includes(CHANNEL),
    );
    const readings = readingsOf(question, rows);
    for (const day of days.first === days.last ? [days.first] : [days.first, days.last])
      for (const reading of readings) {
        const matching = rows.filter((row) => inForce(row, day) && means(row, reading));
        for (const row of matching) matched.add(row);
        objections.push(...assessCover(place, brand, matching, own));
      }
  }

  for (const row of matched) {
    const verdict = assessRow(row, question);
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
