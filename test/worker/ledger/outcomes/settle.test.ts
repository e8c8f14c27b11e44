import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { surchargeOn, surchargeTaxOn } from "../../../../contract/money.ts";
import { captureShare, refundShare } from "../../../../contract/shares.ts";
import {
  type MonthChange,
  type OutcomeReport,
  type ReportedAmounts,
  type SaleEvent,
  type SettledQuote,
  type SettledSale,
  UNREPORTED,
} from "../../../../worker/ledger/outcomes/sale.ts";
import { type Settlement, settle } from "../../../../worker/ledger/outcomes/settle.ts";
import { anyQuotes, anyReports, OutcomesOracle, REPORTED_MONTHS } from "../../../support/merchant/outcomes-oracle.ts";
import { runs } from "../../../support/nightly/runs.ts";

const MONTH = "2026-11";

const QUOTE: SettledQuote = {
  jti: "one",
  baseAmount: 12_500,
  rateBps: 300,
  surchargeAmount: 375,
  surchargeTaxRate: 8_875,
  surchargeTaxAmount: 33,
};
const all: ReportedAmounts = { base: 12_500, surcharge: 375, tax: 33 };
const half: ReportedAmounts = { base: 6_250, surcharge: 187, tax: 17 };
const captured = (amounts: ReportedAmounts = all): SaleEvent => ({ kind: "captured", amounts });
const refunded = (amounts: ReportedAmounts = all): SaleEvent => ({ kind: "refunded", amounts });
const voided = (amounts: ReportedAmounts | null = null): SaleEvent => ({ kind: "voided", amounts });

type Step = SaleEvent | [SaleEvent, Partial<SettledQuote>];

/** What each step is answered, and the sums of all months after them. */
function tell(...steps: readonly Step[]) {
  let sale: SettledSale = UNREPORTED;
  const changes: MonthChange[] = [];
  const answers = steps.map((step) => {
    const [event, quote] = Array.isArray(step) ? step : [step, {}];
    const settled = settle(sale, { quote: { ...QUOTE, ...quote }, event, month: MONTH, costBps: 310 });
    if (settled.kind === "refused") return settled.refusal;
    ({ sale } = settled);
    changes.push(...settled.changes);
    return "ok";
  });
  return { answers, sums: sumsOf(changes) };
}

function sumsOf(changes: readonly MonthChange[]) {
  const sum = (pick: (change: MonthChange) => number) => changes.reduce((total, change) => total + pick(change), 0);
  return {
    sales: sum(({ sales }) => sales),
    voids: sum(({ voids }) => voids),
    base: sum((change) => change.captured.base),
    surcharge: sum((change) => change.captured.surcharge),
    tax: sum((change) => change.captured.tax),
    refundedSurcharge: sum((change) => change.refunded.surcharge),
    cost: sum(({ cost }) => cost),
  };
}

const other = { jti: "another" };
const unasked: Partial<SettledQuote> = { baseAmount: null, surchargeAmount: null, surchargeTaxAmount: null };
const free: Partial<SettledQuote> = { rateBps: 0, surchargeAmount: 0, surchargeTaxAmount: 0 };

