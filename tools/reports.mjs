/** What merchants reported of a month, from the command line: a table for a person, or CSV as the service writes it. */
import { parseArgs } from "node:util";
import { inMajorUnits } from "../contract/money.ts";
import { MERCHANT_ID } from "../contract/plain-checks.ts";
import { operatorApi, settingsFrom, ToolError } from "./operator.mjs";
import { NOT_SAID, table } from "./tables.mjs";

export const USAGE = `usage: npm run cs -- reports MERCHANT [--month MONTH] [--format table|csv|json] [--env test|live]

  What the merchant's server reported as captured, refunded and voided in a month, beside its recorded cost.

  --month   such as 2026-11, a month of UTC (default: this one)
  --format  table (default), csv (RFC 4180, amounts in minor units) or json
  --env     whose quotes (default: those of the merchant's mode)

environment: CARD_SURCHARGE_ORIGIN     the Worker's origin (default http://localhost:8787)
             CARD_SURCHARGE_ADMIN_KEY  an operator's key (ak_...); one that may only read is enough`;

const CALL_TIMEOUT_MS = 30_000;
const FORMATS = ["table", "csv", "json"];

/**
 * @typedef {import("../contract/outcomes.ts").MonthReport} MonthReport
 * @typedef {import("../contract/outcomes.ts").ReportRow} ReportRow
 * @typedef {import("../contract/outcomes.ts").ReportTotal} ReportTotal
 */

/** @param {readonly string[]} args */
function readArgs(args) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { month: { type: "string" }, format: { type: "string" }, env: { type: "string" } },
    });
    return { ...values, positionals };
  } catch {
    throw new ToolError(USAGE);
  }
}

/** The text for the terminal. @param {readonly string[]} args @param {import("./operator.mjs").Environment} env @returns {Promise<string>} */
export async function run(args, env) {
  const { positionals, month = new Date().toISOString().slice(0, 7), format = "table", env: quotes } = readArgs(args);
  const [id = "", ...rest] = positionals;
  if (rest.length > 0 || !MERCHANT_ID.test(id)) throw new ToolError(USAGE);
  if (!FORMATS.includes(format)) throw new ToolError(`--format must be one of ${FORMATS.join(", ")}`);
  const query = new URLSearchParams({
    month,
    ...(quotes === undefined ? {} : { env: quotes }),
    ...(format === "csv" ? { format } : {}),
  });
  const api = operatorApi(settingsFrom(env), "/v1/admin/merchants", CALL_TIMEOUT_MS);
  const report = await api("GET", `/${id}/reports?${query}`);
  if (format === "csv") return report.trimEnd();
  return format === "json" ? JSON.stringify(report, null, 2) : reportTable(report);
}

/** @param {number | null} amount @param {number | null} digits unknown: minor units */
function money(amount, digits) {
  if (amount === null) return NOT_SAID;
  return `${amount < 0 ? "-" : ""}${inMajorUnits(Math.abs(amount), digits ?? 0)}`;
}

/** @param {ReportTotal["recordedCost"]} cost */
function percents(cost) {
  if (cost === null) return NOT_SAID;
  const [lowest, highest] = [cost.lowestBps, cost.highestBps].map((bps) => (bps / 100).toFixed(2));
  return lowest === highest ? `${lowest} %` : `${lowest}-${highest} %`;
}

/** @param {string} place @param {string} brand @param {ReportTotal} row */
const cells = (place, brand, row) => [
  place,
  row.currency,
  brand,
  String(row.sales),
  String(row.voids),
  ...[row.base, row.surcharge, row.surchargeTax, row.refundedSurcharge, row.collectedSurcharge].map((amount) =>
    money(amount, row.currencyDigits),
  ),
  money(row.recordedCost?.amount ?? null, row.currencyDigits),
  percents(row.recordedCost),
  money(row.collectedMinusCost, row.currencyDigits),
];

const HEADING =
  "PLACE,CURRENCY,BRAND,SALES,VOIDS,BASE,SURCHARGE,ITS TAX,REFUNDED,COLLECTED,COST,COST RATE,OVER COST".split(",");

/** The rows, then what they come to in each currency. @param {MonthReport} report */
function reportTable({ merchant, month, env, rows, totals }) {
  const title = `${merchant}, ${month}, ${env}: as the merchant reported it`;
  if (rows.length === 0) return `${title}\n\nNothing was reported.`;
  const lines = rows.map((row) => cells(row.place, row.brand, row));
  const sums = totals.map((total) => cells("all", "", total));
  return `${title}\n\n${table([HEADING, ...lines, ...sums])}`;
}
