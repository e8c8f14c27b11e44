/** What an answer has to be, and in one line why it is not. Worked out here a second time, without the product's code. */
import type { SaleFacts } from "../../contract/verify.ts";
import { cardOfToken, outcomeOf } from "./cards.ts";
import type { Answer } from "./client.ts";
import type { Place } from "./places.ts";

export interface Sale {
  readonly token: string;
  readonly place: Place;
  /** Minor units. */
  readonly baseAmount: number;
  /** Thousandths of a percent. */
  readonly surchargeTaxRate: number;
}

/** The facts of a sale as `verifyQuote` takes them, but for the keys and the issuer. */
export const factsOf = ({ token, place, baseAmount, surchargeTaxRate }: Sale): Omit<SaleFacts, "jwks"> => ({
  merchant: MERCHANT,
  env: "test",
  subject: { token },
  baseAmount,
  currency: "USD",
  country: place.country,
  ...(place.state === undefined ? {} : { state: place.state }),
  surchargeTaxRate,
});

export const MERCHANT = "mch_demo";

/** Reasons that say of the service, not of the card, why nothing is added. Honest, but not what a well service answers. */
const TROUBLES: ReadonlySet<string> = new Set(["gateway_unavailable", "gateway_timeout", "service_limited"]);

export type Verdict =
  | { readonly kind: "right" }
  /** A signed zero for want of an answer: nothing is added. */
  | { readonly kind: "troubled" }
  | { readonly kind: "wrong"; readonly why: string };

export const RIGHT: Verdict = { kind: "right" };
export const wrong = (why: string): Verdict => ({ kind: "wrong", why });

/** The JSON of an answer; undefined where it is none. */
export function jsonOf({ body }: Answer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

interface Expected {
  readonly outcome: string;
  readonly reason: string;
  readonly rateBps: number;
}

/** What is right for a sale, by its card's and its place's own rows. */
export function expectedOf({ token, place, baseAmount }: Sale): Expected {
  const card = cardOfToken(token);
  if (card === null) throw new Error("There is no such card.");
  const zero = (reason: string): Expected => ({ outcome: outcomeOf(reason), reason, rateBps: 0 });
  if (place.reason === "region_missing") return zero(place.reason);
  if (card.refusal !== null) return zero(card.refusal);
  if (place.rateBps === null) return zero(place.reason ?? "region_prohibited");
  if (card.lateRefusal !== null) return zero(card.lateRefusal);
  if (Math.floor((baseAmount * place.rateBps) / 10_000) === 0) return zero("rounds_to_zero");
  return { outcome: "surcharge", reason: "eligible", rateBps: place.rateBps };
}

/** As much of an answer as is looked at, as it should be; nothing of it is relied on. */
interface Told {
  readonly outcome?: string;
  readonly reason?: string;
  readonly card?: { readonly brand?: string; readonly funding?: string } | null;
  readonly surcharge?: Readonly<Record<string, number | string | null>>;
  readonly quote?: string | null;
  readonly requestId?: string;
}

/** Holds a lookup's answer against the sale it was asked for. */
export function checkLookup(answer: unknown, sale: Sale): Verdict {
  if (typeof answer !== "object" || answer === null) return wrong("no JSON object");
  const { outcome, reason = "", card, surcharge, quote, requestId } = answer as Told;
  if (typeof quote !== "string" || typeof requestId !== "string") return wrong("no quote or request id");
  if (TROUBLES.has(reason)) return isHonestZero(answer) ? { kind: "troubled" } : wrong(`${reason} with a surcharge`);
  const expected = expectedOf(sale);
  const of = `${sale.token.split("_")[1]} in ${sale.place.country}-${sale.place.state ?? ""}`;
  if (outcome !== expected.outcome || reason !== expected.reason)
    return wrong(`${of}: ${outcome}/${reason} in place of ${expected.outcome}/${expected.reason}`);
  const due = cardOfToken(sale.token);
  // Without a place nothing may be known of the card; a contradiction has no funding to rely on.
  const mayLackCard = reason === "region_missing" && (card ?? null) === null;
  if (!mayLackCard && card?.brand !== due?.brand) return wrong(`${of}: brand ${card?.brand}`);
  if (!mayLackCard && card?.funding !== due?.funding) return wrong(`${of}: funding ${card?.funding}`);
  return checkAmounts(surcharge, sale, expected.rateBps);
}

/** Says that nobody could tell, and adds nothing. */
const isHonestZero = ({ outcome, reason = "", surcharge }: Told) =>
  TROUBLES.has(reason) &&
  outcome === "unknown" &&
  surcharge?.["rateBps"] === 0 &&
  (surcharge["surchargeAmount"] ?? 0) === 0;

function checkAmounts(surcharge: Told["surcharge"], sale: Sale, rateBps: number): Verdict {
  const { baseAmount } = sale;
  const amounts = amountsOf(sale, rateBps);
  const totalAmount = baseAmount + amounts.surchargeAmount + amounts.surchargeTaxAmount;
  const due = { rateBps, baseAmount, ...amounts, totalAmount, currency: "USD" };
  for (const [name, value] of Object.entries(due))
    if (surcharge?.[name] !== value) return wrong(`${name} is ${surcharge?.[name]} in place of ${value}`);
  return RIGHT;
}

/** The surcharge, rounded down, and its tax, rounded half up: minor units. */
export function amountsOf({ baseAmount, surchargeTaxRate }: Sale, rateBps: number) {
  const surchargeAmount = Math.floor((baseAmount * rateBps) / 10_000);
  return { surchargeAmount, surchargeTaxAmount: Math.floor((surchargeAmount * surchargeTaxRate + 50_000) / 100_000) };
}

/** Holds a refusal against its status and code. */
export function checkProblem(answer: Answer, status: number, code: string): Verdict {
  const body = jsonOf(answer);
  if (answer.status === status && body?.["code"] === code && body["status"] === status) return RIGHT;
  // Only the gateway knows a token of nobody; a place that is missing wins over its trouble.
  const told = { ...(body as Told | undefined) };
  const because = told.reason === "region_missing" ? "gateway_unavailable" : told.reason;
  if (code === "token_rejected" && answer.status === 200 && isHonestZero({ ...told, reason: because ?? "" }))
    return { kind: "troubled" };
  return wrong(`${answer.status} ${String(body?.["code"])} in place of ${status} ${code}`);
}
