/** What `GET /v1/admin/merchants/{id}/policy` answers, as far as this page reads it: what shoppers see. */
import * as z from "zod/mini";

export const PolicyRead = z.object({
  enabled: z.boolean(),
  rates: z.array(
    z.object({ brand: z.string(), brandName: z.string(), status: z.string(), rateBps: z.nullable(z.number()) }),
  ),
  notice: z.string(),
  currency: z.string(),
  locale: z.string(),
  dir: z.enum(["ltr", "rtl"]),
  disclosures: z.array(z.string()),
});
export type PolicyRead = z.output<typeof PolicyRead>;
