/** Makes a month's report of the sums that are kept: as an answer, and as a table (CSV, RFC 4180). Pure. */
import { currencyDigits } from "../../../contract/currencies.ts";
import type { Brand } from "../../../contract/lists.ts";
import type { ReportRow, ReportTotal } from "../../../contract/outcomes.ts";
import { isSubdivision } from "../../../contract/subdivisions.ts";

/** What is kept of one month, place, currency and brand; amounts in minor units. */
export type MonthSums = {
  readonly place: string;
  readonly currency: string;
  readonly brand: Brand;
  readonly sales: number;
  readonly surcharged_sales: number;
  readonly base: number;
  readonly surcharge: number;
  readonly tax: number;
  readonly refunded_base: number;
  readonly refunded_surcharge: number;
  readonly refunded_tax: number;
  readonly voids: number;
  readonly costless: number;
  readonly cost: number;
  /** Basis points; null together: no recorded cost was met. */
  readonly lowest_cost_bps: number | null;
  readonly highest_cost_bps: number | null;
};

/** The place of a report: a state counts where it is one, since a quote holds whatever text was given for it. */
export const placeName = ({ country, state }: { readonly country: string; readonly state: string | null }): string =>
  state !== null && isSubdivision(country, state) ? `${country}-${state}` : country;

function rowOf(sums: MonthSums): ReportRow {
  const { place, currency, brand, sales, voids, base, surcharge } = sums;
  const { lowest_cost_bps: lowestBps, highest_cost_bps: highestBps, cost } = sums;
  const collectedSurcharge = surcharge - sums.refunded_surcharge;
  const recordedCost = lowestBps === null || highestBps === null ? null : { amount: cost, lowestBps, highestBps };
  return {
    place,
    currency,
    currencyDigits: currencyDigits(currency),
    brand,
    sales,
    surchargedSales: sums.surcharged_sales,
    base,
    surcharge,
    surchargeTax: sums.tax,
    refundedBase: sums.refunded_base,
    refundedSurcharge: sums.refunded_surcharge,
    refundedSurchargeTax: sums.refunded_tax,
    voids,
    collectedSurcharge,
    recordedCost,
    withoutCost: sums.costless,
    collectedMinusCost: minusCost(collectedSurcharge, recordedCost, sums.costless),
  };
}

/** Null where the cost is not known of every sale, for then it says nothing. */
const minusCost = (collected: number, cost: ReportRow["recordedCost"], costless: number): number | null =>
  costless > 0 ? null : collected - (cost?.amount ?? 0);

/** By place, currency and brand, in this order. */
export const reportRows = (sums: readonly MonthSums[]): ReportRow[] => sums.map(rowOf);

const ADDED = [
  "sales",
  "surchargedSales",
  "base",
  "surcharge",
  "surchargeTax",
  "refundedBase",
  "refundedSurcharge",
  "refundedSurchargeTax",
  "voids",
  "collectedSurcharge",
  "withoutCost",
] as const satisfies readonly (keyof ReportTotal)[];

function addCosts(one: ReportRow["recordedCost"], other: ReportRow["recordedCost"]): ReportRow["recordedCost"] {
  if (one === null || other === null) return one ?? other;
  return {
    amount: one.amount + other.amount,
    lowestBps: Math.min(one.lowestBps, other.lowestBps),
    highestBps: Math.max(one.highestBps, other.highestBps),
  };
}

/** The same rows by currency alone. */
export function reportTotals(rows: readonly ReportRow[]): ReportTotal[] {
  const totals = new Map<string, ReportTotal>();
  for (const { place: _place, brand: _brand, ...row } of rows) {
    const known = totals.get(row.currency);
    totals.set(row.currency, known === undefined ? row : addTotals(known, row));
  }
  return [...totals.values()].toSorted((one, other) => (one.currency < other.currency ? -1 : 1));
}

function addTotals(one: ReportTotal, other: ReportTotal): ReportTotal {
  const sums = Object.fromEntries(ADDED.map((name) => [name, one[name] + other[name]])) as Record<
    (typeof ADDED)[number],
    number
  >;
  const recordedCost = addCosts(one.recordedCost, other.recordedCost);
  const collectedMinusCost = minusCost(sums.collectedSurcharge, recordedCost, sums.withoutCost);
  return { currency: one.currency, currencyDigits: one.currencyDigits, ...sums, recordedCost, collectedMinusCost };
}

/** The columns of the table. New ones are only ever added at the end. */
const COLUMNS: Readonly<Record<string, (row: ReportRow) => string | number | null>> = {
  place: ({ place }) => place,
  currency: ({ currency }) => currency,
  currency_digits: (row) => row.currencyDigits,
  brand: ({ brand }) => brand,
  reported_sales: ({ sales }) => sales,
  reported_surcharged_sales: (row) => row.surchargedSales,
  reported_base: ({ base }) => base,
  reported_surcharge: ({ surcharge }) => surcharge,
  reported_surcharge_tax: (row) => row.surchargeTax,
  reported_refunded_base: (row) => row.refundedBase,
  reported_refunded_surcharge: (row) => row.refundedSurcharge,
  reported_refunded_surcharge_tax: (row) => row.refundedSurchargeTax,
  reported_voids: ({ voids }) => voids,
  collected_surcharge: (row) => row.collectedSurcharge,
  recorded_cost: ({ recordedCost }) => recordedCost?.amount ?? null,
  recorded_cost_lowest_bps: ({ recordedCost }) => recordedCost?.lowestBps ?? null,
  recorded_cost_highest_bps: ({ recordedCost }) => recordedCost?.highestBps ?? null,
  without_cost: (row) => row.withoutCost,
  collected_minus_cost: (row) => row.collectedMinusCost,
};

/** RFC 4180: quoted where it must be. What is null is empty. */
const field = (value: string | number | null): string => {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A month's rows as a table with a header, month and env in front of each row; amounts in minor units. */
export function reportTable(rows: readonly ReportRow[], { month, env }: { month: string; env: string }): string {
  const records = [
    ["month", "env", ...Object.keys(COLUMNS)],
    ...rows.map((row) => [month, env, ...Object.values(COLUMNS).map((column) => column(row))]),
  ];
  return records.map((record) => `${record.map(field).join(",")}\r\n`).join("");
}
