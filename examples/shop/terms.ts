/**
 * What may be charged for one payment: the shop's server decides by the signed quote, never by a number of the page.
 */
import { type QuoteClaims, verifyQuote } from "card-surcharge/verify";

export interface PlaceGiven {
  readonly country: string;
  readonly state: string;
}

export interface Offer {
  readonly token: string;
  /** Empty when the page brought none. */
  readonly quote: string;
  /** US cents. */
  readonly base: number;
  readonly currency: string;
  readonly billing: PlaceGiven;
  readonly shipTo: PlaceGiven | null;
}

export interface QuoteService {
  readonly origin: string;
  readonly merchant: string;
  readonly serverKey: string;
  readonly fetch: typeof fetch;
}

export type Terms =
  | { readonly kind: "charge"; readonly surcharge: number; readonly rateBps: number; readonly idempotencyKey: string }
  | { readonly kind: "refuse"; readonly problem: "offer_again" | "quote_refused" };

const place = ({ country, state }: PlaceGiven) => (state === "" ? { country } : { country, state });

/** A stable UUID (RFC 9562, version 8) for a token: pressing Pay twice without a quote must not charge twice. */
async function uuidOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const agreed = ({ outcome, surchargeAmount, rateBps, jti }: QuoteClaims): Terms => ({
  kind: "charge",
  surcharge: outcome === "surcharge" ? (surchargeAmount ?? 0) : 0,
  rateBps: outcome === "surcharge" ? rateBps : 0,
  idempotencyKey: jti,
});

const baseAlone = async (offer: Offer): Promise<Terms> => ({
  kind: "charge",
  surcharge: 0,
  rateBps: 0,
  idempotencyKey: await uuidOf(offer.token),
});

/** No quote came: the card may still be one to surcharge, which the shopper must be shown before paying. */
async function termsWithoutQuote(offer: Offer, service: QuoteService): Promise<Terms> {
  try {
    const response = await service.fetch(`${service.origin}/v1/server/lookup`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${service.serverKey}` },
      body: JSON.stringify({
        merchant: service.merchant,
        token: offer.token,
        ...place(offer.billing),
        ...(offer.shipTo ? { shipTo: place(offer.shipTo) } : {}),
        baseAmount: offer.base,
        currency: offer.currency,
      }),
    });
    if (response.status === 422) return { kind: "refuse", problem: "quote_refused" };
    if (!response.ok) return await baseAlone(offer);
    const { answer } = (await response.json()) as { answer: { outcome: string } };
    return answer.outcome === "surcharge" ? { kind: "refuse", problem: "offer_again" } : await baseAlone(offer);
  } catch {
    return await baseAlone(offer);
  }
}

/**
 * The terms for `offer`. A valid quote binds both sides; an edited one, or one for another card or amount, is refused; when
 * the service cannot be reached the base alone is charged: never a surcharge that cannot be proven.
 */
export async function termsFor(offer: Offer, service: QuoteService): Promise<Terms> {
  if (offer.quote === "") return termsWithoutQuote(offer, service);
  const result = await verifyQuote(offer.quote, {
    jwks: `${service.origin}/.well-known/jwks.json`,
    merchant: service.merchant,
    env: "test",
    subject: { token: offer.token },
    baseAmount: offer.base,
    currency: offer.currency,
    ...place(offer.billing),
    ...(offer.shipTo ? { shipTo: place(offer.shipTo) } : {}),
  });
  if (result.valid) return agreed(result.claims);
  return result.problem === "keys_unavailable" ? baseAlone(offer) : { kind: "refuse", problem: "quote_refused" };
}
