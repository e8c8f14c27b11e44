/**
 * `GET /v1/admin/stats`: what was counted, of the deployment or a merchant, by minute, hour or day; `GET /v1/admin/stats/merchants`:
 * what each merchant did. Counts arrive here up to half a minute after what they count.
 */
import * as z from "zod";
import { MerchantId } from "../../contract/lookup.ts";
import { operatorResource } from "../doors/operator.ts";
import { readQuery } from "../http/query.ts";
import { beginningOf, PERIOD_MS, type Period } from "../ledger/counts/periods.ts";
import { SERIES, type SeriesName } from "../ledger/counts/series.ts";
import { readSums, sumsByMerchant } from "../ledger/counts/stats-objects.ts";
import { countsOf, onlySeries } from "../ledger/counts/sums.ts";
import { json, type Operation } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import { within } from "../within.ts";

const SERIES_NAMES = Object.keys(SERIES) as [SeriesName, ...SeriesName[]];

const READ_TIMEOUT_MS = 10_000;
const UNAVAILABLE_RETRY_SECONDS = 5;
const DEFAULT_MS = PERIOD_MS.hour;
/** The longest time that is told by each, ms. */
const LONGEST_MS = { minute: PERIOD_MS.day, hour: 31 * PERIOD_MS.day, day: 800 * PERIOD_MS.day } as const;
const LONGEST_WORDS = { minute: "24 hours", hour: "31 days", day: "800 days" } as const;
const MERCHANTS_PER_PAGE = 1_000;

const Moment = z.iso.datetime({ offset: true, error: "must be an ISO time such as 2026-11-28T09:30:00Z" });

const StatsQuery = z.strictObject({
  by: z.enum(["minute", "hour", "day"]).default("minute"),
  /** The period that it lies in is the first; left out: an hour before `to`. */
  from: Moment.optional(),
  /** The last period begins before it; left out: now. */
  to: Moment.optional(),
  /** Left out: the whole deployment. */
  merchant: MerchantId.optional(),
});

const MerchantStatsQuery = z.strictObject({
  from: Moment.optional(),
  to: Moment.optional(),
  /** Of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,6}$/, "must be the cursor of the page before")
    .optional(),
  /** Series to tell, such as `answer,took`; left out: all. */
  series: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(SERIES_NAMES)))
    .optional(),
});

/** Whole counts by key, `series:value` or `series:value:value`. */
const SumsView = z.record(z.string(), z.number().int().min(1)).describe(
  Object.entries(SERIES)
    .map(([name, what]) => `\`${name}:\` ${what}`)
    .join("; "),
);

const Stats = z.strictObject({
  by: StatsQuery.shape.by.unwrap(),
  /** The first period's beginning. */
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  merchant: z.string().nullable(),
  /** Oldest first; those without counts are left out. */
  periods: z.array(z.strictObject({ at: z.iso.datetime(), sums: SumsView })),
  requestId: z.string(),
});

const MerchantsStats = z.strictObject({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** Most answers first. */
  merchants: z.array(z.strictObject({ merchant: z.string(), sums: SumsView })),
  /** For the next page; null: this one is the last. */
  cursor: z.string().nullable(),
  requestId: z.string(),
});

const statsOperation: Operation = {
  id: "readStats",
  summary: "What was counted, by minute, hour or day",
  description:
    "Minutes are kept for 90 days, hours for 33, days for 800; times are UTC's. Nothing in it is about a shopper, a card or a sale.",
  query: StatsQuery,
  replies: { 200: json("Sums of each period.", Stats) },
  problems: ["invalid_request", "merchant_unavailable"],
};

const merchantsOperation: Operation = {
  id: "readMerchantStats",
  summary: "What each merchant did in a time of a day at most",
  query: MerchantStatsQuery,
  replies: { 200: json("Sums of each merchant, the busiest first.", MerchantsStats) },
  problems: ["invalid_request", "merchant_unavailable"],
};

export const stats = operatorResource();

stats.get("/stats", statsOperation, async (c) => {
  const { by, merchant = null, ...asked } = readQuery(c, StatsQuery);
  const { from, to } = timeOf(asked, by);
  const periods = await readable(() => readSums(c.env.MERCHANT_STATS, { merchantId: merchant, by, from, to }));
  return c.json({
    by,
    from: isoOf(from),
    to: isoOf(to),
    merchant,
    periods: periods.map(({ at, sums }) => ({ at: isoOf(at), sums })),
    requestId: c.get("requestId"),
  } satisfies z.output<typeof Stats>);
});

stats.get("/stats/merchants", merchantsOperation, async (c) => {
  const { cursor = "0", series, ...asked } = readQuery(c, MerchantStatsQuery);
  const { from, to } = timeOf(asked, "minute");
  const found = await readable(() =>
    sumsByMerchant(c.env.MERCHANT_STATS, { from, to, ...(series && { series: [...series, "answer"] }) }),
  );
  const first = Number(cursor);
  const ranked = [...found]
    .map(([merchant, sums]) => ({ merchant, sums, answers: countsOf(sums, "answer") }))
    .toSorted((one, other) => other.answers - one.answers || (one.merchant < other.merchant ? -1 : 1));
  const next = first + MERCHANTS_PER_PAGE;
  return c.json({
    from: isoOf(from),
    to: isoOf(to),
    merchants: ranked
      .slice(first, next)
      .map(({ merchant, sums }) => ({ merchant, sums: series === undefined ? sums : onlySeries(sums, series) })),
    cursor: next < ranked.length ? String(next) : null,
    requestId: c.get("requestId"),
  } satisfies z.output<typeof MerchantsStats>);
});

/** @throws ProblemError `invalid_request` */
function timeOf(asked: { readonly from?: string | undefined; readonly to?: string | undefined }, by: Period) {
  const to = asked.to === undefined ? Date.now() : Date.parse(asked.to);
  const from = beginningOf(by, asked.from === undefined ? to - DEFAULT_MS : Date.parse(asked.from));
  if (from < 0) throw new ProblemError("invalid_request", "from must be 1970-01-01T00:00:00Z or later.");
  if (from >= to) throw new ProblemError("invalid_request", "from must be before to.");
  if (to - from > LONGEST_MS[by] + PERIOD_MS[by])
    throw new ProblemError("invalid_request", `By ${by}, from and to may be ${LONGEST_WORDS[by]} apart at most.`);
  return { from, to };
}

/** @throws ProblemError `merchant_unavailable` where an object fails or takes too long */
async function readable<T>(read: () => Promise<T>): Promise<T> {
  const found = await within(READ_TIMEOUT_MS, read);
  if (found !== undefined) return found;
  throw new ProblemError(
    "merchant_unavailable",
    "The counters cannot be read right now. Lookups do not need them. Try again.",
    { headers: { "Retry-After": String(UNAVAILABLE_RETRY_SECONDS) } },
  );
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
