/** What `GET /v1/admin/stats` and `/v1/admin/stats/merchants` answer, as far as this page reads it. */
import * as z from "zod/mini";
import type { Period } from "../sums.ts";

const SumsRead = z.record(z.string(), z.number());

/** ISO 8601 in, milliseconds since 1970 out. */
const Moment = z.pipe(
  z.string(),
  z.transform((text: string) => Date.parse(text)),
);

export const StatsRead = z.pipe(
  z.object({ periods: z.array(z.object({ at: Moment, sums: SumsRead })) }),
  z.transform(({ periods }): readonly Period[] => periods.filter(({ at }) => Number.isFinite(at))),
);

export const MerchantSumsRead = z.object({
  merchants: z.array(z.object({ merchant: z.string(), sums: SumsRead })),
  cursor: z.nullish(z.string()),
});
export type MerchantSumsRead = z.output<typeof MerchantSumsRead>;
