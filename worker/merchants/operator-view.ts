/** The operator's view of a merchant: what goes in, secrets included, and what comes out, secrets never. */
import * as z from "zod";
import { isDevelopmentKey } from "../settings/development-marks.ts";
import { type Merchant, merchantSettings, NamedBrand, type ServerKey, TurnstileSiteKey } from "./schema.ts";
import { MerchantSummary } from "./store.ts";
import { TaxNotice } from "./tax-notice.ts";

/** Leading hex digits of a server key's hash: enough to tell a merchant's keys apart, useless as a key. */
const KEY_ID_LENGTH = 12;

/** False for the key that is published with the project, but in development, which has no other. */
// Not `__DEVELOPMENT__ || ...`: the bundler takes "=> true ||" for a mistyped ">=" and warns at every start.
const isForThisBuild = (key: string) => (__DEVELOPMENT__ ? true : !isDevelopmentKey(key));

const GatewayKey = z
  .string()
  .regex(/^[!-~]{8,200}$/, "must be the gateway's secret key: 8 to 200 printable characters without blanks")
  .refine((key) => !key.startsWith("pub_"), "is a public key (pub_): use the gateway's secret key (api_)")
  .refine(isForThisBuild, "is the published development key");

const NewServerKey = z
  .string()
  .regex(/^sk_[0-9A-Za-z_-]{24,128}$/, "must be sk_ and 24 to 128 random letters, digits, _ or -");

const ServerKeyView = z.strictObject({ id: z.string(), addedOn: z.string() });

/**
 * `PUT /v1/admin/merchants/{id}`. Settings that are left out get their defaults; secrets that are left out stay as they
 * are. What a GET answered may be sent back as it is: members that only tell something are ignored.
 */
export const MerchantInput = z.strictObject({
  ...merchantSettings,
  /** Write-only. */
  gatewayKey: GatewayKey.optional(),
  /** The keys that shall be valid: new ones as text (write-only), present ones by the id that a GET shows. */
  serverKeys: z
    .array(z.union([NewServerKey, ServerKeyView.partial({ addedOn: true })]))
    .max(8)
    .optional(),
  challenge: z
    .strictObject({
      siteKey: TurnstileSiteKey,
      /** Write-only. */
      secret: z.string().min(10).max(200).optional(),
      secretSet: z.boolean().optional(),
    })
    .nullable()
    .optional(),
  id: z.unknown().optional(),
  gatewayKeySet: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
  warnings: z.unknown().optional(),
  requestId: z.unknown().optional(),
});
export type MerchantInput = z.output<typeof MerchantInput>;

/** `GET` and `PUT /v1/admin/merchants/{id}`. */
export const MerchantView = z.strictObject({
  id: z.string(),
  ...merchantSettings,
  gatewayKeySet: z.boolean(),
  serverKeys: z.array(ServerKeyView),
  challenge: z.strictObject({ siteKey: z.string(), secretSet: z.boolean() }).nullable(),
  /** Milliseconds since 1970. */
  updatedAt: z.number(),
  /** What is allowed but worth a look, such as unequal treatment of brands. */
  warnings: z.array(z.string()),
  requestId: z.string(),
});
export type MerchantView = z.output<typeof MerchantView>;

/** The first day on which a brand's permission lapses at the merchant's own place, unless somebody renews the rules. */
const Lapse = z.strictObject({
  brand: NamedBrand,
  /** ISO date. */
  on: z.string(),
  /** From the last date on earth; 0 and less: it has lapsed. */
  daysLeft: z.number().int(),
});

/** `GET /v1/admin/merchants`. */
export const MerchantList = z.strictObject({
  merchants: z.array(
    MerchantSummary.extend({
      /** Within 60 days, soonest first. Not known where `place` is null. */
      lapses: z.array(Lapse),
      /** Its surcharges of the last 24 hours against what was found of tax on them in its place; null: nothing to tell. */
      taxNotice: TaxNotice.nullable(),
    }),
  ),
  /** Where the next page starts; null on the last one. */
  cursor: z.string().nullable(),
  requestId: z.string(),
});
export type MerchantList = z.output<typeof MerchantList>;

/** `DELETE /v1/admin/merchants/{id}`. */
export const MerchantDeleted = z.strictObject({ id: z.string(), deleted: z.literal(true), requestId: z.string() });

/** The public id of a server key. */
export const keyIdOf = ({ hash }: ServerKey) => hash.slice(0, KEY_ID_LENGTH);

/** `merchant` as an operator may see it. */
export function viewOf(merchant: Merchant, warnings: readonly string[], requestId: string): MerchantView {
  const { gatewayKey, serverKeys, challenge, ...settings } = merchant;
  return {
    ...settings,
    gatewayKeySet: gatewayKey !== null,
    serverKeys: serverKeys.map((key) => ({ id: keyIdOf(key), addedOn: key.addedOn })),
    challenge: challenge === undefined ? null : { siteKey: challenge.siteKey, secretSet: true },
    warnings: [...warnings],
    requestId,
  };
}
