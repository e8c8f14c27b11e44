/**
 * What becomes of a sale when its merchant reports that it was captured, refunded or voided. Pure: the sale as it is known
 * and the report in, the sale and what changes in the sums by month out. Amounts are integers of the currency's minor unit.
 *
 * What may be reported:
 * - No more is captured than the quote says, of base, surcharge and tax each; of a quote without a base amount, the
 *   surcharge that its rate comes to.
 * - No more is refunded than was captured, and nothing before it was.
 * - A void undoes all that was captured, if anything was, and ends the quote. It cannot follow a refund.
 * - One quote at a time settles a sale: another one of the same sale may do so after a void.
 */
import { MAX_AMOUNT, surchargeOn, surchargeTaxOn } from "../../../contract/money.ts";
import type { Refusal } from "./refusals.ts";
import {
  add,
  isNothing,
  isSame,
  isWithin,
  type MonthCaptured,
  type MonthChange,
  NO_CHANGE,
  NOTHING,
  type OpenSale,
  type ReportedAmounts,
  type SaleEvent,
  type SettledQuote,
  type SettledSale,
} from "./sale.ts";

export type Settlement =
  | { readonly kind: "settled"; readonly sale: SettledSale; readonly changes: readonly MonthChange[] }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** One report about a quote. */
export interface SettleInput {
  readonly quote: SettledQuote;
  readonly event: SaleEvent;
  /** The month in which it happened, such as `2026-11`. */
  readonly month: string;
  /** The cost of acceptance recorded now, in basis points. It counts where this is the sale's first report. */
  readonly costBps: number | null;
}

const capturedOf = (open: OpenSale | null): ReportedAmounts => (open?.captured ?? []).reduce(add, NOTHING);

/** What the quote itself says. One without a base amount says no more than its rates: see {@link goesWithRates}. */
const limitOf = ({ baseAmount, surchargeAmount, surchargeTaxAmount }: SettledQuote): ReportedAmounts =>
  baseAmount === null
    ? { base: MAX_AMOUNT, surcharge: MAX_AMOUNT, tax: MAX_AMOUNT }
    : { base: baseAmount, surcharge: surchargeAmount ?? 0, tax: surchargeTaxAmount ?? 0 };

/**
 * Of a quote without a base amount: whether a capture has no surcharge, or what its rate comes to, on its own base or on all
 * base captured so far; and the same of the tax. Rounded as a quote rounds: the surcharge down, its tax half up.
 */
function goesWithRates(quote: SettledQuote, before: ReportedAmounts, amounts: ReportedAmounts): boolean {
  const after = add(before, amounts);
  const surcharges = [
    0,
    surchargeOn(amounts.base, quote.rateBps),
    surchargeOn(after.base, quote.rateBps) - before.surcharge,
  ];
  const taxOn = (surcharge: number) => surchargeTaxOn(surcharge, quote.surchargeTaxRate);
  const taxes = [0, taxOn(amounts.surcharge), taxOn(after.surcharge) - before.tax];
  return surcharges.includes(amounts.surcharge) && taxes.includes(amounts.tax);
}

/** The cost on the base that is kept. Rounded down like a surcharge, so that one within the cost stays within it. */
const costOn = (base: number, costBps: number | null): number => (costBps === null ? 0 : surchargeOn(base, costBps));

const isCostless = ({ rateBps }: SettledQuote, { costBps }: OpenSale): boolean => rateBps > 0 && costBps === null;

const refuse = (refusal: Refusal): Settlement => ({ kind: "refused", refusal });

/** @param sale {@link UNREPORTED} before the first report */
export function settle(sale: SettledSale, input: SettleInput): Settlement {
  const { quote, event } = input;
  if (sale.voided.includes(quote.jti)) return refuse("is_voided");
  if (sale.open !== null && sale.open.quoteId !== quote.jti) return refuse("other_quote");
  switch (event.kind) {
    case "captured":
      return capture(sale, event.amounts, input);
    case "refunded":
      return refund(sale, event.amounts, input);
    case "voided":
      return undo(sale, event.amounts, input);
  }
}

