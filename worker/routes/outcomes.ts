/** `POST /v1/server/outcomes`: a merchant's server reports what became of a quote. */
import type { QuoteClaims } from "../../contract/claims.ts";
import { OutcomeRecorded, OutcomeRequest } from "../../contract/outcomes.ts";
import { serverResource } from "../doors/server.ts";
import { readBody } from "../http/body.ts";
import { timeProblem } from "../ledger/outcomes/kept-time.ts";
import { outcomesObject } from "../ledger/outcomes/outcomes-object.ts";
import { REFUSALS } from "../ledger/outcomes/refusals.ts";
import { placeName } from "../ledger/outcomes/report.ts";
import { readReportedQuote } from "../ledger/outcomes/reported-quote.ts";
import type { OutcomeReport, SaleEvent } from "../ledger/outcomes/sale.ts";
import type { Merchant } from "../merchants/schema.ts";
import { json, named, type Operation } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import { importKeys } from "../quote/keys.ts";
import { within } from "../within.ts";

/** A quote has its own limit of 8 KiB; what stands beside it is small. */
const OUTCOME_BODY_BYTES = 12_288;
const RECORD_TIMEOUT_MS = 5_000;
const UNAVAILABLE_RETRY_SECONDS = 5;

const reportOutcomeOperation: Operation = {
  id: "reportOutcome",
  summary: "What became of a quote: captured, refunded or voided",
  description:
    "The merchant's word, of which its monthly reports are made. Sent again under the same `id` it is recorded once. Amounts may not pass the quote's own, in all; a refund comes after its capture, nothing after a void. A `409` says what it does not go with; after a `503` send it again.",
  body: named("OutcomeRequest", OutcomeRequest),
  replies: {
    200: json("Recorded now, or before under the same `id`.", named("OutcomeRecorded", OutcomeRecorded)),
  },
  problems: ["conflict"],
};

export const outcomes = serverResource();

outcomes.post("/outcomes", reportOutcomeOperation, async (c) => {
  const request = await readBody(c, OutcomeRequest, { maxBytes: OUTCOME_BODY_BYTES });
  const merchant = c.get("merchant");
  const { jwks } = await importKeys(c.get("settings"));
  const claims = await readReportedQuote(request.quote, { jwks, merchant: merchant.id });
  if (typeof claims === "string") throw new ProblemError("invalid_request", claims);
  const report = reportOf(request, claims, merchant);
  const object = outcomesObject(c.env.MERCHANT_OUTCOMES, merchant.id, merchant.locationHint);
  const answer = await within(RECORD_TIMEOUT_MS, () => object.record(report));
  if (answer === undefined)
    throw new ProblemError("merchant_unavailable", "The outcome cannot be recorded right now. Send it again.", {
      headers: { "Retry-After": String(UNAVAILABLE_RETRY_SECONDS) },
    });
  if (answer !== "recorded" && answer !== "known") {
    const { code, detail } = REFUSALS[answer];
    throw new ProblemError(code, detail);
  }
  const body: OutcomeRecorded = { recorded: answer === "recorded", requestId: c.get("requestId") };
  return c.json(body, 200, { "Cache-Control": "no-store" });
});

/** @throws ProblemError `invalid_request` */
function reportOf(request: OutcomeRequest, claims: QuoteClaims, { costs }: Pick<Merchant, "costs">): OutcomeReport {
  const now = Date.now();
  const at = request.at === undefined ? null : Date.parse(request.at);
  const problem = timeProblem({ at: at ?? now, issuedAt: claims.iat * 1000, now });
  if (problem !== null) throw new ProblemError("invalid_request", problem);
  const { env, sale, currency, brand } = claims;
  return {
    id: request.id,
    event: eventOf(request),
    at,
    env,
    sale,
    quote: claims,
    place: placeName(claims),
    currency,
    brand,
    costBps: (costs as Readonly<Record<string, { readonly costBps: number } | undefined>>)[brand]?.costBps ?? null,
  };
}

/** The schema lets amounts be missing of a void alone. */
function eventOf({ event, baseAmount, surchargeAmount, surchargeTaxAmount = 0 }: OutcomeRequest): SaleEvent {
  const amounts = { base: baseAmount ?? 0, surcharge: surchargeAmount ?? 0, tax: surchargeTaxAmount };
  return event === "voided"
    ? { kind: event, amounts: baseAmount === undefined ? null : amounts }
    : { kind: event, amounts };
}
