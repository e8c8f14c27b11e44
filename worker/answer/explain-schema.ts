/** Wire schemas of `POST /v1/admin/merchants/{id}/explain`: a sale as an operator imagines it, and why it is decided so. */
import * as z from "zod";
import { BRANDS, FUNDINGS, LEVELS, OUTCOMES, REASONS } from "../../contract/lists.ts";
import {
  Amount,
  AnyCountry,
  CardView,
  CurrencyCode,
  LocaleWish,
  mayBeLeftOut,
  PlaceInput,
  StateName,
  SurchargeView,
  TaxRate,
} from "../../contract/lookup.ts";
import { BUYERS } from "../rules/schema.ts";
import { REQUIREMENTS } from "../surcharge/programme.ts";
import { REMEDY_KINDS } from "../surcharge/remedies.ts";

const [FIRST_DAY, LAST_DAY] = ["2000-01-01", "2099-12-31"] as const;

/** A card that nobody holds: what a gateway would say of it. */
const ImaginedCard = z.strictObject({
  brand: z.enum(BRANDS),
  /** The second network of a co-badged card. */
  secondBrand: mayBeLeftOut(z.enum(BRANDS)),
  funding: z.enum(FUNDINGS),
  level: z.enum(LEVELS).default("consumer"),
  /** The issuer's country; left out: the billing country. */
  country: mayBeLeftOut(AnyCountry),
  /** The gateway's own word. Left out: `yes` for credit and charge, else `no`. */
  surchargeable: mayBeLeftOut(z.enum(["yes", "no", "unknown"])),
  /** `other`: a bank account, or any method that is not a card. */
  method: z.enum(["card", "other", "unknown"]).default("card"),
  /** A card of the merchant's own programme. */
  houseCard: z.boolean().default(false),
  /** The vault marks the customer as exempt. */
  customerExempt: z.boolean().default(false),
});

export const ExplainRequest = z
  .strictObject({
    card: mayBeLeftOut(ImaginedCard),
    /** In place of a card: why the gateway told nothing. */
    trouble: mayBeLeftOut(z.enum(["gateway_unavailable", "gateway_timeout", "service_limited"])),
    country: AnyCountry,
    state: mayBeLeftOut(StateName),
    shipTo: mayBeLeftOut(PlaceInput),
    baseAmount: mayBeLeftOut(Amount),
    /** Left out: the merchant's. */
    currency: mayBeLeftOut(CurrencyCode),
    surchargeTaxRate: mayBeLeftOut(TaxRate),
    /** As if the merchant had set it so; left out: as it is set. */
    buyer: mayBeLeftOut(z.enum(BUYERS)),
    waive: mayBeLeftOut(z.boolean()),
    /** The rules of that day, as far as they are known here today; left out: today. */
    day: mayBeLeftOut(
      z.iso
        .date({ error: "must be a day such as 2026-11-22", abort: true })
        .refine((day) => day >= FIRST_DAY && day <= LAST_DAY, `must be a day from ${FIRST_DAY} to ${LAST_DAY}`),
    ),
    locale: mayBeLeftOut(LocaleWish),
  })
  .superRefine(({ card, trouble }, context) => {
    if ((card === undefined) === (trouble === undefined))
      context.addIssue({ code: "custom", path: [], message: "must have exactly one of card or trouble" });
  });
export type ExplainRequest = z.output<typeof ExplainRequest>;

const Day = z.iso.date();

const ExplainedRow = z.strictObject({
  id: z.string(),
  /** The decision names it. */
  spoke: z.boolean(),
  places: z.array(z.string()),
  status: z.enum(["prohibited", "conditional", "allowed"]),
  /** How far it lets a surcharge go, in words. */
  limit: z.string(),
  said: z.array(z.string()),
  requires: z.array(
    z.strictObject({
      kind: z.enum(REQUIREMENTS),
      /** What keeps the merchant's record from counting, such as "which is not recorded"; null: it counts. */
      missing: z.string().nullable(),
    }),
  ),
  conditions: z.string(),
  source: z.string(),
  asOf: Day,
  checkedOn: Day,
  checkedBy: z.string().nullable(),
  /** From that day on it permits nothing until somebody renews it; null: it never lapses. */
  lapsesOn: Day.nullable(),
  confidence: z.enum(["high", "medium", "low"]),
});
export type ExplainedRow = z.output<typeof ExplainedRow>;

const ExplainedTax = z.strictObject({
  /** The merchant's place and, where it is another, the one that the sale goes to. */
  places: z.array(
    z.strictObject({
      place: z.string(),
      finding: z
        .strictObject({
          taxed: z.enum(["yes", "no", "unknown"]),
          checkedOn: Day,
          confidence: z.enum(["high", "medium", "low"]),
          source: z.string(),
        })
        .nullable(),
    }),
  ),
  warnings: z.array(z.string()),
});
export type ExplainedTax = z.output<typeof ExplainedTax>;

/** Everything but the request's id. */
export const Explained = z.strictObject({
  merchant: z.string(),
  merchantName: z.string(),
  places: z.strictObject({ merchant: z.string(), billing: z.string(), shipTo: z.string().nullable() }),
  /** Both ends of the world's day: every rule must hold on each. */
  days: z.strictObject({ first: Day, last: Day }),
  outcome: z.enum(OUTCOMES),
  reason: z.enum(REASONS),
  /** One sentence for operators. */
  explanation: z.string(),
  card: CardView.nullable(),
  surcharge: SurchargeView,
  /** What holds the rate below the merchant's own: a row's id, `cost`, `maximum`, or null. */
  cappedBy: z.string().nullable(),
  /** What a shopper would see. */
  texts: z.strictObject({
    locale: z.string(),
    dir: z.enum(["ltr", "rtl"]),
    message: z.string(),
    disclosure: z.string().nullable(),
  }),
  /** Every reason that applies, in the order in which they win. */
  steps: z.array(z.strictObject({ reason: z.enum(REASONS), decides: z.boolean(), said: z.array(z.string()) })),
  /** Every limit of the rate, the lowest first: `rate`, `cost`, `maximum`, or a row's id. */
  limits: z.array(z.strictObject({ by: z.string(), rateBps: z.number().int().min(0).max(10_000) })),
  rules: z.strictObject({ version: z.string(), rows: z.array(ExplainedRow) }),
  /**
   * What would have to be recorded or set for another decision, all of it together. Empty: nothing that anybody records
   * changes it.
   */
  toChange: z.array(
    z.strictObject({
      kind: z.enum(REMEDY_KINDS),
      rule: z.string().nullable(),
      field: z.string().nullable(),
      say: z.string(),
    }),
  ),
  tax: ExplainedTax,
});
export type Explained = z.output<typeof Explained>;

export const ExplainAnswer = Explained.extend({ requestId: z.string() });
