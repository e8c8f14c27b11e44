/**
 * Hours out of minutes and days out of hours, when they are over. Each is worked out anew from all that it consists of, so
 * that it is right in whatever order counts came, however late, and whenever the object was restarted. What is not worked
 * out yet stands in the table `unfinished`.
 */
import { addPacked, type NamedSums, WHOLE } from "./packed-sums.ts";
import { merged, readPages, writePages } from "./pages.ts";
import { beginningOf, PERIOD_MS, periodsIn } from "./periods.ts";
import type { Sums } from "./series.ts";
import { addSums, type GrowingSums, withFewReleases } from "./sums.ts";

/** Periods that are made of shorter ones. */
export type LongPeriod = "hour" | "day";

/** How long after its end a period is worked out, ms: nearly all counts are there by then, so that once is enough. */
const GRACE_MS = { hour: 300_000, day: 900_000 } as const;

/** Says that an hour or day has counts that its pages lack. False: that was known. */
export const setUnfinished = (sql: SqlStorage, by: LongPeriod, at: number): boolean =>
  sql.exec("INSERT OR IGNORE INTO unfinished (period, at) VALUES (?, ?)", by, at).rowsWritten > 0;

/** Which hours or days that begin from `from` on and before `to` are not worked out, oldest first. */
export function unfinishedIn(sql: SqlStorage, by: LongPeriod, from: number, to: number): number[] {
  const found = sql.exec<{ at: number }>(
    "SELECT at FROM unfinished WHERE period = ? AND at >= ? AND at < ? ORDER BY at",
    by,
    from,
    to,
  );
  return [...found].map(({ at }) => at);
}

/** Works out what is over, each hour and day in a transaction of its own. Returns when to do so again, ms since 1970; null: never. */
export function rollUp(storage: DurableObjectStorage, now: number): number | null {
  const { sql } = storage;
  for (const hour of unfinishedIn(sql, "hour", 0, now - PERIOD_MS.hour - GRACE_MS.hour + 1))
    finish(storage, "hour", hour, () => merchantsInMinutes(sql, hour, hour + PERIOD_MS.hour));
  for (const day of unfinishedIn(sql, "day", 0, now - PERIOD_MS.day - GRACE_MS.day + 1))
    finish(storage, "day", day, () =>
      merged(periodsIn("hour", day, day + PERIOD_MS.day).map((hour) => readPages(sql, "hour", hour))),
    );
  return nextRollUp(sql, now);
}

/** When something is over, as {@link rollUp} says it. What is over already waits for the other counts that are late. */
export function nextRollUp(sql: SqlStorage, now: number): number | null {
  const dues = (["hour", "day"] as const).flatMap((by) => {
    const [first] = unfinishedIn(sql, by, 0, Number.MAX_SAFE_INTEGER);
    return first === undefined ? [] : [Math.max(first + PERIOD_MS[by] + GRACE_MS[by], now + GRACE_MS.hour)];
  });
  return dues.length === 0 ? null : Math.min(...dues);
}

function finish(storage: DurableObjectStorage, by: LongPeriod, at: number, sums: () => Iterable<NamedSums>): void {
  const { sql } = storage;
  storage.transactionSync(() => {
    writePages(sql, by, at, sums());
    sql.exec("DELETE FROM unfinished WHERE period = ? AND at = ?", by, at);
    if (by === "hour") setUnfinished(sql, "day", beginningOf("day", at));
  });
}

/** Everybody's sums of the minutes that begin in a time, the deployment's first, then in the order of ids. */
function merchantsInMinutes(sql: SqlStorage, from: number, to: number): NamedSums[] {
  const all = new Map<string, GrowingSums>();
  const deployment: GrowingSums = {};
  const rows = sql.exec<{ whole: string; merchants: string }>(
    "SELECT whole, merchants FROM minutes WHERE at >= ? AND at < ?",
    from,
    to,
  );
  for (const { whole, merchants } of rows) {
    addSums(deployment, JSON.parse(whole) as Sums);
    addPacked(all, merchants);
  }
  if (Object.keys(deployment).length > 0) all.set(WHOLE, deployment);
  return [...all]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, sums]): NamedSums => [id, withFewReleases(sums)]);
}
