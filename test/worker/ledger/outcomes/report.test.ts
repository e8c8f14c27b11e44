import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type MonthSums,
  placeName,
  reportRows,
  reportTable,
  reportTotals,
} from "../../../../worker/ledger/outcomes/report.ts";

const sums = (changes: Partial<MonthSums> = {}): MonthSums => ({
  place: "US-IL",
  currency: "USD",
  brand: "visa",
  sales: 2,
  surcharged_sales: 2,
  base: 25_000,
  surcharge: 750,
  tax: 66,
  refunded_base: 0,
  refunded_surcharge: 0,
  refunded_tax: 0,
  voids: 0,
  costless: 0,
  cost: 800,
  lowest_cost_bps: 320,
  highest_cost_bps: 320,
  ...changes,
});

describe("a row", () => {
  test("says what was collected and what it cost", () => {
    expect(reportRows([sums({ refunded_surcharge: 375, cost: 400, lowest_cost_bps: 310 })])).toMatchObject([
      {
        collectedSurcharge: 375,
        recordedCost: { amount: 400, lowestBps: 310, highestBps: 320 },
        collectedMinusCost: -25,
      },
    ]);
  });

  test("compares with no cost where one is not known of every sale", () => {
    const costless = { costless: 1, cost: 400 };
    expect(reportRows([sums(costless)])).toMatchObject([{ withoutCost: 1, collectedMinusCost: null }]);
    const none = { costless: 2, cost: 0, lowest_cost_bps: null, highest_cost_bps: null };
    expect(reportRows([sums(none)])).toMatchObject([{ recordedCost: null, collectedMinusCost: null }]);
  });

  test("is of a state only where it is one", () => {
    expect(placeName({ country: "US", state: "IL" })).toBe("US-IL");
    expect(placeName({ country: "US", state: 'Nowhere, "=1+1"' })).toBe("US");
    expect(placeName({ country: "GB", state: null })).toBe("GB");
  });
});

test("totals are by currency, over places and brands, with the widest range of costs", () => {
  const rows = reportRows([
    sums({ cost: 775, lowest_cost_bps: 310, highest_cost_bps: 310 }),
    sums({ brand: "amex" }),
    sums({ place: "GB", currency: "GBP", costless: 1 }),
    sums({
      currency: "JPY",
      lowest_cost_bps: null,
      highest_cost_bps: null,
      cost: 0,
      surcharge: 0,
      surcharged_sales: 0,
    }),
  ]);
  expect(reportTotals(rows)).toEqual([
    expect.objectContaining({ currency: "GBP", currencyDigits: 2, sales: 2, collectedMinusCost: null }),
    expect.objectContaining({ currency: "JPY", currencyDigits: 0, recordedCost: null, collectedMinusCost: 0 }),
    expect.objectContaining({
      currency: "USD",
      sales: 4,
      base: 50_000,
      collectedSurcharge: 1_500,
      recordedCost: { amount: 1_575, lowestBps: 310, highestBps: 320 },
      collectedMinusCost: -75,
    }),
  ]);
  expect(reportTotals([])).toEqual([]);
});

const HEADER =
  "month,env,place,currency,currency_digits,brand,reported_sales,reported_surcharged_sales,reported_base,reported_surcharge,reported_surcharge_tax,reported_refunded_base,reported_refunded_surcharge,reported_refunded_surcharge_tax,reported_voids,collected_surcharge,recorded_cost,recorded_cost_lowest_bps,recorded_cost_highest_bps,without_cost,collected_minus_cost\r\n";

describe("a table", () => {
  test("has one header, a line for each row, and nothing where nothing is known", () => {
    const rows = reportRows([
      sums(),
      sums({ brand: "amex", costless: 2, cost: 0, lowest_cost_bps: null, highest_cost_bps: null }),
    ]);
    expect(reportTable(rows, { month: "2026-11", env: "live" })).toBe(
      `${HEADER}2026-11,live,US-IL,USD,2,visa,2,2,25000,750,66,0,0,0,0,750,800,320,320,0,-50\r\n2026-11,live,US-IL,USD,2,amex,2,2,25000,750,66,0,0,0,0,750,,,,2,\r\n`,
    );
  });

  test("of a month without data is its header", () => {
    expect(reportTable([], { month: "2026-11", env: "test" })).toBe(HEADER);
  });

  test("is quoted where it must be: whatever a place is called, it stays one field", () => {
    fc.assert(
      fc.property(fc.string(), (place) => {
        const table = reportTable(reportRows([sums({ place })]), { month: "2026-11", env: "live" });
        expect(parse(table)[1]?.[2]).toBe(place);
      }),
    );
  });
});

/** Reads a table as RFC 4180 has it. */
function parse(table: string): string[][] {
  const records: string[][] = [[]];
  for (const [, quoted, plain = "", end] of table.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    records.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") records.push([]);
  }
  return records;
}
