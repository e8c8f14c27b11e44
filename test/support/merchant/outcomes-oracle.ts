/**
 * A second reading of what may be reported of a quote: it keeps the list of all that was taken, and works out every answer and
 * every sum from that list anew. Shares no line with `worker/ledger/outcomes/`.
 */
import fc from "fast-check";
import type { MonthSums } from "../../../worker/ledger/outcomes/report.ts";
import type { OutcomeReport } from "../../../worker/ledger/outcomes/sale.ts";

type Amounts = readonly [base: bigint, surcharge: bigint, tax: bigint];

const MOST = 999_999_999_999n;
const NONE: Amounts = [0n, 0n, 0n];

const amountsOf = ({ event: { amounts } }: OutcomeReport): Amounts =>
  amounts === null ? NONE : [BigInt(amounts.base), BigInt(amounts.surcharge), BigInt(amounts.tax)];
const total = (reports: readonly OutcomeReport[]): Amounts =>
  [0, 1, 2].map((place) =>
    reports.map((each) => amountsOf(each)[place] ?? 0n).reduce((a, b) => a + b, 0n),
  ) as unknown as Amounts;
const passes = (one: Amounts, other: Amounts) => one.some((amount, place) => amount > (other[place] ?? 0n));
const percent = (amount: bigint, rate: number, whole: bigint, half = 0n) => (amount * BigInt(rate) + half) / whole;

export class OutcomesOracle {
  readonly #taken: OutcomeReport[] = [];

  /** What the service has to answer; what it takes is kept. */
  report(report: OutcomeReport): string {
    const sameId = this.#taken.find(({ env, id }) => env === report.env && id === report.id);
    if (sameId !== undefined) return content(sameId) === content(report) ? "known" : "other_content";
    const refusal = this.#refusal(report);
    if (refusal === null) this.#taken.push(report);
    return refusal ?? "recorded";
  }

