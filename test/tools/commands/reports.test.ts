/** `cs reports`: what an operator reads at a terminal, against a service that answers as scripted. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { reportRows, reportTable, reportTotals } from "../../../worker/ledger/outcomes/report.ts";
import { runCommand } from "../../support/node/run-command.ts";

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

const reports = (...words: string[]) =>
  runCommand(["reports", ...words], {
    env: {
      CARD_SURCHARGE_ORIGIN: `http://localhost:${(server.address() as AddressInfo).port}`,
      CARD_SURCHARGE_ADMIN_KEY: "ak_reader",
    },
    now: () => new Date("2026-11-28T12:00:00Z"),
  });

test("shows a month by place, currency and brand, and what it comes to", async () => {
  const { status, out } = await reports("mch_shop", "--month", "2026-11");
  expect(status).toBe(0);
  const lines = out.split("\n").map((line) => line.split(/ {2,}/));
  expect(lines[0]).toEqual(["mch_shop, 2026-11, test: as the merchant reported it"]);
  expect(lines.slice(3)).toEqual([
    ["GB", "JPY", "visa", "2", "1", "25000", "750", "66", "775", "-25", "-", "-", "-"],
    ["US-IL", "USD", "visa", "2", "1", "250.00", "7.50", "0.66", "7.75", "-0.25", "8.00", "3.10-3.20 %", "-8.25"],
    ["all", "JPY", "2", "1", "25000", "750", "66", "775", "-25", "-", "-", "-"],
    ["all", "USD", "2", "1", "250.00", "7.50", "0.66", "7.75", "-0.25", "8.00", "3.10-3.20 %", "-8.25"],
  ]);
});

test("writes CSV as the service does, and data for scripts", async () => {
  expect(`${(await reports("mch_shop", "--month", "2026-11", "--format", "csv", "--env", "test")).out}\r\n`).toBe(
    table,
  );
  expect(asked).toEqual(["/v1/admin/merchants/mch_shop/reports?month=2026-11&env=test&format=csv"]);
  const { out } = await reports("mch_shop", "--month", "2026-11", "--json");
  expect(JSON.parse(out)).toMatchObject({ command: "reports", ok: true, data: { month: "2026-11", rows } });
});

test("says of a month without data that nothing was reported, and asks for this month unless told", async () => {
  expect((await reports("mch_shop", "--month", "2026-10")).out).toContain("Nothing was reported.");
  await reports("mch_shop");
  expect(asked[1]).toBe("/v1/admin/merchants/mch_shop/reports?month=2026-11");
});

test("a month that the service refuses fails with the service's words", async () => {
  const { status, out, err } = await reports("mch_shop", "--month", "2999-01");
  expect({ status, out, err }).toEqual({ status: 1, out: "", err: "month must be from 2019-11 to 2026-11." });
});
