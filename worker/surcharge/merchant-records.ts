/**
 * What a merchant has recorded, weighed: an entry counts only when a person stands for it, its date has come, it is not
 * too old, and the rule still means what it meant then. Of the two dates that it is on earth, the kinder one counts for
 * "its date has come" (what is recorded in the morning in Auckland counts at once), the stricter one for everything else.
 */

import type { Brand } from "../../contract/lists.ts";
import { isRateBps } from "../../contract/money.ts";
import type { RuleRow } from "../rules/schema.ts";
import { addDays, addMonths, type WorldDays } from "./day.ts";
import type { Attestation, SurchargeProgramme } from "./programme.ts";

/** Kinds that are worth nothing without the text they are about. */
export const NEEDS_TEXT: ReadonlySet<Attestation["kind"]> = new Set(["statutory_text", "actual_fee"]);

/** Network rules limit a surcharge by the cost of the last one or twelve months; an older figure says nothing of it. */
export const COST_MAX_AGE_MONTHS = 12;
/** A person's word about a shop and a law, both of which change. A notice once given stays given. */
export const ATTESTATION_MAX_AGE_MONTHS = 24;
/** Visa, Mastercard (Canada and formerly the US) and Discover want to know 30 days ahead. */
const NOTICE_DAYS = 30;

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

function stands(entry: { readonly by: string; readonly on: string }, { last }: WorldDays): boolean {
  const { by, on } = entry;
  return by.trim() !== "" && ISO_DAY.test(on) && !Number.isNaN(Date.parse(on)) && on <= last;
}

/** The first ISO date on which what was recorded on `on` is too old to count; null: never. */
export function staleOn(kind: Attestation["kind"] | "cost", on: string): string | null {
  if (kind === "network_notice") return null;
  return addMonths(on, kind === "cost" ? COST_MAX_AGE_MONTHS : ATTESTATION_MAX_AGE_MONTHS);
}

/** Why this entry does not count, as the end of a sentence; null where it does. */
function flawOf(entry: Attestation, { revisedOn }: Pick<RuleRow, "revisedOn">, days: WorldDays): string | null {
  if (!stands(entry, days)) return "which nobody stands for yet";
  const { on } = entry;
  const stale = staleOn(entry.kind, on);
  if (NEEDS_TEXT.has(entry.kind) && (entry.text ?? "").trim() === "") return "which was recorded without its text";
  if (revisedOn !== undefined && on < revisedOn)
    return `which was recorded on ${on}, before the rule was revised on ${revisedOn}`;
  if (stale !== null && days.last >= stale) return `which was recorded on ${on} and counted until ${stale}`;
  const counts = addDays(on, NOTICE_DAYS);
  if (entry.kind === "network_notice" && days.first < counts)
    return `which was given on ${on} and counts from ${counts}`;
  return null;
}

/**
 * What keeps an attestation of `kind` for `rule` from counting, as the end of a sentence such as "which is not
 * recorded"; null where one counts.
 */
export function missingRecord(
  programme: SurchargeProgramme,
  rule: Pick<RuleRow, "id" | "revisedOn">,
  kind: Attestation["kind"],
  days: WorldDays,
): string | null {
  const flaws = programme.attestations
    .filter((entry) => entry.rule === rule.id && entry.kind === kind)
    .map((entry) => flawOf(entry, rule, days));
  return flaws.includes(null) ? null : (flaws[0] ?? "which is not recorded");
}

/** True where an attestation of `kind` counts for `rule`. */
export const attested = (...asked: Parameters<typeof missingRecord>): boolean => missingRecord(...asked) === null;

/** The recorded cost of acceptance for a brand in basis points, or null where none counts on `days`. */
export function recordedCost(
  programme: Pick<SurchargeProgramme, "costs">,
  brand: Brand,
  days: WorldDays,
): number | null {
  const cost = programme.costs[brand];
  if (cost === undefined || !isRateBps(cost.costBps) || !stands(cost, days)) return null;
  return days.last < addMonths(cost.on, COST_MAX_AGE_MONTHS) ? cost.costBps : null;
}

/**
 * The merchant's own rate for a brand in basis points, or null where it does not surcharge that brand. A card whose
 * brand has no name here is never surcharged, whatever is set: nobody can have looked at its network's rules.
 */
export function merchantRate(programme: Pick<SurchargeProgramme, "rates">, brand: Brand): number | null {
  if (brand === "other" || brand === "unknown") return null;
  const rate = programme.rates[brand];
  return isRateBps(rate) && rate > 0 ? rate : null;
}
