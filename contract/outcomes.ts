/**
 * Wire schemas of what a merchant's server reports about its quotes, `POST /v1/server/outcomes`, and of the reports made of
 * it. Everything in a report is reported: it is the merchant's word.
 */
import * as z from "zod";
import { BRANDS, MAX_QUOTE_LENGTH } from "./lists.ts";
import { Amount, mayBeLeftOut } from "./lookup.ts";

/** What can become of a quote. */
export const OUTCOME_EVENTS = ["captured", "refunded", "voided"] as const;

const EventId = z
  .string()
  .regex(/^[0-9A-Za-z._:-]{1,64}$/, "must be 1 to 64 letters, digits, ., _, : or -, one id for each event");

export const OutcomeRequest = z
  .strictObject({
    quote: z.string().max(MAX_QUOTE_LENGTH, `must be a quote: at most ${MAX_QUOTE_LENGTH} characters`),
    event: z.enum(OUTCOME_EVENTS),
    /** The merchant's own name of the event: sent again, it is recorded once. */
    id: EventId,
    /** What was captured or refunded. Of a void: left out, or all that was captured. */
    baseAmount: mayBeLeftOut(Amount),
    surchargeAmount: mayBeLeftOut(Amount),
    /** Left out: none. */
    surchargeTaxAmount: mayBeLeftOut(Amount),
    /** When it happened, ISO 8601 with its offset from UTC. Left out: now. */
    at: mayBeLeftOut(z.iso.datetime({ offset: true, error: "must be an instant such as 2026-11-27T10:30:00Z" })),
  })
  .superRefine(({ event, baseAmount, surchargeAmount, surchargeTaxAmount }, context) => {
    const amounts = { baseAmount, surchargeAmount };
    const isLeftOut = Object.values({ ...amounts, surchargeTaxAmount }).every((amount) => amount === undefined);
    if (event === "voided" && isLeftOut) return;
    for (const [name, amount] of Object.entries(amounts))
      if (amount === undefined) context.addIssue({ code: "custom", path: [name], message: "is missing" });
  });
export type OutcomeRequest = z.output<typeof OutcomeRequest>;

export const OutcomeRecorded = z.strictObject({
  /** False: this id was recorded before, with the same content. */
  recorded: z.boolean(),
  requestId: z.string(),
});
export type OutcomeRecorded = z.output<typeof OutcomeRecorded>;

export const ReportQuery = z.strictObject({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a month such as 2026-11"),
  format: z.enum(["json", "csv"]).default("json"),
  /** Whose quotes; left out: those of the merchant's mode. */
  env: z.enum(["test", "live"]).optional(),
});

const Count = z.number().int().min(0);
/** Minor units; a sum may pass what one amount may be. */
const Sum = z.number().int();
const Bps = z.number().int().min(0);

const reportedSums = {
  /** Of which something was captured in this month first. A sale that was voided is none. */
  sales: Count,
  /** Of `sales`, those whose quote carried a surcharge. */
  surchargedSales: Count,
  /** Captured in this month. */
  base: Sum,
  surcharge: Sum,
  surchargeTax: Sum,
  /** Refunded in this month, of sales of whatever month. */
  refundedBase: Sum,
  refundedSurcharge: Sum,
  refundedSurchargeTax: Sum,
  voids: Count,
  /** Surcharge less refunded surcharge: below 0 where more was refunded than captured in this month. */
  collectedSurcharge: Sum,
  /**
   * The merchant's recorded cost of acceptance on the base of surcharged sales, less refunds, as it was recorded when each
   * sale was first reported. Null: none was recorded.
   */
  recordedCost: z.strictObject({ amount: Sum, lowestBps: Bps, highestBps: Bps }).nullable(),
  /** Captures and refunds of surcharged sales for which no cost was recorded. */
  withoutCost: Count,
  /** Collected surcharge less recorded cost. Null where there are any without cost. */
  collectedMinusCost: Sum.nullable(),
};

export const ReportRow = z.strictObject({
  /** The billing place: a country, with its state in the US and Canada, such as `GB` or `US-IL`. */
  place: z.string(),
  currency: z.string(),
  /** Decimal digits of the currency's minor unit; null for a code that is not money in use. */
  currencyDigits: z.number().int().nullable(),
  brand: z.enum(BRANDS),
  ...reportedSums,
});
export type ReportRow = z.output<typeof ReportRow>;

export const ReportTotal = ReportRow.omit({ place: true, brand: true });
export type ReportTotal = z.output<typeof ReportTotal>;

/** What a merchant reported of one month. Amounts are minor units of the row's currency. */
export const MonthReport = z.strictObject({
  merchant: z.string(),
  /** A month of UTC. */
  month: z.string(),
  env: z.enum(["test", "live"]),
  /** Nothing here was seen by the service: it is what the merchant's server said. */
  basis: z.literal("reported_by_merchant"),
  /** By place, currency and brand; empty where nothing was reported. */
  rows: z.array(ReportRow),
  /** By currency. */
  totals: z.array(ReportTotal),
  requestId: z.string(),
});
export type MonthReport = z.output<typeof MonthReport>;
