/** Decides what becomes of one payment: verifies the page's quote, asks the service where there is none, and adds up. */
import { isAmount } from "../money.ts";
import { normaliseCode } from "../plain-checks.ts";
import { isSale, nextKey, saleOf } from "../sale.ts";
import { verifyQuote } from "../verify.ts";
import { type ReadFacts, readFacts, type SaleFacts } from "../verify-facts.ts";
import { parseAddress } from "../verify-keys.ts";
import { askService, lookupRequest } from "./ask-service.ts";
import type { ServiceAccess } from "./call-service.ts";
import {
  type Asked,
  type ChargePlan,
  type PlannedCharge,
  type PlannedRefusal,
  type Step,
  stepByAnswer,
  stepByQuote,
} from "./plan.ts";
import { readAnswer, showsItsQuote } from "./read-answer.ts";

/** The facts of the sale, from your own cart and session. The keys are those of `service` unless `jwks` is given. */
export type ChargeFacts = Omit<SaleFacts, "jwks" | "baseAmount" | "purpose"> & {
  readonly jwks?: SaleFacts["jwks"] | undefined;
  readonly baseAmount: number;
};

export interface ChargeInput {
  /** As the page sent it. Empty, null or left out: there is none. */
  readonly quote?: string | null | undefined;
  /** A saved card needs `orderRef`: without one, nothing tells a second press on Pay from a second order. */
  readonly facts: ChargeFacts;
  readonly service: ServiceAccess;
  /** How many tries to charge this order were declined so far. Default 0. */
  readonly declines?: number | undefined;
  /** The `idempotencyKey` of an earlier try of this order that got no answer: it is used again, whatever card comes now. */
  readonly unansweredKey?: string | null | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** A BCP 47 tag: the language of an offer. Default: the merchant's. */
  readonly locale?: string | undefined;
}

const misses = (...notChecked: string[]): PlannedRefusal => {
  return { kind: "refuse", problem: "not_checked", notChecked, advice: "fix_server" };
};

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

/** True for an https address, or http on loopback: a server key goes nowhere in the clear. */
function isAddress(value: unknown): boolean {
  try {
    return parseAddress(value as string) instanceof URL;
  } catch {
    return false;
  }
}

const isLeftOut = (value: unknown): boolean => value === undefined || value === null || value === "";

/** The names of what was not given, or in a form that cannot be read. */
function missing(facts: ReadFacts, { service, declines, unansweredKey }: ChargeInput): string[] {
  const isSavedCard = facts.subject?.[0] === "customer";
  const given: Readonly<Record<string, boolean>> = {
    "service.origin": isAddress(service?.origin),
    "service.serverKey": isText(service?.serverKey),
    declines: declines === undefined || (Number.isSafeInteger(declines) && declines >= 0),
    unansweredKey: isLeftOut(unansweredKey) || isSale(unansweredKey),
    merchant: facts.merchant !== undefined,
    env: facts.env !== undefined,
    subject: facts.subject !== undefined,
    baseAmount: isAmount(facts.baseAmount),
    currency: facts.currency !== undefined,
    country: facts.country !== undefined,
    orderRef: !isSavedCard || facts.orderRef !== undefined,
  };
  const names = Object.keys(given).filter((name) => given[name] === false);
  return [...names, ...facts.unreadable.filter((name) => !names.includes(name))];
}

/** The service's answer, if its quote is good for this very sale and says what the answer shows. */
async function ask(input: ChargeInput, facts: ReadFacts, saleFacts: SaleFacts): Promise<Asked> {
  const request = lookupRequest(facts, isText(input.locale) ? input.locale : undefined);
  const reply = await askService(input.service, request, input.fetch ?? globalThis.fetch);
  if (reply.kind !== "body") return reply;
  const answer = readAnswer(reply.body);
  if (answer === null) return { kind: "no_answer" };
  const verdict = await verifyQuote(answer.quote, saleFacts);
  const isGood = verdict.valid && (await showsItsQuote(answer, verdict.claims));
  return isGood ? { kind: "answer", answer, claims: verdict.claims } : { kind: "no_answer" };
}

/** Adds up, and names the sale. */
async function addUp(
  { why, by }: Extract<Step, { kind: "charge" }>,
  facts: ReadFacts,
  { declines = 0, unansweredKey }: ChargeInput,
): Promise<PlannedCharge> {
  const { merchant = "", subject = [], orderRef = "", currency = "" } = facts;
  const [kind, id = "", paymentMethodId = ""] = subject;
  const paid = kind === "customer" ? { customerId: id, paymentMethodId, orderRef } : { token: id };
  const sale = by?.claims.sale ?? (await saleOf(merchant, paid));
  const baseAmount = facts.baseAmount ?? 0;
  const surchargeAmount = by?.claims.surchargeAmount ?? 0;
  const surchargeTaxAmount = by?.claims.surchargeTaxAmount ?? 0;
  return {
    kind: "charge",
    sale,
    idempotencyKey: unansweredKey || (await nextKey(sale, declines)),
    currency: normaliseCode(currency),
    baseAmount,
    surchargeAmount,
    surchargeTaxAmount,
    totalAmount: baseAmount + surchargeAmount + surchargeTaxAmount,
    rateBps: by?.claims.rateBps ?? 0,
    claims: by?.claims ?? null,
    quote: by?.quote ?? null,
    why,
  };
}

async function plan(input: ChargeInput): Promise<ChargePlan> {
  const facts = readFacts(input.facts);
  const names = missing(facts, input);
  if (names.length > 0) return misses(...names);
  const jwks = input.facts.jwks ?? new URL("/.well-known/jwks.json", input.service.origin);
  const saleFacts: SaleFacts = { ...input.facts, jwks, purpose: "charge" };
  const quote = isLeftOut(input.quote) ? null : (input.quote as string);
  const verdict = quote === null ? null : await verifyQuote(quote, saleFacts);
  const first = stepByQuote(quote ?? "", verdict, facts.subject?.[0] === "token");
  const step = first.kind === "ask" ? stepByAnswer(await ask(input, facts, saleFacts), first.known) : first;
  return step.kind === "charge" ? addUp(step, facts, input) : step;
}

/**
 * What to do with one payment. Verifies the page's quote; where there is none, or one that knows nothing for want of an
 * answer, asks the service by the token or saved card itself. Charges no surcharge that is not in a verified quote, and
 * none that the shopper was not shown.
 *
 * A quote that says `surcharge` counts as accepted: the element gives it away once the shopper has accepted, and so does
 * the form of `offerHtml`. A page of your own must not send it earlier.
 *
 * Never throws or rejects, whatever the page and the service send; takes at most seconds.
 */
export async function chargePlan(input: ChargeInput): Promise<ChargePlan> {
  try {
    return await plan(input);
  } catch {
    // What cannot be read even by name, such as a getter that throws.
    return misses("facts");
  }
}
