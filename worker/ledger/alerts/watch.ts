/**
 * The Cron Trigger of the alerts: reads what happened in the last quarter of an hour and hands it to the desk, and once a day,
 * where a summary is wanted, what happened in the last 24 hours. A failure is a line in the log; lookups never notice.
 */
import { ProgramStore } from "../../card-program/store.ts";
import { settledBook } from "../../rules/alarm.ts";
import { rulesNow } from "../../rules/clock.ts";
import { outlookOf } from "../../rules/outlook.ts";
import type { Bindings } from "../../settings/bindings.ts";
import { logTask } from "../../task-log.ts";
import { within } from "../../within.ts";
import { answered, auditLogOf } from "../audit/reach.ts";
import { readSums, sumsByMerchant } from "../counts/stats-objects.ts";
import { sumOfAll } from "../counts/sums.ts";
import { type AlertFacts, deploymentFacts, MERCHANT_SERIES, merchantFacts } from "./facts.ts";
import { alertDesk } from "./reach-desk.ts";
import { SUMMARY_MS, type SummaryFacts } from "./summary.ts";

/** How far back the rules about answers look. */
const WINDOW_MS = 15 * 60_000;
const READ_TIMEOUT_MS = 10_000;
const DESK_TIMEOUT_MS = 10_000;

/** Where the counts come from. */
interface Counts {
  readonly readSums: typeof readSums;
  readonly sumsByMerchant: typeof sumsByMerchant;
}

const COUNTS: Counts = { readSums, sumsByMerchant };

export async function watchOnSchedule(_event: unknown, bindings: Bindings, counts: Counts = COUNTS): Promise<void> {
  const desk = alertDesk(bindings);
  if (desk === null) {
    if (bindings.ALERT_URL !== undefined) complain("desk_missing");
    return;
  }
  const now = Date.now();
  const facts = await readFacts(bindings, counts, now);
  const watched = await within(DESK_TIMEOUT_MS, async () => ({ day: await desk.watch(facts) }));
  if (watched === undefined) return complain("desk_unavailable");
  const { day } = watched;
  if (day === null) return;
  const summary = await readSummary(bindings, counts, now);
  const isSummedUp = await within(DESK_TIMEOUT_MS, () => desk.sumUp(day, summary).then(() => true));
  if (isSummedUp !== true) complain("desk_unavailable");
}

const complain = (problem: "desk_missing" | "desk_unavailable" | "counts_unavailable") =>
  logTask({ task: "watch", problem }, "error");

async function readFacts({ MERCHANT_STATS, CARD_PROGRAMS }: Bindings, from: Counts, now: number): Promise<AlertFacts> {
  const span = { from: now - WINDOW_MS, to: now };
  const [counts, programmes] = await Promise.all([
    within(READ_TIMEOUT_MS, async () => {
      const [deployment, merchants] = await Promise.all([
        from.readSums(MERCHANT_STATS, { merchantId: null, by: "minute", ...span }),
        from.sumsByMerchant(MERCHANT_STATS, { ...span, series: MERCHANT_SERIES }),
      ]);
      return {
        deployment: deploymentFacts(sumOfAll(deployment.map(({ sums }) => sums))),
        merchants: [...merchants].map(([id, sums]) => merchantFacts(id, sums)),
      };
    }),
    within(READ_TIMEOUT_MS, () => new ProgramStore(CARD_PROGRAMS).summaries(now)),
  ]);
  if (counts === undefined) complain("counts_unavailable");
  return {
    counts: counts ?? null,
    programmes:
      programmes?.map(({ program, pulledAt }) => ({
        id: program,
        pulledAt: pulledAt === null ? null : Date.parse(pulledAt),
      })) ?? null,
  };
}

async function readSummary(bindings: Bindings, counts: Counts, now: number): Promise<SummaryFacts> {
  const span = { from: now - SUMMARY_MS, to: now };
  const sums = await within(READ_TIMEOUT_MS, () =>
    counts.readSums(bindings.MERCHANT_STATS, { merchantId: null, by: "hour", ...span }),
  );
  // The newest entry alone: none comes after the last number there can be.
  const audit = await answered(() => auditLogOf(bindings).entries(Number.MAX_SAFE_INTEGER, 1));
  const { due, lapseInDays } = outlookOf((await settledBook(bindings)).rows, rulesNow());
  return {
    sums: sums === undefined ? null : sumOfAll(sums.map(({ sums }) => sums)),
    rules: { due: due.length, lapseInDays },
    audit: audit === undefined || audit.head.number === 0 ? null : audit.head,
  };
}
