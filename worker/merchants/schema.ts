/**
 * One merchant as it is kept: settings, records and sealed secrets. The schema is the source of the type; a merchant
 * is a `SurchargeProgramme` with everything around it. What belongs together but is not a matter of form is validated in
 * `validate-merchant.ts`.
 */
import * as z from "zod";
import { BRANDS } from "../../contract/lists.ts";
import { Amount, CountryCode, CurrencyCode, LocaleTag, MerchantId, StateName } from "../../contract/lookup.ts";
import { FULL_RATE_BPS } from "../../contract/money.ts";
import { GATEWAY_NAME } from "../gateway/gateways.ts";
import { BUYERS } from "../rules/schema.ts";
import { REQUIREMENTS } from "../surcharge/programme.ts";

/** The three rate-limit tiers; the bindings behind them are named in `doors/rate-limit.ts`. */
export const RATE_TIERS = ["standard", "raised", "high"] as const;
export type RateTier = (typeof RATE_TIERS)[number];

/** Durable Object location hints of the platform. */
const LOCATION_HINTS = ["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"] as const;

/** A brand that can have a rate. */
export const NamedBrand = z.enum(BRANDS).exclude(["other", "unknown"]);

const Base64 = z.base64().min(1).max(4096);

/** A secret sealed by `seal.ts`: useless without a master key, the merchant's id and the field's name. */
export const SealedSecret = z.strictObject({
  /** The master key that wraps the data key. */
  kid: z.string().min(1).max(64),
  /** The data key, wrapped: nonce and AES-GCM ciphertext. */
  wrapped: Base64,
  /** The secret, sealed by the data key: nonce and AES-GCM ciphertext. */
  sealed: Base64,
});
export type SealedSecret = z.output<typeof SealedSecret>;

/** A server key, as its SHA-256 in lower-case hex. The key itself is kept nowhere. */
export const ServerKey = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in lower-case hex"),
  addedOn: z.iso.date(),
});
export type ServerKey = z.output<typeof ServerKey>;

/** A web origin exactly as a browser sends it. */
export const Origin = z
  .string()
  .max(255)
  .superRefine((text, context) => {
    const problem = originProblem(text);
    if (problem !== null) context.addIssue({ code: "custom", message: problem });
  });

/** Why `text` is not an origin as a browser sends it in `Origin`, or null when it is one. */
function originProblem(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:"))
    return "must be an origin such as https://shop.example";
  if (url.hostname.endsWith(".")) return "must not end its host with a dot";
  if (url.hostname.includes("*")) return "must name one host: wildcards are not supported";
  if (url.origin === text) return null;
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username !== "" || text.endsWith("/"))
    return "must be an origin alone: no path, query, fragment or slash at its end";
  return "must be written as browsers send it: lower case, punycode (xn--) for other letters, no default port";
}

const RATE_FORM = `must be whole basis points from 0 to ${FULL_RATE_BPS}, such as 300 for 3.00 %`;
const RateBps = z.number().int(RATE_FORM).min(0, RATE_FORM).max(FULL_RATE_BPS, RATE_FORM);
const PersonName = z.string().trim().min(1, "must name the person who stands for it").max(100);

const RecordedCost = z.strictObject({ costBps: RateBps, by: PersonName, on: z.iso.date() });

const Attestation = z.strictObject({
  rule: z.string().regex(/^[0-9A-Za-z_.-]{1,64}$/, "must be the id of a rules row such as us-co-credit"),
  kind: z.enum([...REQUIREMENTS, "actual_fee", "house_card_exemption"]),
  by: PersonName,
  on: z.iso.date(),
  text: z.string().trim().min(1).max(2000).optional(),
});

const TextSignOff = z.strictObject({
  /** One of our languages, and no near one: a person read that very text. */
  locale: LocaleTag,
  version: z.string().regex(/^[0-9a-f]{16}$/, "must be the version of its texts, as a policy's textsVersion gives it"),
  by: PersonName,
  on: z.iso.date(),
});

const CardProgram = z.strictObject({
  id: z.string().regex(/^[0-9a-z_-]{1,64}$/, "must be a programme id: lower-case letters, digits, _ or -"),
  /** The name shoppers know the merchant's own card by. */
  displayName: z.string().trim().min(1).max(60),
});

/** What an operator sets. Secrets are apart: they go in as text and are kept sealed or hashed. */
export const merchantSettings = {
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
  /** Which kind of quote the merchant's server accepts; goes with the gateway's own test and live worlds. */
  mode: z.enum(["test", "live"]),
  /** A gateway's name. Whether this deployment has one of that name is validated apart: a stored merchant stays readable. */
  gateway: z
    .string()
    .regex(GATEWAY_NAME, "must be the name of a gateway, such as koipay_sandbox: addresses are the operator's to give"),
  origins: z.array(Origin).max(50).default([]),
  place: z.strictObject({ country: CountryCode, state: StateName.optional() }),
  currency: CurrencyCode,
  otherMethods: z
    .array(z.string().regex(/^[a-z][0-9a-z_]{0,31}$/, "must be a word such as bank or paypal"))
    .max(20)
    .default([]),
  /** The brands the shop takes, surcharged or not: parity between networks is judged on them. */
  accepts: z.array(NamedBrand).min(1, "must name a brand, or be left out").max(BRANDS.length).optional(),
  /** Who buys here; left out: both may. */
  buyer: z.enum(BUYERS).optional(),
  rates: z.partialRecord(NamedBrand, RateBps).default({}),
  costs: z.partialRecord(NamedBrand, RecordedCost).default({}),
  /** Minor units of `currency`: a sale below it carries none. */
  minimumBaseAmount: Amount.min(1, "must be at least 1, or be left out for no minimum").optional(),
  /** Minor units of `currency`: the most that is added to one sale. */
  maximumSurchargeAmount: Amount.min(
    1,
    "must be at least 1, or be left out for no maximum; to add nothing, set enabled to false",
  ).optional(),
  attestations: z.array(Attestation).max(500).default([]),
  /** Languages whose texts, in that very version, a person of the merchant's has read and stands for. */
  textSignOffs: z.array(TextSignOff).max(100).default([]),
  houseCards: z.enum(["exempt", "shown"]).default("exempt"),
  cardPrograms: z.array(CardProgram).max(20).default([]),
  locale: LocaleTag.default("en"),
  rateTier: z.enum(RATE_TIERS).default("standard"),
  locationHint: z.enum(LOCATION_HINTS).optional(),
  /** Durable Objects the merchant's lookups are spread over; the default is `lookup/`'s own. */
  lookupShards: z.number().int().min(1).max(256).optional(),
};

export const TurnstileSiteKey = z.string().regex(/^[0-9A-Za-z_-]{10,64}$/, "must be a Turnstile site key");

export const Merchant = z.strictObject({
  id: MerchantId,
  ...merchantSettings,
  /** The secret key at the gateway; null: the one in GATEWAY_SECRET_KEY, for a plainly configured merchant. */
  gatewayKey: SealedSecret.nullable().default(null),
  serverKeys: z.array(ServerKey).max(8).default([]),
  challenge: z.strictObject({ siteKey: TurnstileSiteKey, secret: SealedSecret }).optional(),
  /** Milliseconds since 1970 of the last change; an older record never replaces a newer one. */
  updatedAt: z.number().int().min(0).default(0),
});
export type Merchant = z.output<typeof Merchant>;