describe("what is taken, and what is not", () => {
  const CASES: readonly [string, Step[], string[]][] = [
    ["a capture of all", [captured()], ["ok"]],
    ["two halves", [captured(half), captured({ base: 6_250, surcharge: 188, tax: 16 })], ["ok", "ok"]],
    ["less than was quoted", [captured({ base: 12_500, surcharge: 0, tax: 0 })], ["ok"]],
    ["a quote without a surcharge", [[captured({ base: 12_500, surcharge: 0, tax: 0 }), free]], ["ok"]],
    ["a surcharge that was not quoted", [[captured({ base: 12_500, surcharge: 1, tax: 0 }), free]], ["above_quote"]],
    ["more base than was quoted", [captured({ ...all, base: 12_501 })], ["above_quote"]],
    ["more surcharge than was quoted", [captured({ ...all, surcharge: 376 })], ["above_quote"]],
    ["more tax than was quoted", [captured({ ...all, tax: 34 })], ["above_quote"]],
    ["more than was quoted, in two captures", [captured(half), captured(all)], ["ok", "captured_above_quote"]],
    ["nothing", [captured({ base: 0, surcharge: 0, tax: 0 })], ["nothing"]],
    ["a refund of all", [captured(), refunded()], ["ok", "ok"]],
    ["a refund of the surcharge alone", [captured(), refunded({ base: 0, surcharge: 375, tax: 33 })], ["ok", "ok"]],
    ["a refund twice", [captured(), refunded(), refunded()], ["ok", "ok", "refunded_above_captured"]],
    ["a refund of more than was captured", [captured(half), refunded(all)], ["ok", "refunded_above_captured"]],
    ["a refund first, and once more", [refunded(), captured(), refunded()], ["refund_before_capture", "ok", "ok"]],
    ["a void", [captured(), voided()], ["ok", "ok"]],
    ["a void of what was captured", [captured(half), voided(half)], ["ok", "ok"]],
    ["a void of something else", [captured(half), voided(all)], ["ok", "void_differs"]],
    ["a void of more than was quoted", [voided({ ...all, base: 12_501 })], ["above_quote"]],
    ["a void of what was never captured", [voided(all)], ["ok"]],
    ["a void twice", [captured(), voided(), voided()], ["ok", "ok", "is_voided"]],
    ["anything after a void", [voided(), captured(), refunded()], ["ok", "is_voided", "is_voided"]],
    ["a void after a refund", [captured(), refunded(half), voided()], ["ok", "ok", "void_after_refund"]],
    ["two quotes of one sale", [captured(half), [captured(half), other]], ["ok", "other_quote"]],
    ["a refund by the other quote", [captured(), [refunded(), other]], ["ok", "other_quote"]],
    ["the other quote after a void", [voided(), [captured(), other], captured()], ["ok", "ok", "is_voided"]],
    ["its rate, unasked", [[captured({ base: 12_599, surcharge: 377, tax: 33 }), unasked]], ["ok"]],
    ["not its rate, unasked", [[captured({ base: 12_599, surcharge: 378, tax: 33 }), unasked]], ["not_its_rate"]],
    ["less than its rate, unasked", [[captured({ base: 12_599, surcharge: 376, tax: 33 }), unasked]], ["not_its_rate"]],
    ["another tax, unasked", [[captured({ base: 12_599, surcharge: 377, tax: 34 }), unasked]], ["not_its_rate"]],
    ["no surcharge, unasked", [[captured({ base: 12_599, surcharge: 0, tax: 0 }), unasked]], ["ok"]],
    [
      "parts by themselves and together, unasked",
      [
        [captured({ base: 50, surcharge: 1, tax: 0 }), unasked],
        [captured({ base: 50, surcharge: 2, tax: 0 }), unasked],
        [captured({ base: 50, surcharge: 1, tax: 0 }), unasked],
        [captured({ base: 50, surcharge: 2, tax: 0 }), unasked],
        [captured({ base: 10, surcharge: 1, tax: 0 }), unasked],
      ],
      ["ok", "ok", "ok", "ok", "not_its_rate"],
    ],
  ];

  test.each(CASES)("%s", (_, steps, answers) => {
    expect(tell(...steps).answers).toEqual(answers);
  });

  test("a refusal changes nothing", () => {
    expect(tell(captured(half), captured(), refunded(), [voided(), other]).sums).toEqual(tell(captured(half)).sums);
  });

  test("a void leaves nothing behind but that it was one", () => {
    expect(tell(captured(half), captured(half), voided()).sums).toEqual({ ...tell().sums, voids: 1 });
  });
});

/** The sums of the changes by month, place, currency and brand, without those that are nothing but a range of costs. */
type Row = Record<string, number | string | null>;

test("any events of any sales in any order: each is answered, and adds up, as the second reading has it", () => {
  const anyCase = anyQuotes.chain((quotes) => anyReports(quotes));
  fc.assert(
    fc.property(anyCase, (reports) => {
      const oracle = new OutcomesOracle();
      const sales = new Map<string, SettledSale>();
      const rows = new Map<string, Row>();
      for (const [index, report] of reports.entries()) {
        // Ids are the object's business.
        const named: OutcomeReport = { ...report, id: String(index) };
        const wanted = oracle.report(named);
        const settled = settleOne(sales, named);
        expect(settled.kind === "refused" ? settled.refusal : "recorded").toBe(wanted);
        if (settled.kind === "settled") for (const change of settled.changes) addTo(rows, named, change);
      }
      for (const env of ["test", "live"])
        for (const month of REPORTED_MONTHS)
          for (const { lowest_cost_bps: _lowest, highest_cost_bps: _highest, ...sums } of oracle.sums(env, month))
            expect(rows.get([env, month, sums.place, sums.currency, sums.brand].join(" "))).toEqual(sums);
    }),
    { numRuns: runs(1_500) },
  );
});

