/** A payment as it is typed: checked once here, for the Tokenizer's page and for tests that mint without a browser. */
import * as z from "zod";
import { compact, isCardNumber, readExpiry } from "./card-number.ts";
import type { Payment } from "./payment.ts";

const NewCard = z.object({ number: z.string(), exp: z.string().optional(), cvv: z.string().optional() });
const NewAccount = z.object({
  routing_number: z.string(),
  account_number: z.string(),
  account_type: z.enum(["checking", "savings"]).default("checking"),
  sec_code: z.enum(["web", "ccd", "ppd", "tel"]).default("web"),
});

export const NewPayment = z.union([z.object({ card: NewCard }), z.object({ ach: NewAccount })]);
export type NewPayment = z.output<typeof NewPayment>;

/** The payment, or what is wrong with it. Never repeats what was typed. */
export function paymentFrom(input: NewPayment): Payment | string {
  return "card" in input ? cardFrom(input.card) : accountFrom(input.ach);
}

function cardFrom({ number, exp = "", cvv = "" }: z.output<typeof NewCard>): Payment | string {
  const digits = compact(number);
  if (!isCardNumber(digits)) return "number: must be a card number of 12 to 19 digits with a right check digit";
  const expiry = exp === "" ? "" : readExpiry(exp);
  if (expiry === null) return "exp: must be MM/YY";
  if (!/^(\d{3,4})?$/.test(cvv)) return "cvv: must be 3 or 4 digits";
  return { kind: "card", number: digits, lastFour: digits.slice(-4), expiry, cvv };
}

function accountFrom(account: z.output<typeof NewAccount>): Payment | string {
  if (!/^\d{9}$/.test(account.routing_number)) return "routing_number: must be 9 digits";
  if (!/^\d{4,17}$/.test(account.account_number)) return "account_number: must be 4 to 17 digits";
  return {
    kind: "ach",
    routingNumber: account.routing_number,
    lastFour: account.account_number.slice(-4),
    accountType: account.account_type,
    secCode: account.sec_code,
  };
}
