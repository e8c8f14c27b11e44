/** What `GET /v1/admin/rules` answers, as far as this page reads it. */
import * as z from "zod/mini";

export const RulesRead = z.object({
  inForce: z.object({
    version: z.string(),
    publishedAt: z.string(),
    origin: z.string(),
    rows: z.number(),
  }),
  candidate: z.nullish(
    z.object({
      version: z.string(),
      decided: z.number(),
      wider: z.number(),
      narrower: z.number(),
      otherReason: z.number(),
    }),
  ),
  due: z.array(z.object({ id: z.string(), kind: z.string(), on: z.string(), daysLeft: z.number() })),
  trouble: z.nullish(z.string()),
});
export type RulesRead = z.output<typeof RulesRead>;
