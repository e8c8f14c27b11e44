/**
 * What would have to be recorded or set so that something stands in a surcharge's way no longer. Said to operators; no
 * decision hangs on it.
 */
import type { Brand } from "../../contract/lists.ts";
import type { Attestation } from "./programme.ts";

/** Where it would be recorded: with the merchant, as the merchant's word about a rule, about a rule, or in the sale. */
export const REMEDY_KINDS = ["setting", "attestation", "renewal", "rule", "sale"] as const;

export interface Remedy {
  readonly kind: (typeof REMEDY_KINDS)[number];
  /** The row it is about; null where it is about none. */
  readonly rule: string | null;
  /** The merchant's setting such as `costs.visa`, the attestation's kind, or the member of the sale; null where none is. */
  readonly field: string | null;
}

export const setting = (field: string): Remedy => ({ kind: "setting", rule: null, field });
export const attestation = (rule: string, kind: Attestation["kind"]): Remedy => ({
  kind: "attestation",
  rule,
  field: kind,
});
export const renewal = (rule: string): Remedy => ({ kind: "renewal", rule, field: null });
/** A row that nobody has written. */
export const NEW_RULE: Remedy = { kind: "rule", rule: null, field: null };
export const sale = (field: string): Remedy => ({ kind: "sale", rule: null, field });

/** Null: no rate helps, for nobody can have read that network's rules. */
export const rateOf = (brand: Brand): Remedy | null =>
  brand === "other" || brand === "unknown" ? null : setting(`rates.${brand}`);

const SETTINGS: ReadonlyMap<string, string> = new Map([
  ["enabled", "set enabled to true"],
  ["accepts", "set accepts to the brands that the shop takes"],
  ["houseCards", "set houseCards to shown"],
  ["minimumBaseAmount", "set a lower minimumBaseAmount, or none"],
  ["maximumSurchargeAmount", "set a higher maximumSurchargeAmount, or none"],
]);

const SALES: ReadonlyMap<string, string> = new Map([
  ["state", "give the state or province of each place"],
  ["currency", "ask in the merchant's currency, which must be that of every limit"],
  ["baseAmount", "ask about a larger amount"],
  ["waive", "leave waive out"],
]);

function saySetting(field: string): string {
  const [list, brand] = field.split(".");
  if (list === "costs")
    return `record ${field}: what the merchant pays to accept ${brand}, who says so, and on which day; it counts for 12 months`;
  if (list === "rates") return `set ${field}, in basis points`;
  return SETTINGS.get(field) ?? `set ${field}`;
}

function sayAttestation(rule: string, kind: string): string {
  const what = `record an attestation of ${kind} for ${rule}: who stands for it, and on which day`;
  if (kind === "network_notice") return `${what}; it counts 30 days after that`;
  return kind === "statutory_text" || kind === "actual_fee" ? `${what}, with its text` : what;
}

/** The remedy as one line, such as "record an attestation of sign_off for us-tx-credit: who stands for it, ...". */
export function sayRemedy({ kind, rule, field }: Remedy): string {
  switch (kind) {
    case "setting":
      return saySetting(field ?? "");
    case "attestation":
      return sayAttestation(rule ?? "", field ?? "");
    case "renewal":
      return `read the source of ${rule} again and record a renewal of it, or extend it once`;
    case "rule":
      return "a rule that covers it, which nobody has written: a pack with one more row";
    case "sale":
      return SALES.get(field ?? "") ?? `change ${field} of the sale`;
  }
}
