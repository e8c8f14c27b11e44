/**
 * Why one sale was decided as it was: every reason that applies, every row that matched with what it said, every limit,
 * and what would have to be recorded for another decision. For operators; no text of it is for shoppers.
 */
import type { Reason } from "../../contract/lists.ts";
import { lapsesOn } from "../rules/freshness.ts";
import type { RuleRow } from "../rules/schema.ts";
import { caseOf } from "./case.ts";
import { worldDays } from "./day.ts";
import { type DecideInput, decide, type SurchargeDecision } from "./decide.ts";
import { allReasons } from "./grounds.ts";
import { missingRecord } from "./merchant-records.ts";
import type { Cap } from "./money.ts";
import { formatPercent } from "./percent.ts";
import type { Requirement } from "./programme.ts";
import { attestation, type Remedy, setting } from "./remedies.ts";

/** A reason that applies, and what said so. */
export interface ReasonSaid {
  readonly reason: Reason;
  /** The one that the decision gives: the first. */
  readonly decides: boolean;
  readonly said: readonly string[];
}

/** What one matching row said of the sale. */
export interface RowSaid {
  readonly row: RuleRow;
  /** The decision names it. */
  readonly spoke: boolean;
  /** How far it lets a surcharge go, such as "2.00 %, or cost by choice". */
  readonly limit: string;
  /** ISO date; null: never. */
  readonly lapsesOn: string | null;
  /** What it asks to have recorded; `missing` says what is wrong with that, null: it counts. */
  readonly requires: readonly { readonly kind: Requirement; readonly missing: string | null }[];
  readonly said: readonly string[];
}

export interface Explanation {
  readonly decision: SurchargeDecision;
  readonly steps: readonly ReasonSaid[];
  /** Every limit of the rate, the lowest first; empty where nothing can be known of the card. */
  readonly caps: readonly Cap[];
  readonly rows: readonly RowSaid[];
  /**
   * What would have to be recorded or set for another decision, all of it together. Empty: nothing that anybody records
   * changes it.
   */
  readonly remedies: readonly Remedy[];
}

const NO_LIMIT = "no limit";

/** How far a row lets a surcharge go. */
function limitOf({ status, basis, maxBps, maxAmount, parity }: RuleRow): string {
  if (status === "prohibited") return "zero";
  const percent = formatPercent(maxBps ?? 0);
  const limits = {
    none: maxAmount === undefined ? NO_LIMIT : "",
    fixed: percent,
    "cost-of-acceptance": "cost",
    both: `${percent} and cost`,
    either: `${percent}, or cost by choice`,
  }[basis ?? "none"];
  const sum = maxAmount === undefined ? "" : `at most ${maxAmount.amount} minor units of ${maxAmount.currency}`;
  return [limits, sum, parity === undefined ? "" : `parity (${parity})`].filter((part) => part !== "").join(", ");
}

function saidBy(row: RuleRow, objections: readonly string[], limit: string): readonly string[] {
  if (objections.length > 0) return objections;
  if (row.kind === "all_in_price") return [`${row.id} asks only for what is recorded`];
  return [limit === NO_LIMIT ? `${row.id} permits it and sets no limit` : `${row.id} permits it within: ${limit}`];
}

/** What would raise a surcharge: the limit that holds it, where somebody can record or set another. */
function limitRemedies(decision: SurchargeDecision, rows: readonly RowSaid[]): readonly Remedy[] {
  const { cappedBy, brand } = decision;
  if (cappedBy === null) return [setting(`rates.${brand}`)];
  if (cappedBy === "cost") return [setting(`costs.${brand}`)];
  if (cappedBy === "maximum") return [setting("maximumSurchargeAmount")];
  const holder = rows.find(({ row }) => row.id === cappedBy)?.row;
  return holder?.basis === "either" ? [attestation(holder.id, "actual_fee"), setting(`costs.${brand}`)] : [];
}

const distinct = <T>(values: readonly T[]): readonly T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];

/**
 * Decides one sale and explains it.
 *
 * @throws RangeError as {@link decide} does
 */
export function explainDecision(input: DecideInput): Explanation {
  const decision = decide(input);
  const given = caseOf(input);
  const { rows, objections, caps } = given.assessment();
  const days = worldDays(input.at);
  const spoke = new Set(decision.rules.ids);
  const told = rows.map((row): RowSaid => {
    const limit = limitOf(row);
    const against = objections.flatMap(({ rule, because }) => (rule === row.id ? because : []));
    return {
      row,
      spoke: spoke.has(row.id),
      limit,
      lapsesOn: lapsesOn(row),
      requires: row.requires.map((kind) => ({ kind, missing: missingRecord(input.programme, row, kind, days) })),
      said: saidBy(row, distinct(against), limit),
    };
  });
  const reasons = allReasons(given);
  const grounds = reasons.flatMap((one) => one.grounds);
  const lacking = grounds.flatMap(({ remedy }) => remedy ?? []);
  const isFinal = lacking.length < grounds.length;
  const adds = decision.outcome === "surcharge";
  return {
    decision,
    steps: reasons.map(({ reason, grounds }, index) => ({
      reason,
      decides: index === 0,
      said: distinct(reason === "eligible" ? [decision.explanation] : grounds.map(({ because }) => because)),
    })),
    caps: distinct(caps).toSorted((a, b) => a.bps - b.bps),
    rows: told,
    remedies: adds ? limitRemedies(decision, told) : isFinal ? [] : distinct(lacking),
  };
}
