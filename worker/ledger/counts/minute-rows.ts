/** A minute's row: what was counted in it, of the deployment and of all merchants, and which handings over are in it. */
import type { MinuteCounts } from "./counters.ts";
import { packSums, unpackSums } from "./packed-sums.ts";
import { LOST_COUNTS, type Sums } from "./series.ts";
import { countsIn, sumOfAll } from "./sums.ts";

/** Characters of all merchants' sums of one minute: a stored row has 2 MB at most. */
const MERCHANTS_LENGTH = 1_500_000;

const NO_SUMS = packSums([]);

export interface KnownMinute {
  /** The last number of each isolate whose handing over is in the row. */
  readonly taken: Readonly<Record<string, number>>;
  readonly whole: Sums;
  /** Packed. */
  readonly merchants: string;
}

/** Written by ourselves, so it is taken at its word. @param at its beginning, in ms since 1970 */
export function readMinute(sql: SqlStorage, at: number): KnownMinute {
  const [row] = sql.exec<{ taken: string; whole: string; merchants: string }>(
    "SELECT taken, whole, merchants FROM minutes WHERE at = ?",
    at,
  );
  return {
    taken: JSON.parse(row?.taken ?? "{}") as KnownMinute["taken"],
    whole: JSON.parse(row?.whole ?? "{}") as Sums,
    merchants: row?.merchants ?? NO_SUMS,
  };
}

/** Adds to what is known. Merchants' counts that the row has no room for are counted for the deployment alone, and as lost. */
export function writeMinute(
  sql: SqlStorage,
  known: KnownMinute,
  { at, whole, merchants }: MinuteCounts,
  taken: KnownMinute["taken"],
): void {
  const both = new Map(unpackSums(known.merchants));
  for (const [id, sums] of Object.entries(merchants)) both.set(id, sumOfAll([both.get(id) ?? {}, sums]));
  const text = packSums(both);
  const fits = text.length <= MERCHANTS_LENGTH;
  const lost = fits ? {} : { [LOST_COUNTS]: countsIn(sumOfAll(Object.values(merchants))) };
  sql.exec(
    "INSERT OR REPLACE INTO minutes (at, taken, whole, merchants) VALUES (?, ?, ?, ?)",
    at,
    JSON.stringify(taken),
    JSON.stringify(sumOfAll([known.whole, whole, lost])),
    fits ? text : known.merchants,
  );
}