function settleOne(
  sales: Map<string, SettledSale>,
  { env, sale, quote, event, at, costBps }: OutcomeReport,
): Settlement {
  const key = `${env} ${sale}`;
  const month = new Date(at ?? 0).toISOString().slice(0, 7);
  const settled = settle(sales.get(key) ?? UNREPORTED, { quote, event, month, costBps });
  if (settled.kind === "settled") sales.set(key, settled.sale);
  return settled;
}

function addTo(rows: Map<string, Row>, { env, place, currency, brand }: OutcomeReport, change: MonthChange): void {
  const key = [env, change.month, place, currency, brand].join(" ");
  const known = rows.get(key) ?? { place, currency, brand };
  const { sales, surchargedSales, captured, refunded, voids, costless, cost } = change;
  const added: Record<string, number> = {
    sales,
    surcharged_sales: surchargedSales,
    ...captured,
    refunded_base: refunded.base,
    refunded_surcharge: refunded.surcharge,
    refunded_tax: refunded.tax,
    voids,
    costless,
    cost,
  };
  rows.set(key, {
    ...known,
    ...Object.fromEntries(Object.entries(added).map(([name, value]) => [name, Number(known[name] ?? 0) + value])),
  });
}

test("shares as the kit tells them are taken to the end, and what is kept of the surcharge never passes the recorded cost", () => {
  const anySale = fc.record({
    baseAmount: fc.integer({ min: 1, max: 50_000 }),
    rateBps: fc.integer({ min: 1, max: 400 }),
    surchargeTaxRate: fc.integer({ min: 0, max: 50_000 }),
    moreBps: fc.integer({ min: 0, max: 50 }),
    captures: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
    refunds: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
  });
  fc.assert(
    fc.property(anySale, ({ baseAmount, rateBps, surchargeTaxRate, moreBps, captures, refunds }) => {
      const surchargeAmount = surchargeOn(baseAmount, rateBps);
      const surchargeTaxAmount = surchargeTaxOn(surchargeAmount, surchargeTaxRate);
      const quote = { jti: "one", baseAmount, rateBps, surchargeTaxRate, surchargeAmount, surchargeTaxAmount };
      let sale = UNREPORTED;
      let kept = { surcharge: 0, cost: 0 };
      const report = (kind: "captured" | "refunded", amounts: ReportedAmounts) => {
        if (amounts.base + amounts.surcharge + amounts.tax === 0) return;
        const settled = settle(sale, { quote, event: { kind, amounts }, month: MONTH, costBps: rateBps + moreBps });
        if (settled.kind === "refused") throw new Error(settled.refusal);
        ({ sale } = settled);
        for (const change of settled.changes)
          kept = {
            surcharge: kept.surcharge + change.captured.surcharge - change.refunded.surcharge,
            cost: kept.cost + change.cost,
          };
        expect(kept.surcharge).toBeLessThanOrEqual(kept.cost);
      };
      let [base, surcharge] = [0, 0];
      for (const captureBase of partsOf(baseAmount, captures)) {
        const share = captureShare(quote, {
          captureBase,
          capturedBaseBefore: base,
          capturedSurchargeBefore: surcharge,
        });
        report("captured", { base: captureBase, surcharge: share.surchargeAmount, tax: share.surchargeTaxAmount });
        [base, surcharge] = [base + captureBase, surcharge + share.surchargeAmount];
      }
      expect(kept.surcharge).toBe(surchargeAmount);
      [base, surcharge] = [0, 0];
      for (const refundBase of partsOf(baseAmount, refunds)) {
        const share = refundShare(quote, { refundBase, refundedBaseBefore: base, refundedSurchargeBefore: surcharge });
        report("refunded", { base: refundBase, surcharge: share.surchargeAmount, tax: share.surchargeTaxAmount });
        [base, surcharge] = [base + refundBase, surcharge + share.surchargeAmount];
      }
      expect(kept).toEqual({ surcharge: 0, cost: 0 });
    }),
    { numRuns: runs(1_500) },
  );
});

function partsOf(base: number, cuts: readonly number[]): number[] {
  const marks = [...cuts.map((cut) => Math.floor(cut * base)).toSorted((a, b) => a - b), base];
  return marks.map((mark, index) => mark - (marks[index - 1] ?? 0));
}
