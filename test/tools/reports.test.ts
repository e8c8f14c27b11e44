/** `cs reports`: what an operator reads at a terminal, against a service that answers as scripted. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { run } from "../../tools/reports.mjs";
import { reportRows, reportTable, reportTotals } from "../../worker/ledger/outcomes/report.ts";

const visa = {
  place: "US-IL",
  currency: "USD",
  brand: "visa" as const,
  sales: 2,
  surcharged_sales: 2,
  base: 25_000,
  surcharge: 750,
  tax: 66,
  refunded_base: 25_000,
  refunded_surcharge: 775,
  refunded_tax: 0,
  voids: 1,
  costless: 0,
  cost: 800,
  lowest_cost_bps: 310,
  highest_cost_bps: 320,
};
const yen = {
  ...visa,
  place: "GB",
  currency: "JPY",
  costless: 1,
  cost: 0,
  lowest_cost_bps: null,
  highest_cost_bps: null,
};
const rows = reportRows([yen, visa]);
const table = reportTable(rows, { month: "2026-11", env: "test" });

const asked: (string | undefined)[] = [];
let server: Server;

beforeAll(async () => {
  server = createServer(({ url, headers }, response) => {
    asked.push(url);
    const { searchParams } = new URL(url ?? "", "http://localhost");
    if (headers.authorization !== "Bearer ak_reader") return response.writeHead(401).end("{}");
    const month = searchParams.get("month") ?? "";
    if (month === "2999-01")
      return response.writeHead(400).end(JSON.stringify({ detail: "month must be from 2019-11 to 2026-11." }));
    if (searchParams.get("format") === "csv")
      return response.writeHead(200, { "Content-Type": "text/csv; charset=utf-8; header=present" }).end(table);
    const told = month === "2026-10" ? [] : rows;
    const report = { merchant: "mch_shop", month, env: "test", rows: told, totals: reportTotals(told) };
    return response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(report));
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
});
afterAll(() => server?.close());
beforeEach(() => void asked.splice(0));

const reports = (...args: string[]) =>
  run(args, {
    CARD_SURCHARGE_ORIGIN: `http://localhost:${(server.address() as AddressInfo).port}`,
    CARD_SURCHARGE_ADMIN_KEY: "ak_reader",
  });

test("shows a month by place, currency and brand, and what it comes to", async () => {
  const lines = (await reports("mch_shop", "--month", "2026-11")).split("\n").map((line) => line.split(/ {2,}/));
  expect(lines[0]).toEqual(["mch_shop, 2026-11, test: as the merchant reported it"]);
  expect(lines.slice(3)).toEqual([
    ["GB", "JPY", "visa", "2", "1", "25000", "750", "66", "775", "-25", "-", "-", "-"],
    ["US-IL", "USD", "visa", "2", "1", "250.00", "7.50", "0.66", "7.75", "-0.25", "8.00", "3.10-3.20 %", "-8.25"],
    ["all", "JPY", "2", "1", "25000", "750", "66", "775", "-25", "-", "-", "-"],
    ["all", "USD", "2", "1", "250.00", "7.50", "0.66", "7.75", "-0.25", "8.00", "3.10-3.20 %", "-8.25"],
  ]);
});

test("writes CSV as the service does, and JSON", async () => {
  expect(`${await reports("mch_shop", "--month", "2026-11", "--format", "csv", "--env", "test")}\r\n`).toBe(table);
  expect(asked).toEqual(["/v1/admin/merchants/mch_shop/reports?month=2026-11&env=test&format=csv"]);
  expect(JSON.parse(await reports("mch_shop", "--month", "2026-11", "--format", "json"))).toMatchObject({ rows });
});

test("says of a month without data that nothing was reported, and asks for this month unless told", async () => {
  expect(await reports("mch_shop", "--month", "2026-10")).toContain("Nothing was reported.");
  await reports("mch_shop");
  expect(asked[1]).toBe(`/v1/admin/merchants/mch_shop/reports?month=${new Date().toISOString().slice(0, 7)}`);
});

test.each([
  [[], "usage: "],
  [["shop"], "usage: "],
  [["mch_shop", "mch_other"], "usage: "],
  [["mch_shop", "--year", "2026"], "usage: "],
  [["mch_shop", "--format", "xml"], "--format must be one of table, csv, json"],
  [["mch_shop", "--month", "2999-01"], "month must be from"],
])("%j is refused with a line that says what is allowed", async (args, line) => {
  await expect(reports(...args)).rejects.toThrow(line);
});