  #refusal(report: OutcomeReport): string | null {
    const { event, quote } = report;
    const ofSale = this.#taken.filter(({ env, sale }) => env === report.env && sale === report.sale);
    const isVoided = (jti: string) => ofSale.some((each) => each.quote.jti === jti && each.event.kind === "voided");
    if (isVoided(quote.jti)) return "is_voided";
    if (ofSale.some((each) => each.quote.jti !== quote.jti && !isVoided(each.quote.jti))) return "other_quote";
    const mine = ofSale.filter((each) => each.quote.jti === quote.jti);
    const captured = total(mine.filter((each) => each.event.kind === "captured"));
    const refunded = total(mine.filter((each) => each.event.kind === "refunded"));
    const told = amountsOf(report);
    const own = [quote.baseAmount, quote.surchargeAmount, quote.surchargeTaxAmount].map((amount) =>
      amount === null ? MOST : BigInt(amount),
    ) as unknown as Amounts;
    if (event.kind !== "voided" && !passes(told, NONE)) return "nothing";
    if (passes(told, own)) return "above_quote";
    const plus = (more: Amounts) => more.map((amount, place) => amount + (told[place] ?? 0n)) as unknown as Amounts;
    if (event.kind === "captured") {
      if (passes(plus(captured), own)) return "captured_above_quote";
      return quote.baseAmount === null && !fitsRate(report, captured) ? "not_its_rate" : null;
    }
    if (event.kind === "refunded") {
      if (!passes(captured, NONE)) return "refund_before_capture";
      return passes(plus(refunded), captured) ? "refunded_above_captured" : null;
    }
    if (passes(refunded, NONE)) return "void_after_refund";
    const isSame = told.every((amount, place) => amount === captured[place]);
    return passes(captured, NONE) && event.amounts !== null && !isSame ? "void_differs" : null;
  }

  /** The sums of a month, as the object has to give them. */
  sums(env: string, month: string): MonthSums[] {
    const rows = new Map<string, Record<string, bigint | string | null>>();
    const row = ({ place, currency, brand }: OutcomeReport) => {
      const key = `${place}|${currency}|${brand}`;
      const made = rows.get(key) ?? {
        place,
        currency,
        brand,
        ...Object.fromEntries(COUNTED.map((name) => [name, 0n])),
        lowest_cost_bps: null,
        highest_cost_bps: null,
      };
      rows.set(key, made);
      return (name: string, value: bigint) => {
        made[name] = (made[name] as bigint) + value;
      };
    };
    const quotes = new Set(
      this.#taken.filter((each) => each.env === env).map(({ sale, quote }) => `${sale} ${quote.jti}`),
    );
    for (const key of quotes) {
      const mine = this.#taken.filter((each) => each.env === env && `${each.sale} ${each.quote.jti}` === key);
      this.#addSale(mine, month, row, rows);
    }
    return [...rows.entries()]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([, sums]) =>
        Object.fromEntries(
          Object.entries(sums).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]),
        ),
      ) as unknown as MonthSums[];
  }

  #addSale(
    mine: readonly OutcomeReport[],
    month: string,
    row: (report: OutcomeReport) => (name: string, value: bigint) => void,
    rows: ReadonlyMap<string, Record<string, bigint | string | null>>,
  ): void {
    const [first] = mine;
    if (first === undefined) return;
    const isVoided = mine.some(({ event }) => event.kind === "voided");
    const isSurcharged = first.quote.rateBps > 0;
    const bps = isSurcharged ? first.costBps : null;
    if (monthOf(first) === month) row(first)(isVoided ? "voids" : "sales", 1n);
    if (monthOf(first) === month && !isVoided && isSurcharged) row(first)("surcharged_sales", 1n);
    let kept = 0n;
    for (const each of mine.filter(({ event }) => event.kind !== "voided")) {
      const isCapture = each.event.kind === "captured";
      const [base, surcharge, tax] = amountsOf(each);
      const before = kept;
      kept += isCapture ? base : -base;
      if (monthOf(each) !== month) continue;
      const add = row(each);
      // What was met once stays the range, voided or not.
      const made = rows.get(`${each.place}|${each.currency}|${each.brand}`);
      if (made !== undefined && bps !== null) {
        made["lowest_cost_bps"] = least(made["lowest_cost_bps"], bps, Math.min);
        made["highest_cost_bps"] = least(made["highest_cost_bps"], bps, Math.max);
      }
      if (isVoided) continue;
      const [b, s, t] = isCapture
        ? ["base", "surcharge", "tax"]
        : ["refunded_base", "refunded_surcharge", "refunded_tax"];
      add(b ?? "", base);
      add(s ?? "", surcharge);
      add(t ?? "", tax);
      if (isSurcharged && bps === null) add("costless", 1n);
      add("cost", percent(kept, bps ?? 0, 10_000n) - percent(before, bps ?? 0, 10_000n));
    }
  }
}

const COUNTED = [
  "sales",
  "surcharged_sales",
  "base",
  "surcharge",
  "tax",
  "refunded_base",
  "refunded_surcharge",
  "refunded_tax",
  "voids",
  "costless",
  "cost",
];

const least = (known: bigint | string | null | undefined, bps: number, pick: (...values: number[]) => number): bigint =>
  BigInt(pick(bps, ...(typeof known === "bigint" ? [Number(known)] : [])));

const monthOf = ({ at }: OutcomeReport) => new Date(at ?? Date.now()).toISOString().slice(0, 7);

const content = ({ event, quote, sale, at }: OutcomeReport) =>
  JSON.stringify([event.kind, event.amounts, quote.jti, sale, at]);

/** None; its own share; or what brings all captures to theirs. */
function fitsRate(report: OutcomeReport, [baseBefore, surchargeBefore, taxBefore]: Amounts): boolean {
  const { rateBps, surchargeTaxRate } = report.quote;
  const [base, surcharge, tax] = amountsOf(report);
  const share = (amount: bigint) => percent(amount, rateBps, 10_000n);
  const taxShare = (amount: bigint) => percent(amount, surchargeTaxRate, 100_000n, 50_000n);
  return (
    (surcharge === 0n || surcharge === share(base) || surchargeBefore + surcharge === share(baseBefore + base)) &&
    (tax === 0n || tax === taxShare(surcharge) || taxBefore + tax === taxShare(surchargeBefore + surcharge))
  );
}