function capture(sale: SettledSale, amounts: ReportedAmounts, { quote, month, costBps }: SettleInput): Settlement {
  const before = capturedOf(sale.open);
  const after = add(before, amounts);
  const isSurcharged = quote.rateBps > 0;
  if (isNothing(amounts)) return refuse("nothing");
  if (!isWithin(amounts, limitOf(quote))) return refuse("above_quote");
  if (!isWithin(after, limitOf(quote))) return refuse("captured_above_quote");
  if (quote.baseAmount === null && !goesWithRates(quote, before, amounts)) return refuse("not_its_rate");
  const isFirst = sale.open === null;
  const open = sale.open ?? {
    quoteId: quote.jti,
    costBps: isSurcharged ? costBps : null,
    captured: [],
    refunded: NOTHING,
  };
  const kept = before.base - open.refunded.base;
  const cost = costOn(kept + amounts.base, open.costBps) - costOn(kept, open.costBps);
  const costless = Number(isCostless(quote, open));
  const captured = withMonth(open.captured, { month, ...amounts, cost, costless });
  const first = { sales: 1, surchargedSales: Number(isSurcharged) };
  return {
    kind: "settled",
    sale: { ...sale, open: { ...open, captured } },
    changes: [{ ...NO_CHANGE, month, ...(isFirst && first), captured: amounts, costless, cost }],
  };
}

/** One entry a month, so that a sale stays small however many parts it is captured in. */
function withMonth(months: readonly MonthCaptured[], more: MonthCaptured): MonthCaptured[] {
  if (!months.some(({ month }) => month === more.month)) return [...months, more];
  return months.map((each) =>
    each.month === more.month
      ? { month: each.month, ...add(each, more), cost: each.cost + more.cost, costless: each.costless + more.costless }
      : each,
  );
}

function refund(sale: SettledSale, amounts: ReportedAmounts, { quote, month }: SettleInput): Settlement {
  const { open } = sale;
  if (isNothing(amounts)) return refuse("nothing");
  if (!isWithin(amounts, limitOf(quote))) return refuse("above_quote");
  if (open === null) return refuse("refund_before_capture");
  const captured = capturedOf(open);
  const refunded = add(open.refunded, amounts);
  if (!isWithin(refunded, captured)) return refuse("refunded_above_captured");
  const kept = captured.base - open.refunded.base;
  const cost = costOn(kept - amounts.base, open.costBps) - costOn(kept, open.costBps);
  const costless = Number(isCostless(quote, open));
  return {
    kind: "settled",
    sale: { ...sale, open: { ...open, refunded } },
    changes: [{ ...NO_CHANGE, month, refunded: amounts, costless, cost }],
  };
}

function undo(sale: SettledSale, amounts: ReportedAmounts | null, { quote, month }: SettleInput): Settlement {
  const { open } = sale;
  const voided = [...sale.voided, quote.jti];
  if (amounts !== null && !isWithin(amounts, limitOf(quote))) return refuse("above_quote");
  if (open === null) return { kind: "settled", sale: { open, voided }, changes: [{ ...NO_CHANGE, month, voids: 1 }] };
  if (!isNothing(open.refunded)) return refuse("void_after_refund");
  if (amounts !== null && !isSame(amounts, capturedOf(open))) return refuse("void_differs");
  const isSurcharged = quote.rateBps > 0;
  // The months in which it was captured, as if it had not been: no month's sums are ever below zero for a void.
  const changes = open.captured.map(({ month, cost, costless, ...captured }, index): MonthChange => {
    const undone = { base: -captured.base, surcharge: -captured.surcharge, tax: -captured.tax };
    const counted = {
      sales: -1,
      surchargedSales: -Number(isSurcharged),
      voids: 1,
    };
    return { ...NO_CHANGE, month, ...(index === 0 && counted), captured: undone, costless: -costless, cost: -cost };
  });
  return { kind: "settled", sale: { open: null, voided }, changes };
}
