/** What `GET /v1/admin/merchants` and `GET /v1/admin/merchants/{id}` answer, as far as this page reads it. */
import * as z from "zod/mini";

const MerchantRow = z.object({
  id: z.string(),
  name: z.string(),
  mode: z.string(),
  gateway: z.string(),
  enabled: z.boolean(),
  updatedAt: z.number(),
  place: z.nullish(z.string()),
  brands: z.array(z.string()),
  lapses: z.array(z.object({ brand: z.string(), on: z.string(), daysLeft: z.number() })),
  taxNotice: z.nullish(z.object({ place: z.string(), taxed: z.string(), amiss: z.number(), surcharges: z.number() })),
});
export type MerchantRow = z.output<typeof MerchantRow>;

export const MerchantPageRead = z.object({ merchants: z.array(MerchantRow), cursor: z.nullish(z.string()) });

const CostRead = z.object({ costBps: z.number(), by: z.string(), on: z.string() });

/** Secrets never come out of the service; what tells whether they are set is shown. */
export const MerchantRead = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  mode: z.string(),
  gateway: z.string(),
  origins: z.array(z.string()),
  place: z.object({ country: z.string(), state: z.optional(z.string()) }),
  currency: z.string(),
  accepts: z.optional(z.array(z.string())),
  buyer: z.optional(z.string()),
  rates: z.record(z.string(), z.number()),
  costs: z.record(z.string(), CostRead),
  minimumBaseAmount: z.optional(z.number()),
  maximumSurchargeAmount: z.optional(z.number()),
  attestations: z.array(z.object({ rule: z.string(), kind: z.string(), by: z.string(), on: z.string() })),
  houseCards: z.string(),
  cardPrograms: z.array(z.object({ id: z.string(), displayName: z.string() })),
  locale: z.string(),
  rateTier: z.string(),
  locationHint: z.optional(z.string()),
  lookupShards: z.optional(z.number()),
  gatewayKeySet: z.boolean(),
  serverKeys: z.array(z.object({ id: z.string(), addedOn: z.string() })),
  challenge: z.nullish(z.object({ siteKey: z.string() })),
  updatedAt: z.number(),
  warnings: z.array(z.string()),
});
export type MerchantRead = z.output<typeof MerchantRead>;
