/**
 * `GET /v1/admin/merchants/{id}/answers`: how often which answer was given, minute by minute, for the operator. Counts
 * arrive here up to half a minute after the answers.
 */
import * as z from "zod";
import { BRANDS, OUTCOMES, REASONS } from "../../contract/lists.ts";
import { MerchantId } from "../../contract/lookup.ts";
import { operatorResource } from "../doors/operator.ts";
import { readQuery } from "../http/query.ts";
import { HOME_TAX } from "../ledger/home-tax.ts";
import { readCounts } from "../ledger/stats-objects.ts";
import { json, type Operation } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import { within } from "../within.ts";
import { readMerchantId } from "./stored-merchants.ts";

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 1_440;

const READ_TIMEOUT_MS = 5_000;
const UNAVAILABLE_RETRY_SECONDS = 5;

const AnswerCountsQuery = z.strictObject({
  /** How far to look back; a day at most. */
  minutes: z.coerce.number().int().min(1).max(MINUTES_PER_DAY).default(60),
});

const CountedAnswers = z.strictObject({
  /** The minute's beginning. */
  minute: z.iso.datetime(),
  outcome: z.enum(OUTCOMES),
  reason: z.enum(REASONS),
  brand: z.enum(BRANDS),
  /** The answers took at most this many ms and more than the next smaller bound; null: more than the largest bound. */
  latencyMs: z.number().int().nullable(),
  /**
   * Of surcharges on sales to the merchant's own state or country: no tax rate was sent, or 0, or one above it. Null: no
   * surcharge, or a sale to elsewhere.
   */
  homeTax: z.enum(HOME_TAX).nullable(),
  count: z.number().int().min(1),
});

const AnswerCounts = z.strictObject({
  /** At most 10,000, the oldest first. */
  answers: z.array(CountedAnswers),
  requestId: z.string(),
});

const countAnswersOperation: Operation = {
  id: "countAnswers",
  summary: "How often which answer was given, minute by minute",
  description: "Kept for 90 days. Nothing in it is about a shopper, a card or a sale.",
  parameters: { id: MerchantId },
  query: AnswerCountsQuery,
  replies: { 200: json("Counts by minute, outcome, reason, brand, latency and tax rate.", AnswerCounts) },
  problems: ["invalid_request", "merchant_unavailable"],
};

export const answerCounts = operatorResource();

answerCounts.get("/merchants/:id/answers", countAnswersOperation, async (c) => {
  const id = readMerchantId(c);
  const { minutes } = readQuery(c, AnswerCountsQuery);
  const next = Math.floor(Date.now() / MS_PER_MINUTE) + 1;
  const rows = await within(READ_TIMEOUT_MS, () => readCounts(c.env.MERCHANT_STATS, id, next - minutes, next));
  if (rows === undefined)
    throw new ProblemError(
      "merchant_unavailable",
      "The merchant's counters cannot be read right now. Lookups do not need them. Try again.",
      { headers: { "Retry-After": String(UNAVAILABLE_RETRY_SECONDS) } },
    );
  const answers = rows.map(({ minute, ...row }) => ({
    minute: new Date(minute * MS_PER_MINUTE).toISOString(),
    ...row,
  }));
  return c.json(AnswerCounts.parse({ answers, requestId: c.get("requestId") }));
});
