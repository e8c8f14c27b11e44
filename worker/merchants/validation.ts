/** What a merchant is validated by, and what comes of it. */
import type { Brand } from "../../contract/lists.ts";
import type { RuleRow } from "../rules/schema.ts";
import type { WorldDays } from "../surcharge/day.ts";
import type { Attestation } from "../surcharge/programme.ts";
import type { Merchant } from "./schema.ts";

export interface GatewayFacts {
  readonly mode: "test" | "live";
  /** Whether a token may be looked up and charged afterwards; `no`: a lookup uses it up. */
  readonly tokenReuse: "verified" | "unknown" | "no";
}

export interface Constraints {
  /** Every name that a merchant may have here. */
  readonly gatewayNames: readonly string[];
  /** Null: this deployment has no gateway of that name. */
  readonly gatewayOf: (name: string) => GatewayFacts | null;
  /** The most that the rules of the merchant's place could ever allow for a brand, in basis points. */
  readonly highestRateBps: (brand: Brand, place: Merchant["place"]) => number;
  /** What the rules of the merchant's place ask a brand's rate to be compared with. */
  readonly parityOf: (
    brand: Brand,
    place: Merchant["place"],
  ) => readonly { readonly rule: string; readonly parity: NonNullable<RuleRow["parity"]> }[];
  /** What may be recorded about a rules row, the kinds of attestation that count for it; undefined: there is no such row. */
  readonly kindsOf: (id: string) => readonly Attestation["kind"][] | undefined;
  /** The day on which a row came to mean something else; undefined: it never did. */
  readonly revisedOn: (id: string) => string | undefined;
  /** Ids that rows had once, and what stands in their place. */
  readonly retired: readonly { readonly id: string; readonly replacedBy: readonly string[] }[];
  /** The versions of our texts, by BCP 47 tag. */
  readonly textVersions: Readonly<Record<string, string>>;
  readonly environment: "development" | "staging" | "production";
  /** Today, at both ends of the world: what is dated with the last is dated with somebody's own today. */
  readonly days: WorldDays;
}

export interface Validation {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** A merchant as far as its fields could be read: fields of the wrong form are left out and reported elsewhere. */
export type Draft = Partial<Pick<Merchant, (typeof VALIDATED)[number]>> & {
  readonly hasGatewayKey?: boolean;
  /** As the merchant was stored before: rules and gateways may have moved on under it, and that is no mistake of its own. */
  readonly before?: Pick<Merchant, "attestations" | "gateway" | "rates" | "place"> | null;
};

export const VALIDATED = [
  "mode",
  "gateway",
  "origins",
  "place",
  "currency",
  "accepts",
  "rates",
  "costs",
  "minimumBaseAmount",
  "maximumSurchargeAmount",
  "attestations",
  "textSignOffs",
  "houseCards",
  "cardPrograms",
  "otherMethods",
] as const;

export const validation = (
  errors: readonly (string | false)[],
  warnings: readonly (string | false)[] = [],
): Validation => ({
  errors: errors.filter((text) => text !== false),
  warnings: warnings.filter((text) => text !== false),
});

/** The members of a record by brand. */
export const entriesOf = <Value>(record: Partial<Record<string, Value>>) =>
  Object.entries(record) as [keyof Merchant["rates"], Value][];
