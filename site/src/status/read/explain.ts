/** What `POST /v1/admin/merchants/{id}/explain` answers, as far as this page reads it. */
import * as z from "zod/mini";

const RowRead = z.object({
  id: z.string(),
  spoke: z.boolean(),
  places: z.array(z.string()),
  status: z.string(),
  limit: z.string(),
  said: z.array(z.string()),
  requires: z.array(z.object({ kind: z.string(), missing: z.nullable(z.string()) })),
  conditions: z.string(),
  source: z.string(),
  checkedOn: z.string(),
  checkedBy: z.nullish(z.string()),
  lapsesOn: z.nullable(z.string()),
  confidence: z.string(),
});
export type ExplainedRowRead = z.output<typeof RowRead>;

export const ExplainRead = z.object({
  days: z.object({ first: z.string(), last: z.string() }),
  outcome: z.string(),
  reason: z.string(),
  explanation: z.string(),
  surcharge: z.object({
    rateBps: z.number(),
    surchargeAmount: z.nullable(z.number()),
    totalAmount: z.nullable(z.number()),
    currency: z.string(),
    currencyDigits: z.number(),
  }),
  cappedBy: z.nullable(z.string()),
  texts: z.object({
    locale: z.string(),
    dir: z.enum(["ltr", "rtl"]),
    message: z.string(),
    disclosure: z.nullable(z.string()),
  }),
  steps: z.array(z.object({ reason: z.string(), decides: z.boolean(), said: z.array(z.string()) })),
  limits: z.array(z.object({ by: z.string(), rateBps: z.number() })),
  rules: z.object({ version: z.string(), rows: z.array(RowRead) }),
  toChange: z.array(z.object({ kind: z.string(), say: z.string() })),
  tax: z.nullish(z.object({ warnings: z.array(z.string()) })),
});
export type ExplainRead = z.output<typeof ExplainRead>;