const NOW = Date.now();
/** In this month and two before it. */
const DAYS = [0, 0, 20, 45].map((days) => NOW - days * 86_400_000);

interface AnyQuote {
  readonly env: "test" | "live";
  readonly sale: string;
  readonly quote: OutcomeReport["quote"];
  readonly place: string;
  readonly currency: string;
  readonly brand: OutcomeReport["brand"];
}

/** Some sales with two quotes each, of small amounts so that sums meet their limits; one in four without a base amount. */
export const anyQuotes: fc.Arbitrary<readonly AnyQuote[]> = fc
  .array(
    fc.record({
      env: fc.constantFrom("test" as const, "test" as const, "live" as const),
      base: fc.integer({ min: 1, max: 400 }),
      isBaseKnown: fc.constantFrom(true, true, true, false),
      rateBps: fc.constantFrom(0, 300, 325, 2_500),
      surchargeTaxRate: fc.constantFrom(0, 8_875, 50_000),
      place: fc.constantFrom("US-IL", "GB"),
      currency: fc.constantFrom("USD", "JPY"),
      brand: fc.constantFrom("visa" as const, "amex" as const),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((made) =>
    made.map(({ env, base, isBaseKnown, rateBps, surchargeTaxRate, ...rest }, index) => {
      const surchargeAmount = Number(percent(BigInt(base), rateBps, 10_000n));
      const surchargeTaxAmount = Number(percent(BigInt(surchargeAmount), surchargeTaxRate, 100_000n, 50_000n));
      const amounts = isBaseKnown
        ? { baseAmount: base, surchargeAmount, surchargeTaxAmount }
        : { baseAmount: null, surchargeAmount: null, surchargeTaxAmount: null };
      const quote = { jti: `quote-${index}`, rateBps, surchargeTaxRate, ...amounts };
      return { env, sale: `sale-${index >> 1}`, quote, ...rest };
    }),
  );

/** Events of these quotes in any order: parts, all, too much, and what was sent before. */
export const anyReports = (quotes: readonly AnyQuote[]): fc.Arbitrary<readonly OutcomeReport[]> =>
  fc.array(
    fc
      .record({
        id: fc.integer({ min: 1, max: 60 }).map(String),
        kind: fc.constantFrom(
          "captured" as const,
          "captured" as const,
          "refunded" as const,
          "refunded" as const,
          "voided" as const,
        ),
        quote: fc.constantFrom(...quotes),
        part: fc.constantFrom(0, 0.25, 0.5, 0.5, 1, 1, 1.25),
        off: fc.constantFrom(0, 0, 0, 0, 1),
        isLeftOut: fc.boolean(),
        at: fc.constantFrom(...DAYS),
        costBps: fc.constantFrom(null, 250, 320),
      })
      .map(({ id, kind, quote: { quote, ...rest }, part, off, isLeftOut, at, costBps }): OutcomeReport => {
        const base = Math.floor((quote.baseAmount ?? 333) * part);
        const surcharge = Math.floor((base * quote.rateBps) / 10_000) + off;
        const tax = Math.floor((surcharge * quote.surchargeTaxRate + 50_000) / 100_000);
        const amounts = { base, surcharge, tax };
        const event = kind === "voided" ? { kind, amounts: isLeftOut ? null : amounts } : { kind, amounts };
        return { id, event, at, quote, costBps, ...rest };
      }),
    { maxLength: 40 },
  );

/** The months that {@link anyReports} fall into. */
export const REPORTED_MONTHS = [...new Set(DAYS.map((at) => new Date(at).toISOString().slice(0, 7)))];
