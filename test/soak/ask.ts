/** Asks one question and reads what came: status, time at the caller, and of a lookup whether its quote holds. */
import { verifyQuote } from "../../contract/verify.ts";
import { type Answered, DEADLINE_MS, type LookupSeen } from "./judge.ts";
import { PACK_VERSION } from "./merchants.ts";
import type { Question, Reportable } from "./questions.ts";
import { keepTicket, type SaleAsked } from "./sales.ts";
import { ISSUER } from "./world.ts";

/** So much past its deadline an answer is given up. */
const GRACE_MS = 5_000;

/** As much of a lookup's answer as is judged. */
interface LookupBody {
  readonly outcome: string;
  readonly reason: string;
  readonly surcharge: { readonly rateBps: number; readonly surchargeAmount: number | null };
  readonly quote: string;
  readonly ticket: string | null;
}

export interface Reply {
  readonly answered: Answered;
  /** A surcharge that its merchant's server may report. */
  readonly reportable: Reportable | null;
}

/** Never rejects. @param jwks the service's published keys */
export async function ask(service: URL, question: Question, jwks: object): Promise<Reply> {
  const startedAt = performance.now();
  const { kind, method, path, headers, body, sale, page } = question;
  let status: number;
  let text: string;
  try {
    const response = await fetch(new URL(path, service), {
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(DEADLINE_MS[kind] + GRACE_MS),
    });
    status = response.status;
    text = await response.text();
  } catch {
    return { answered: { status: null, tookMs: performance.now() - startedAt, lookup: null }, reportable: null };
  }
  const tookMs = performance.now() - startedAt;
  const found = sale === undefined || status !== 200 ? null : lookupIn(text);
  if (found === null || sale === undefined) return { answered: { status, tookMs, lookup: null }, reportable: null };
  if (page !== undefined) keepTicket(page, sale, found.ticket);
  const lookup = await seen(found, sale, jwks);
  return { answered: { status, tookMs, lookup }, reportable: reportableOf(found, sale) };
}

/** A server's answer has more around it. */
function lookupIn(text: string): LookupBody | null {
  try {
    const body = JSON.parse(text) as LookupBody & { answer?: LookupBody };
    return body.answer ?? body;
  } catch {
    return null;
  }
}

async function seen(
  { outcome, reason, surcharge, quote }: LookupBody,
  sale: SaleAsked,
  jwks: object,
): Promise<LookupSeen> {
  const { merchant, token, billing, shipTo, baseAmount } = sale;
  const verdict = await verifyQuote(quote, {
    jwks: jwks as { keys: [] },
    iss: ISSUER,
    merchant: merchant.id,
    env: "test",
    subject: { token },
    baseAmount,
    currency: "USD",
    ...billing,
    shipTo,
  });
  const { surchargeAmount, rateBps } = surcharge;
  const quoteHolds =
    verdict.valid &&
    verdict.claims.outcome === outcome &&
    verdict.claims.surchargeAmount === surchargeAmount &&
    verdict.claims.rules.version === PACK_VERSION;
  return { outcome, reason, surchargeAmount, rateBps, quoteHolds };
}

function reportableOf(
  { outcome, surcharge, quote }: LookupBody,
  { merchant, token, baseAmount }: SaleAsked,
): Reportable | null {
  if (outcome !== "surcharge") return null;
  return { merchant, token, quote, baseAmount, surchargeAmount: surcharge.surchargeAmount ?? 0 };
}
