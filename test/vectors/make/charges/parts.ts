/** What the cases of `charges.json` are made of: an answer of the service, and the plans that are expected. */
import { CLAIMS, FACTS, MERCHANT, NONE, TOKEN } from "../parts/sale.ts";
import { saleKey } from "../parts/sale-key.ts";
import { sign } from "../parts/sign.ts";

export const SERVICE = { origin: "https://surcharge.example", serverKey: "sk_vector" };
export const SALE = saleKey("token", MERCHANT, TOKEN);
export const UNKNOWN = { ...NONE, outcome: "unknown", reason: "card_unrecognised", funding: "unknown" };
/** The service had no answer when the page asked. */
export const UNANSWERED = { ...UNKNOWN, reason: "gateway_timeout" };

type Claims = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, unknown>>;

export interface ChargeCase {
  readonly name: string;
  readonly given: Fields;
  /** What the service does when it is asked; null: it must not be asked. */
  readonly lookup: Fields | null;
  /** The body it is asked with. */
  readonly asked: Fields | null;
  readonly plan: Fields;
}

/** The service's answer with these claims: what it shows is what its quote says, unless `shown` says otherwise. */
export function answerOf(claims: Claims, shown: Fields = {}, money: Fields = {}): Fields {
  const { outcome, reason, brand, funding, currency } = claims;
  const { rateBps, baseAmount, surchargeAmount, surchargeTaxRate, surchargeTaxAmount, totalAmount } = claims;
  const amounts = { rateBps, baseAmount, surchargeAmount, surchargeTaxRate, surchargeTaxAmount, totalAmount };
  return {
    outcome,
    reason,
    card: { brand, brandName: "Visa", funding, level: "consumer", country: "US" },
    surcharge: { ...amounts, currency, currencyDigits: 2, ...money },
    message: outcome === "surcharge" ? "Tom & Ann's <shop> adds a surcharge." : "No surcharge is added.",
    disclosure: outcome === "surcharge" ? "Credit: 3 %." : null,
    quote: sign(claims),
    ticket: null,
    expiresInSeconds: 120,
    requestId: "0197a9d0-0000-7000-8000-000000000000",
    ...shown,
  };
}

/** A 200 with this answer. */
export const answers = (answer: unknown) => ({ status: 200, body: { answer, bin: "401200", issuer: "A BANK" } });

/** What the service is asked about the sale of {@link FACTS}, without its clock and its keys. */
export const ASKED = {
  merchant: MERCHANT,
  token: TOKEN,
  country: "US",
  state: "IL",
  baseAmount: 12_500,
  currency: "USD",
};

/** A charge of the base amount alone; `changes` says more. */
export const charge = (why: string, changes: Fields = {}): Fields => ({
  kind: "charge",
  sale: SALE,
  idempotencyKey: SALE,
  currency: "USD",
  baseAmount: 12_500,
  surchargeAmount: 0,
  surchargeTaxAmount: 0,
  totalAmount: 12_500,
  rateBps: 0,
  claims: null,
  quote: null,
  why,
  ...changes,
});

export const by = (claims: Claims): Fields => ({ claims, quote: sign(claims) });
export const WITH_SURCHARGE = { surchargeAmount: 375, totalAmount: 12_875, rateBps: 300 };

export const offer = (claims: Claims): Fields => {
  const answer = answerOf(claims);
  return { kind: "offer", answer, quote: answer["quote"], claims };
};

export const refusal = (problem: string, advice: string, more: Fields = {}): Fields => {
  return { kind: "refuse", problem, advice, ...more };
};

/** The page's quote alone settles it. */
export const settled = (name: string, quote: unknown, plan: Fields, more: Fields = {}): ChargeCase => {
  const { facts, ...others } = more;
  return {
    name,
    given: { quote, facts: { ...FACTS, ...(facts as Fields | undefined) }, service: SERVICE, ...others },
    lookup: null,
    asked: null,
    plan,
  };
};

/** The service has to be asked. */
export const asks = (name: string, lookup: Fields, plan: Fields, more: Fields = {}): ChargeCase => {
  const { asked = ASKED, quote = "", ...others } = more;
  return { ...settled(name, quote, plan, others), lookup, asked: asked as Fields };
};

export { CLAIMS };
