/**
 * What a merchant reported of a month: `GET /v1/server/reports` for its own server, and for the operator
 * `GET /v1/admin/merchants/{id}/reports`.
 */
import { MerchantId } from "../../contract/lookup.ts";
import { MonthReport, ReportQuery } from "../../contract/outcomes.ts";
import { operatorResource } from "../doors/operator.ts";
import { serverResource } from "../doors/server.ts";
import type { AppContext } from "../http/app-env.ts";
import { readQuery } from "../http/query.ts";
import { monthProblem } from "../ledger/outcomes/kept-time.ts";
import { outcomesObject } from "../ledger/outcomes/outcomes-object.ts";
import { reportRows, reportTable, reportTotals } from "../ledger/outcomes/report.ts";
import type { Merchant } from "../merchants/schema.ts";
import { json, named, type Operation } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import { within } from "../within.ts";
import { readMerchantId, readStored } from "./stored-merchants.ts";

const READ_TIMEOUT_MS = 5_000;
const UNAVAILABLE_RETRY_SECONDS = 5;

const REPORT = {
  description:
    "Sums of what the merchant's server reported of one month of UTC, by billing place, currency and brand, with totals by currency; with `format=csv` the rows alone as a table (RFC 4180, with a header). Test and live are apart: without `env` it is the merchant's mode. A month of which nothing was reported has no rows.",
  query: ReportQuery,
  replies: { 200: { ...json("The report.", named("MonthReport", MonthReport)), orAs: "text/csv" } },
} as const;

const readOwnOperation: Operation = {
  ...REPORT,
  id: "readReport",
  summary: "What was captured, refunded and voided in a month, as reported",
  problems: ["invalid_request"],
};

const readAnyOperation: Operation = {
  ...REPORT,
  id: "readMerchantReport",
  summary: "A merchant's report of a month",
  parameters: { id: MerchantId },
  problems: ["invalid_request", "unknown_merchant", "merchant_unavailable"],
};

/** Whose report it is, and which one without `env`; null: nobody can say. */
interface ReportedMerchant extends Pick<Merchant, "id" | "locationHint"> {
  readonly mode: Merchant["mode"] | null;
}

export const ownReports = serverResource();

ownReports.get("/reports", readOwnOperation, async (c) => reportResponse(c, c.get("merchant")));

export const merchantReports = operatorResource();

/** What a merchant reported outlives it. */
merchantReports.get("/merchants/:id/reports", readAnyOperation, async (c) => {
  const id = readMerchantId(c);
  return reportResponse(c, (await readStored(c, id)) ?? { id, mode: null });
});

async function reportResponse(c: AppContext, { id, mode, locationHint }: ReportedMerchant): Promise<Response> {
  const { month, format, env = mode } = readQuery(c, ReportQuery);
  const problem = monthProblem(month, Date.now());
  if (problem !== null) throw new ProblemError("invalid_request", problem);
  if (env === null)
    throw new ProblemError(
      "unknown_merchant",
      "There is no merchant of this id. For the reports of one that was removed, say env=test or env=live.",
    );
  const object = outcomesObject(c.env.MERCHANT_OUTCOMES, id, locationHint);
  const sums = await within(READ_TIMEOUT_MS, () => object.read(env, month));
  if (sums === undefined)
    throw new ProblemError("merchant_unavailable", "The reports cannot be read right now. Try again.", {
      headers: { "Retry-After": String(UNAVAILABLE_RETRY_SECONDS) },
    });
  const rows = reportRows(sums);
  if (format === "csv")
    return new Response(reportTable(rows, { month, env }), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8; header=present",
        "Content-Disposition": `attachment; filename="${id}-${env}-${month}.csv"`,
        "Cache-Control": "no-store",
      },
    });
  const report: MonthReport = {
    merchant: id,
    month,
    env,
    basis: "reported_by_merchant",
    rows,
    totals: reportTotals(rows),
    requestId: c.get("requestId"),
  };
  return Response.json(report, { headers: { "Cache-Control": "no-store" } });
}
