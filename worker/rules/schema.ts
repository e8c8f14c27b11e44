/**
 * The shape of one surcharge rule. The country files in `rows/` are data for people to review; this schema is what
 * makes them safe to compute with. It runs once for each book, when it is loaded, and in the tests: never per request.
 */
import * as z from "zod";
import { BRANDS } from "../../contract/lists.ts";
import { REQUIREMENTS } from "../surcharge/programme.ts";
import { lapsesByAge } from "./ages.ts";

/** Aborts, so that what compares and counts days is never given a text that is none. */
export const IsoDate = z.iso.date({ error: "must be an ISO 8601 date such as 2026-10-01", abort: true });

/** Stable: quotes, attestations and receipts refer to it. Never reused for another rule. */
export const RuleId = z.string().regex(/^[a-z]{2}(-[a-z0-9]+)+$/, "must be a lower-case id such as us-co-credit");

/** A person's name. */
export const Checker = z.string().trim().min(1, "must name the person who checked").max(100);

/** Where what a row says can be read. */
export const Source = z.url({
  protocol: /^https?$/,
  // One that is missing is told so, as any member is.
  error: ({ input }) => (input === undefined ? undefined : "must be an http or https address"),
});

/**
 * Which cards a rule is about. `credit` and the other bare words match every such card; the `consumer-` words and
 * `commercial` only the cards of that level; `non-EEA-issued` the issuer's place; `house` the merchant's own programme.
 */
export const RULE_CARDS = [
  "credit",
  "charge",
  "debit",
  "prepaid",
  "consumer-credit",
  "consumer-charge",
  "consumer-debit",
  "consumer-prepaid",
  "commercial",
  "non-EEA-issued",
  "house",
] as const;
export type RuleCard = (typeof RULE_CARDS)[number];

/** Who buys: a rule may be about contracts with consumers alone, or with businesses alone. */
export const BUYERS = ["consumer", "business"] as const;
export type Buyer = (typeof BUYERS)[number];

/** How the sale is made. Every sale decided today is made on the web; a rule about another channel does not speak of it. */
export const CHANNELS = ["web", "in_person", "phone", "unattended"] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * What limits the amount. `fixed`: `maxBps`. `cost-of-acceptance`: the merchant's recorded cost for the brand. `both`:
 * the lower of the two. `either`: `maxBps`, or the cost where the merchant recorded that choice (`actual_fee`).
 */
const Basis = z.enum(["fixed", "cost-of-acceptance", "both", "either"]);

export const RuleRow = z
  .strictObject({
    id: RuleId,
    /**
     * `card` (where it is left out): a rule about adding to card payments. `all_in_price`: a law that an advertised price
     * includes every fee a buyer cannot avoid. It permits nothing and covers no place; it only asks for more.
     */
    kind: z.enum(["card", "all_in_price"]).optional(),
    /** ISO 3166-1 alpha-2 or 3166-2 codes; `EU` stands for every EU and EEA member. */
    places: z.array(z.string().regex(/^[A-Z]{2}(-[A-Z]{2})?$/, "must be a place such as US-CO, CA or EU")).min(1),
    networks: z.union([z.literal("all"), z.array(z.enum(BRANDS)).min(1)]),
    cards: z.array(z.enum(RULE_CARDS)).min(1),
    /** Left out: both. */
    buyers: z.array(z.enum(BUYERS)).min(1).optional(),
    /** Left out: every channel. */
    channels: z.array(z.enum(CHANNELS)).min(1).optional(),
    /** `prohibited`: zero. `conditional`: within what the row says. `allowed`: no local bar or cap was found. */
    status: z.enum(["prohibited", "conditional", "allowed"]),
    /** Whole basis points of the amount before the surcharge, or null where the row sets no percentage. */
    maxBps: z.number().int().min(0).max(10_000).nullable(),
    /** A fixed sum that the surcharge may not pass, in minor units of its currency. Other currencies: nothing. */
    maxAmount: z
      .strictObject({
        amount: z.number().int().min(1).max(999_999_999_999),
        currency: z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as USD"),
      })
      .optional(),
    basis: Basis.nullable(),
    /**
     * Brand parity. `lowest`: not above the lowest rate of the other credit brands that the merchant accepts. `costlier`:
     * not above the rate of any of them that costs it as much or more.
     */
    parity: z.enum(["lowest", "costlier"]).optional(),
    /** What the merchant must have recorded before the row permits anything. */
    requires: z.array(z.enum(REQUIREMENTS)),
    conditions: z.string().min(1),
    disclosure: z.string().min(1),
    /** First and last day in force; null for "as far as known". */
    effectiveFrom: IsoDate.nullable(),
    effectiveTo: IsoDate.nullable(),
    /** The row came to mean something else: what a merchant recorded about it before this day counts no longer. */
    revisedOn: IsoDate.optional(),
    /** When a person last looked, and who. A permission lapses some time later, or on `recheckOn`: see `freshness.ts`. */
    checkedOn: IsoDate,
    by: Checker.optional(),
    recheckOn: IsoDate.nullable(),
    source: Source,
    /** The source's own date; the date it was read where it has none. */
    asOf: IsoDate,
    confidence: z.enum(["high", "medium", "low"]),
  })
  .superRefine((row, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    const prohibited = row.status === "prohibited";
    if (prohibited && (row.maxBps !== 0 || row.basis !== null || row.requires.length > 0))
      refuse("status", "a prohibition has maxBps 0, no basis and no requires");
    if (prohibited && (row.maxAmount !== undefined || row.parity !== undefined))
      refuse("status", "a prohibition has no maxAmount and no parity");
    if (
      row.kind === "all_in_price" &&
      (row.status !== "conditional" || row.basis !== null || row.requires.length === 0)
    )
      refuse("kind", "a law on all-in prices is conditional, has no basis, and requires something");
    if (!prohibited && row.maxBps === 0) refuse("maxBps", "a permission of 0 is a prohibition: say so in status");
    if (!prohibited && (row.maxBps !== null) !== (row.basis !== null && row.basis !== "cost-of-acceptance"))
      refuse("maxBps", "goes with basis fixed, both or either, and with no other");
    if (!prohibited && row.confidence === "low" && !row.requires.includes("sign_off"))
      refuse("requires", "a permission of low confidence requires sign_off");
    if (row.effectiveFrom !== null && row.effectiveTo !== null && row.effectiveTo < row.effectiveFrom)
      refuse("effectiveTo", "must not be before effectiveFrom");
    if (row.places.includes("EU") && row.places.length > 1) refuse("places", "EU stands alone");
    if (row.recheckOn !== null && row.recheckOn <= row.checkedOn) refuse("recheckOn", "must be after checkedOn");
    const aged = lapsesByAge(row);
    if (aged !== null && row.recheckOn !== null && row.recheckOn > aged)
      refuse("recheckOn", `never takes effect: the row lapses by its age on ${aged}`);
  })
  .readonly();
export type RuleRow = z.output<typeof RuleRow>;

/** A row in a book: its renewals are in it already. */
export type BookRow = RuleRow & {
  /** An operator's own extension: the first day on which the row no longer counts after all. */
  readonly extendedTo?: string;
};

/** Every row of every country, checked together: ids are unique. */
export const RuleRows = z.array(RuleRow).superRefine((rows, context) => {
  const seen = new Set<string>();
  for (const [index, { id }] of rows.entries()) {
    if (seen.has(id)) context.addIssue({ code: "custom", path: [index, "id"], message: `${id} is used twice` });
    seen.add(id);
  }
});
