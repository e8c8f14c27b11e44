/**
 * What a merchant has recorded, judged: an entry counts only when a person stands for it and its date has come. `today`
 * is the last date on earth: what a merchant records in the morning in Auckland counts at once.
 */

import type { Brand } from "../../contract/lists.ts";
import { isRateBps } from "../../contract/money.ts";
import type { Attestation, SurchargeProgramme } from "./programme.ts";

/** Kinds that are worth nothing without the text they are about. */
export const NEEDS_TEXT: ReadonlySet<Attestation["kind"]> = new Set(["statutory_text", "actual_fee"]);

const ISO_DAY = /^\d{4}-\d{2}-\d{2}/;

function stands(entry: { readonly by: string; readonly on: string }, today: string): boolean {
  return entry.by.trim() !== "" && ISO_DAY.test(entry.on) && entry.on.slice(0, 10) <= today;
}

/** True where the merchant has attested `kind` for the rule, on or before the ISO date `today`. */
export function attested(
  programme: SurchargeProgramme,
  rule: string,
  kind: Attestation["kind"],
  today: string,
): boolean {
  return programme.attestations.some(
    (entry) =>
      entry.rule === rule &&
      entry.kind === kind &&
      stands(entry, today) &&
      (!NEEDS_TEXT.has(kind) || (entry.text ?? "").trim() !== ""),
  );
}

/** The recorded cost of acceptance for a brand in basis points, or null where none is on record by `today`. */
export function recordedCost(programme: SurchargeProgramme, brand: Brand, today: string): number | null {
  const cost = programme.costs[brand];
  return cost !== undefined && isRateBps(cost.costBps) && stands(cost, today) ? cost.costBps : null;
}

/**
 * The merchant's own rate for a brand in basis points, or null where it does not surcharge that brand. A card whose
 * brand has no name here is never surcharged, whatever is set: nobody can have looked at its network's rules.
 */
export function merchantRate(programme: SurchargeProgramme, brand: Brand): number | null {
  if (brand === "other" || brand === "unknown") return null;
  const rate = programme.rates[brand];
  return isRateBps(rate) && rate > 0 ? rate : null;
}
