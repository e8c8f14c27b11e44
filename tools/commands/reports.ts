/** `cs reports`: what merchants reported of a month, as a table for a person, as CSV as the service writes it, or as data. */
import { Command, Option } from "commander";
import { inMajorUnits } from "../../contract/money.ts";
import type { MonthReport, ReportRow, ReportTotal } from "../../contract/outcomes.ts";
import { answering, JSON_OPTION, type Shown } from "../cli/answer.ts";
import { operatorApi, settingsFrom } from "../cli/operator.mjs";
import type { Environment, Surroundings } from "../cli/surroundings.ts";
import { NOT_SAID, table } from "../cli/tables.mjs";
import { merchantId } from "../cli/words.ts";

const CALL_TIMEOUT_MS = 30_000;

interface Options {
  readonly month?: string;
  readonly format: "table" | "csv";
  readonly env?: "test" | "live";
}

export const command = (surroundings: Surroundings): Command =>
  new Command("reports")
    .description(
      "what a merchant's server reported as captured, refunded and voided in a month, beside its recorded cost",
    )
    .argument("<merchant>", "its id, such as mch_shop", merchantId)
    .option("--month <month>", "a month of UTC, such as 2026-11 (default: this one)")
    .addOption(
      new Option("--format <format>", "csv: RFC 4180, amounts in minor units")
        .choices(["table", "csv"])
        .default("table"),
    )
    .addOption(
      new Option("--env <env>", "whose quotes (default: those of the merchant's mode)").choices(["test", "live"]),
    )
    .option(...JSON_OPTION)
    .action(answering(surroundings, (id: string, options: Options) => report(id, options, surroundings)));

/** What was reported, and the text for the terminal. */
async function report(id: string, options: Options, { env, now }: Pick<Surroundings, "env" | "now">): Promise<Shown> {
  const { month = now().toISOString().slice(0, 7), format, env: quotes } = options;
  const query = new URLSearchParams({
    month,
    ...(quotes === undefined ? {} : { env: quotes }),
    ...(format === "csv" ? { format } : {}),
  });
  const data = await apiOf(env)("GET", `/${id}/reports?${query}`);
  return { data, text: format === "csv" ? data.trimEnd() : reportTable(data) };
}

const apiOf = (env: Environment) => operatorApi(settingsFrom(env), "/v1/admin/merchants", CALL_TIMEOUT_MS);

/** @param digits null where they are not known: minor units */
function money(amount: number | null, digits: number | null): string {
  if (amount === null) return NOT_SAID;
  return `${amount < 0 ? "-" : ""}${inMajorUnits(Math.abs(amount), digits ?? 0)}`;
}

function percents(cost: ReportTotal["recordedCost"]): string {
  if (cost === null) return NOT_SAID;
  const [lowest, highest] = [cost.lowestBps, cost.highestBps].map((bps) => (bps / 100).toFixed(2));
  return lowest === highest ? `${lowest} %` : `${lowest}-${highest} %`;
}

const cells = (place: string, brand: string, row: ReportTotal | ReportRow): readonly string[] => [
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

/** The rows, then what they come to in each currency. */
function reportTable({ merchant, month, env, rows, totals }: MonthReport): string {
  const title = `${merchant}, ${month}, ${env}: as the merchant reported it`;
  if (rows.length === 0) return `${title}\n\nNothing was reported.`;
  const lines = rows.map((row) => cells(row.place, row.brand, row));
  const sums = totals.map((total) => cells("all", "", total));
  return `${title}\n\n${table([HEADING, ...lines, ...sums])}`;
}
