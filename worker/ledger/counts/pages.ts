/**
 * Rows that hold many merchants' sums of one period: in the order of the merchants' ids, as many in a row as fit. So a period
 * takes as few rows as its text needs, whatever the number of merchants, and one merchant is found without reading all others.
 */
import { type NamedSums, onePacked, pathOf, SumsPacker, unpackOne, unpackSums, WHOLE } from "./packed-sums.ts";
import type { Period } from "./periods.ts";
import type { Sums } from "./series.ts";
import { addSums, type GrowingSums, withFewReleases } from "./sums.ts";

/** Characters in a row after which another one begins: the platform takes 2 MB, and less is read faster. */
const PAGE_LENGTH = 32_000;

/** A period's beginning, in ms since 1970, and somebody's sums of it. */
export interface PeriodSums {
  readonly at: number;
  readonly sums: Sums;
}

const ADD_PAGE = "INSERT INTO pages (period, at, first, sums) VALUES (?, ?, ?, ?)";

/** Puts everybody's sums of a period in the place of what its rows hold. @param all in the order of ids, the deployment's first */
export function writePages(sql: SqlStorage, by: Period, at: number, all: Iterable<NamedSums>): void {
  sql.exec("DELETE FROM pages WHERE period = ? AND at = ?", by, at);
  let page: { readonly first: string; readonly packer: SumsPacker } | null = null;
  const write = () => {
    if (page !== null) sql.exec(ADD_PAGE, by, at, page.first, page.packer.text());
    page = null;
  };
  for (const one of all) {
    page ??= { first: one[0], packer: new SumsPacker() };
    page.packer.add(one);
    // The deployment's are read most and alone.
    if (page.first === WHOLE || page.packer.length > PAGE_LENGTH) write();
  }
  write();
}

/** A period's rows, packed, in the order of ids; one is in memory at a time. */
export function* pageTexts(sql: SqlStorage, by: Period, at: number): Generator<string> {
  let last = "";
  for (;;) {
    const [page] = sql.exec<{ first: string; sums: string }>(
      "SELECT first, sums FROM pages WHERE period = ? AND at = ? AND first > ? ORDER BY first LIMIT 1",
      by,
      at,
      last,
    );
    if (page === undefined) return;
    yield page.sums;
    last = page.first;
  }
}

/** Everybody's sums of a period, in the order of ids. */
export function* readPages(sql: SqlStorage, by: Period, at: number): Generator<NamedSums> {
  for (const text of pageTexts(sql, by, at)) yield* unpackSums(text);
}

const FIND = `SELECT value AS at, (
    SELECT ${onePacked("sums", "?1")} FROM pages
    WHERE period = ?2 AND at = value AND first <= ?3 ORDER BY first DESC LIMIT 1
  ) AS found FROM json_each(?4)`;

/** Somebody's sums of those of the periods in which there are some. @param ats the periods' beginnings */
export function findInPages(sql: SqlStorage, by: Period, id: string, ats: readonly number[]): PeriodSums[] {
  const rows = sql.exec<{ at: number; found: string | null }>(FIND, pathOf(id), by, id, JSON.stringify(ats));
  return [...rows].flatMap(({ at, found }) => {
    const sums = found === null ? null : unpackOne(found);
    return sums === null ? [] : [{ at, sums }];
  });
}

/** Adds up what several bring in the order of ids, in that order. */
export function* merged(streams: readonly Iterator<NamedSums, unknown>[]): Generator<NamedSums> {
  const heads = streams.map((stream) => ({ stream, head: stream.next() }));
  for (;;) {
    let id: string | null = null;
    for (const { head } of heads) if (!head.done && (id === null || head.value[0] < id)) id = head.value[0];
    if (id === null) return;
    const sums: GrowingSums = {};
    for (const entry of heads) {
      if (entry.head.done || entry.head.value[0] !== id) continue;
      addSums(sums, entry.head.value[1]);
      entry.head = entry.stream.next();
    }
    yield [id, withFewReleases(sums)];
  }
}
