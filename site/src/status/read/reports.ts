/** What `GET /v1/admin/merchants/{id}/reports` answers, as far as this page reads it. */
import * as z from "zod/mini";

const sums = {
  currency: z.string(),
  currencyDigits: z.nullable(z.number()),
  sales: z.number(),
  surchargedSales: z.number(),
  base: z.number(),
  surcharge: z.number(),
  surchargeTax: z.number(),
  refundedSurcharge: z.number(),
  collectedSurcharge: z.number(),
  recordedCost: z.nullable(z.object({ amount: z.number(), lowestBps: z.number(), highestBps: z.number() })),
  collectedMinusCost: z.nullable(z.number()),
};

const ReportRowRead = z.object({ ...sums, place: z.string(), brand: z.string() });
export type ReportRowRead = z.output<typeof ReportRowRead>;

const ReportTotalRead = z.object(sums);
export type ReportTotalRead = z.output<typeof ReportTotalRead>;

export const ReportRead = z.object({
  month: z.string(),
  env: z.string(),
  rows: z.array(ReportRowRead),
  totals: z.array(ReportTotalRead),
});
export type ReportRead = z.output<typeof ReportRead>;
