/**
 * What the rules say about one card: every row that matches, every objection, every cap. Doubt is settled by looking at
 * each reading of it (unknown level: consumer and commercial; unknown issuer country: inside and outside the EEA; the
 * date: both that it is on earth) and counting every objection and every cap of each. Adding a matching row can
 * therefore only add objections and caps.
 *
 * Source of the method: section 0 of the surcharge research of 2026-11-22; see `docs/rules/README.md`.
 */
import { REASONS } from "../../contract/lists.ts";
import { inForce, lapsesOn } from "../rules/freshness.ts";
import type { Channel, RuleRow } from "../rules/schema.ts";
import type { Assessment, Objection, Question, RuleReason } from "./assessment.ts";
import { assessCover, isCostBased } from "./cover.ts";
import { attested, merchantRate, missingRecord, recordedCost } from "./merchant-records.ts";
import { type Cap, rateWithin } from "./money.ts";
import { comparedBrands } from "./parity.ts";
import { type Place, samePlace } from "./places.ts";
import { means, readingsOf } from "./readings.ts";
import { attestation, type Remedy, rateOf, renewal, sale, setting } from "./remedies.ts";

interface RowObjections {
  readonly objections: readonly Objection[];
  readonly caps: readonly Cap[];
}

/** Every sale that is asked about is made on a page. */
const CHANNEL: Channel = "web";

/** What one matching row bars, or still asks for, and the caps it sets. */
function assessRow(row: RuleRow, question: Question): RowObjections {
  if (row.status === "prohibited")
    return {
      objections: [{ reason: "region_prohibited", rule: row.id, because: `${row.id} bars it`, remedy: null }],
      caps: [],
    };
  const { programme, brand, days } = question;
  const objections: Objection[] = [];
  const caps: Cap[] = [];
  const object = (reason: RuleReason, because: string, remedy: Remedy) =>
    objections.push({ reason, rule: row.id, because, remedy });

  const lapsed = lapsesOn(row);
  if (lapsed !== null && days.last >= lapsed)
    object("rules_expired", `${row.id} lapsed on ${lapsed} until checked again`, renewal(row.id));
  for (const kind of row.requires) {
    const missing = missingRecord(programme, row, kind, days);
    if (missing !== null) object("needs_sign_off", `${row.id} requires ${kind}, ${missing}`, attestation(row.id, kind));
  }

  const choseCost = row.basis === "either" && attested(programme, row, "actual_fee", days);
  if (isCostBased(row) || choseCost) {
    const cost = recordedCost(programme, brand, days);
    if (cost !== null) caps.push({ bps: cost, by: "cost" });
    else
      object(
        "cost_not_recorded",
        `${row.id} is limited by the cost of accepting ${brand}, which was not recorded within a year`,
        setting(`costs.${brand}`),
      );
  }
  if (row.maxBps !== null && !choseCost) caps.push({ bps: row.maxBps, by: row.id });
  if (row.maxAmount !== undefined) {
    const { amount, currency } = row.maxAmount;
    if (currency !== question.currency)
      object(
        "currency_not_enabled",
        `${row.id} sets a limit in ${currency}, which is never converted`,
        sale("currency"),
      );
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
    const remedy = setting("accepts");
    return { objections: [{ reason: "network_not_enabled", rule: row.id, because, remedy }], caps: [] };
  }
  const verdicts = others.map((other) => ({ other, ...assess({ ...question, brand: other, isCompared: true }) }));
  return {
    objections: verdicts.flatMap(({ other, objections }) => {
      const [first] = objections.toSorted((a, b) => REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason));
      if (first === undefined) return [];
      return [{ ...first, rule: row.id, because: `${row.id} holds it to ${other}, and ${first.because}` }];
    }),
    caps: verdicts.flatMap(({ objections, caps }) =>
      objections.length > 0 ? [] : [{ bps: lowestCap(caps).bps, by: row.id }],
    ),
  };
}

/** Judges a brand in every place, on both dates, in every reading of the card. */
export function assess(question: Question): Assessment {
  const { brand, programme, rules, days } = question;
  const objections: Objection[] = [];
  const caps: Cap[] = [];
  const rate = merchantRate(programme, brand);
  if (rate === null)
    objections.push({
      reason: "network_not_enabled",
      rule: null,
      because: `the merchant has no rate for ${brand}`,
      remedy: rateOf(brand),
    });
  else caps.push({ bps: rate, by: "rate" });

  const matched = new Set<RuleRow>();
  for (const place of distinct(question.places)) {
    const own = rules.stateRows(place, brand);
    const rows = [...rules.countryRows(place, brand), ...own].filter(
      ({ channels }) => channels === undefined || channels.includes(CHANNEL),
    );
    const readings = readingsOf(question, rows);
    for (const day of [days.first, days.last])
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
