/** How the bank answers: approved, unless the number, the security code or the date is one of the published triggers. */

import { TRIGGERS } from "../bins/test-cards.ts";
import type { Payment } from "../tokenizer/payment.ts";

export interface Outcome {
  /** 100 to 199 approved, 110 in part; 2xx declined by the issuer. */
  readonly code: number;
  readonly text: string;
}

const APPROVED: Outcome = { code: 100, text: "SUCCESS" };

/** Bank accounts at this one are declined. */
const DECLINED_ROUTING_NUMBER = "000000000";

export function outcomeOf(payment: Payment, now: Date): Outcome {
  if (payment.kind === "ach") {
    return payment.routingNumber === DECLINED_ROUTING_NUMBER ? { code: 200, text: "DECLINED" } : APPROVED;
  }
  const trigger = TRIGGERS.find(({ number }) => number === payment.number);
  if (trigger !== undefined) return { code: trigger.code, text: trigger.text };
  return isPast(payment.expiry, now) ? { code: 223, text: "EXPIRED CARD" } : APPROVED;
}

/** The refund of a charge of this card is declined. */
export function refusesRefund(maskedCard: unknown): boolean {
  return maskedCard === "400000******0010";
}

/** The security code's check: match, no match, not processed, not present. */
export function cvvAnswer(cvv: string): string {
  const published: Record<string, string> = { "200": "N", "2000": "N", "201": "U", "301": "S" };
  return cvv === "" ? "" : (published[cvv] ?? "M");
}

/** The address check. */
export function avsAnswer(postalCode: string): string {
  const published: Record<string, string> = { "20000": "N", "20001": "U" };
  return published[postalCode] ?? "Y";
}

function isPast(expiry: string, now: Date): boolean {
  const [month, year] = expiry.split("/").map(Number);
  if (month === undefined || year === undefined) return false;
  return (2000 + year) * 12 + month - 1 < now.getUTCFullYear() * 12 + now.getUTCMonth();
}
