/** What the service is told of a sale that was charged by its quote, for reports of what was collected. */
import type { ReportedOutcome } from "@card-surcharge/element/verify";
import type { Bill } from "./orders.ts";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 3_600_000;

/** Kept with the order until it is told. */
export interface UntoldOutcome {
  readonly outcome: ReportedOutcome;
  /** How often it was told in vain. */
  readonly tries: number;
}

/** @param quote that it was charged by @param payment the gateway's id of the payment */
export const captured = (quote: string, { order, surcharge }: Bill, payment: string): UntoldOutcome => ({
  outcome: {
    quote,
    event: "captured",
    id: payment,
    baseAmount: order.total,
    surchargeAmount: surcharge?.amount ?? 0,
    surchargeTaxAmount: surcharge?.tax ?? 0,
    at: new Date().toISOString(),
  },
  tries: 0,
});

/** How long to wait before it is told once more: twice as long each time, and an hour at most. */
export const waitMs = ({ tries }: UntoldOutcome, afterSeconds: number | null): number =>
  Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS * 2 ** tries, (afterSeconds ?? 0) * 1000));
