/** The surcharge that a merchant's account adds by itself, when the gateway calculates for it. */
import type { Account } from "../accounts.ts";
import { ACCOUNTS } from "../accounts.ts";
import { findBin } from "../bins/bin-database.ts";
import { isSurchargeable, type Region } from "../bins/surchargeable.ts";
import type { Payment } from "../tokenizer/payment.ts";

/** Percentages count thousandths of a percent: 100 % is this many. */
const WHOLE = 100_000;

/** A share of an amount, rounded to the cent. `thousandths`: 10000 is 10.000 %. */
export function percentage(cents: number, thousandths: number): number {
  return Math.round((cents * thousandths) / WHOLE);
}

/** The account's own rate; the demo account takes the one from the sandbox's settings. */
export function ownRate(account: Account, settings: { readonly ownSurcharge: number }): number {
  return account === ACCOUNTS[0] ? settings.ownSurcharge : account.ownSurcharge;
}

/** Cents the account adds for this payment there; 0 for bank accounts, exempt customers and cards it may not touch. */
export function ownSurchargeOn(cents: number, rate: number, payer: Payer, region: Region): number {
  const { payment, isExempt } = payer;
  if (payment.kind !== "card" || isExempt) return 0;
  const record = findBin(payment.number);
  return record !== null && isSurchargeable(record, region) === true ? percentage(cents, rate) : 0;
}

/** Who pays, and whether the vault exempts them from surcharges. */
export interface Payer {
  readonly payment: Payment;
  readonly isExempt: boolean;
}
