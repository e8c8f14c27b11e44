/** What `/readyz` tells: states for anybody, all else with an operator's key alone. */
import * as z from "zod";
import { ProgramSummary } from "../../contract/card-programs.ts";

const CheckState = z.enum(["ok", "warning", "failing"]);
export type CheckState = z.output<typeof CheckState>;

const Checks = z.strictObject({
  settings: CheckState,
  merchants: CheckState,
  cardPrograms: CheckState,
  lookups: CheckState,
  rateLimits: CheckState,
  rules: CheckState,
  alerts: CheckState,
});

export const MerchantReadiness = z.strictObject({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  mode: z.enum(["test", "live"]),
  gateway: z.string(),
  /** Whether the merchant's gateway is being asked, and if not, why and until when. */
  gatewayView: z.strictObject({
    /** The worst of the merchant's shards. */
    state: z.enum(["closed", "probing", "open", "key_refused", "silent"]),
    limitedShards: z.number().int(),
    answeringShards: z.number().int(),
    /** Milliseconds since 1970. */
    retryAt: z.number().nullable(),
  }),
  warnings: z.array(z.string()),
});

export type Checks = z.output<typeof Checks>;

export const Readiness = z.strictObject({
  status: z.enum(["ready", "not_ready"]),
  checks: Checks,
  /** Days until the next permission lapses; 0 and less: one has. Null: none ever does. */
  rulesLapseInDays: z.number().int().nullable(),
  /** With an operator's key only, like all that follows: what lapses or is to be checked again within 60 days. */
  rules: z
    .strictObject({
      version: z.string(),
      due: z.array(
        z.strictObject({
          id: z.string(),
          kind: z.enum(["lapse", "recheck"]),
          on: z.string(),
          daysLeft: z.number().int(),
        }),
      ),
    })
    .optional(),
  /** Every mirrored programme with its last pull; see docs/card-programs.md. */
  cardPrograms: z.array(ProgramSummary).optional(),
  merchants: z.array(MerchantReadiness).optional(),
  /** Where the next page of merchants starts; null on the last one. */
  cursor: z.string().nullable().optional(),
  requestId: z.string(),
});
