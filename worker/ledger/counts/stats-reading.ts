/** Reads what one `MerchantStats` object has: hours and days out of their pages, unfinished ones out of what they consist of. */
import { addPacked, onePacked, packSums, pathOf, unpackOne, WHOLE } from "./packed-sums.ts";
import { findInPages, type PeriodSums, pageTexts } from "./pages.ts";
import { beginningOf, PERIOD_MS, type Period, periodsIn } from "./periods.ts";
import { unfinishedIn } from "./roll-up.ts";
import { type SeriesName, type Sums, seriesOf } from "./series.ts";
import { type GrowingSums, sumOfAll } from "./sums.ts";

/**
 * A merchant's sums, or the deployment's, oldest first; periods without any are left out.
 *
 * @param id the merchant's, or {@link WHOLE}
 * @param from a period's beginning, in ms since 1970
 * @param to ms since 1970; the last period begins before it
 */
export function readPeriods(sql: SqlStorage, id: string, by: Period, from: number, to: number): PeriodSums[] {
  if (by === "minute") return readMinutes(sql, id, from, to);
  const unfinished = unfinishedDuring(sql, by, from, to);
  const isUnfinished = new Set(unfinished);
  const finished = periodsIn(by, from, to).filter((at) => !isUnfinished.has(at));
  const parts = by === "hour" ? "minute" : "hour";
  const worked = unfinished.flatMap((at): PeriodSums[] => {
    const found = readPeriods(sql, id, parts, at, at + PERIOD_MS[by]);
    return found.length === 0 ? [] : [{ at, sums: sumOfAll(found.map(({ sums }) => sums)) }];
  });
  return [...findInPages(sql, by, id, finished), ...worked].toSorted((one, other) => one.at - other.at);
}

/** A day has an unfinished hour from the first count on, and is written down as unfinished itself when that hour is over. */
function unfinishedDuring(sql: SqlStorage, by: "hour" | "day", from: number, to: number): number[] {
  if (by === "hour") return unfinishedIn(sql, by, from, to);
  const hours = unfinishedIn(sql, "hour", from, beginningOf("day", to - 1) + PERIOD_MS.day);
  return [...new Set([...unfinishedIn(sql, by, from, to), ...hours.map((at) => beginningOf("day", at))])];
}

function readMinutes(sql: SqlStorage, id: string, from: number, to: number): PeriodSums[] {
  if (id === WHOLE) {
    const rows = sql.exec<{ at: number; whole: string }>(
      "SELECT at, whole FROM minutes WHERE at >= ? AND at < ? ORDER BY at",
      from,
      to,
    );
    return [...rows].map(({ at, whole }) => ({ at, sums: JSON.parse(whole) as Sums }));
  }
  const rows = sql.exec<{ at: number; found: string }>(
    `SELECT at, ${onePacked("merchants", "?1")} AS found FROM minutes WHERE at >= ?2 AND at < ?3 ORDER BY at`,
    pathOf(id),
    from,
    to,
  );
  return [...rows].flatMap(({ at, found }) => {
    const sums = unpackOne(found);
    return sums === null ? [] : [{ at, sums }];
  });
}

/**
 * Each merchant's sums in a time of whole minutes, packed: thousands of small objects would take long on their way.
 *
 * @param series only these; null: all
 */
export function readMerchants(sql: SqlStorage, from: number, to: number, series: readonly SeriesName[] | null): string {
  const all = new Map<string, GrowingSums>();
  const isWanted = (key: string) => series === null || series.includes(seriesOf(key));
  const isUnfinished = new Set(unfinishedIn(sql, "hour", beginningOf("hour", from), to));
  for (const hour of periodsIn("hour", from, to)) {
    const [first, next] = [Math.max(from, hour), Math.min(to, hour + PERIOD_MS.hour)];
    const isWhole = next - first === PERIOD_MS.hour && !isUnfinished.has(hour);
    const texts = isWhole ? pageTexts(sql, "hour", hour) : minuteTexts(sql, first, next);
    for (const text of texts) addPacked(all, text, isWanted);
  }
  all.delete(WHOLE);
  return packSums(all);
}

function* minuteTexts(sql: SqlStorage, from: number, to: number): Generator<string> {
  const rows = sql.exec<{ merchants: string }>("SELECT merchants FROM minutes WHERE at >= ? AND at < ?", from, to);
  for (const { merchants } of rows) yield merchants;
}
