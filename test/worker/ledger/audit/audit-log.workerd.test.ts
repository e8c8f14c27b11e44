/** The log itself: what is added, what is read, what goes because of its age, and who has a turn. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { anchorLine, entryLine, headLine, verifyChain } from "../../../../worker/ledger/audit/chain.ts";
import { BEGINNING, type Head } from "../../../../worker/ledger/audit/entry.ts";
import { Turns } from "../../../../worker/ledger/audit/turns.ts";

const DAY_MS = 86_400_000;
let count = 0;
const newLog = () => {
  count += 1;
  return env.AUDIT_LOG.get(env.AUDIT_LOG.idFromName(`test-${count}`));
};
type Log = ReturnType<typeof newLog>;

const CHANGE = {
  by: "jo",
  limit: "all" as const,
  operation: "writeMerchant",
  target: "merchants/mch_shop",
  conditional: false,
  requestId: "request",
};
const ask = (log: Log, changes: Partial<Parameters<Log["ask"]>[0]> = {}) => log.ask({ ...CHANGE, ...changes });
const end = (log: Log, { number }: Head) =>
  log.end({ asked: number, target: "merchants/mch_shop", fields: [], status: 200, code: null });

/** What an export of all of it would be found to be. */
async function verdict(log: Log, known: readonly Head[] = []) {
  const { anchor, head, entries } = await log.entries(0, 1_000);
  return verifyChain([anchorLine(anchor), ...entries.map(entryLine), headLine(head)], known);
}

afterEach(() => void vi.useRealTimers());

test("an empty log is a chain", async () => {
  expect(await verdict(newLog())).toEqual({ holds: true, anchor: BEGINNING, head: BEGINNING, entries: 0 });
});

test("what is added is chained, and read newest first with its end", async () => {
  const log = newLog();
  const first = await ask(log);
  const second = await ask(log, { by: "ci", target: "rules" });
  await end(log, first);
  expect(await verdict(log, [first, second])).toMatchObject({ holds: true, entries: 3 });
  const changes = await log.changes({ before: null, limit: 10, target: null, by: null });
  expect(changes.map(({ asked, ended }) => [asked.number, asked.by, ended?.number ?? null])).toEqual([
    [2, "ci", null],
    [1, "jo", 3],
  ]);
});

test("twenty at once are one chain", async () => {
  const log = newLog();
  const heads = await Promise.all(Array.from({ length: 20 }, (_, at) => ask(log, { requestId: `request-${at}` })));
  await Promise.all(heads.map((head) => end(log, head)));
  expect(new Set(heads.map(({ number }) => number)).size).toBe(20);
  expect(await verdict(log, heads)).toMatchObject({ holds: true, entries: 40 });
});

test("changes are found by who made them and by what they are about, with what is below it", async () => {
  const log = newLog();
  for (const target of ["rules", "rules/rollback", "rules-of-others", "merchants/mch_a", "merchants/mch_ab"])
    await ask(log, { target, by: target.includes("rules") ? "jo" : "ci" });
  const targets = async (asked: Partial<Parameters<Log["changes"]>[0]>) =>
    (await log.changes({ before: null, limit: 10, target: null, by: null, ...asked })).map(({ asked }) => asked.target);
  expect(await targets({ target: "rules" })).toEqual(["rules/rollback", "rules"]);
  expect(await targets({ target: "merchants/mch_a" })).toEqual(["merchants/mch_a"]);
  expect(await targets({ by: "ci" })).toEqual(["merchants/mch_ab", "merchants/mch_a"]);
  expect(await targets({ limit: 1, before: 5 })).toEqual(["merchants/mch_a"]);
  expect(await targets({ target: "%" })).toEqual([]);
});

test("what is older than 400 days goes, and the rest still holds from where that ended", async () => {
  const log = newLog();
  const start = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: start });
  const old = [await ask(log), await ask(log), await ask(log)];
  vi.setSystemTime(start + 399 * DAY_MS);
  const kept = await ask(log);
  expect((await log.entries(0, 10)).entries).toHaveLength(4);
  vi.setSystemTime(start + 401 * DAY_MS);
  const fresh = await ask(log);
  const { anchor, entries } = await log.entries(0, 10);
  expect(anchor).toEqual(old[2]);
  expect(entries.map(({ number }) => number)).toEqual([4, 5]);
  expect(await verdict(log, [anchor, kept, fresh])).toMatchObject({ holds: true, entries: 2 });
  // All of it may go: the next one still stands behind what was last.
  vi.setSystemTime(start + 2_000 * DAY_MS);
  const next = await ask(log);
  expect((await log.entries(0, 10)).anchor).toEqual(fresh);
  expect(next.number).toBe(6);
  expect(await verdict(log, [fresh, next])).toMatchObject({ holds: true, entries: 1 });
});

test("a clock that goes back turns nothing round", async () => {
  const log = newLog();
  const start = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: start });
  await ask(log);
  vi.setSystemTime(start - 3_600_000);
  await ask(log);
  const { entries } = await log.entries(0, 10);
  expect(entries.map(({ at }) => at)).toEqual([start, start]);
});

test("an entry that somebody changed in the store itself is found", async () => {
  const log = newLog();
  await ask(log);
  await ask(log);
  await runInDurableObject(log, (_, { storage }) => {
    storage.sql.exec("UPDATE entries SET entry = replace(entry, 'mch_shop', 'mch_shap') WHERE number = 1");
  });
  expect(await verdict(log)).toMatchObject({ holds: false, problem: expect.stringContaining("where entry 1 belongs") });
});

describe("a turn", () => {
  const NOW = 1_795_000_000_000;
  const turns = (work: (turns: Turns) => void) =>
    runInDurableObject(newLog(), (_, { storage }) => work(new Turns(storage)));

  test("is for all of its things or for none, and for one holder", () =>
    turns((turns) => {
      expect(turns.take(["a", "b"], "one", NOW)).toEqual({});
      expect(turns.take(["b", "c"], "other", NOW)).toBeNull();
      expect(turns.take(["c"], "third", NOW)).toEqual({});
      turns.end("other", {}, NOW);
      expect(turns.take(["a"], "other", NOW)).toBeNull();
      turns.end("one", {}, NOW);
      expect(turns.take(["a", "a"], "other", NOW)).toEqual({});
    }));

  test("ends by itself after 30 seconds, and its end then takes nobody else's", () =>
    turns((turns) => {
      turns.take(["a"], "one", NOW);
      expect(turns.take(["a"], "other", NOW + 29_999)).toBeNull();
      expect(turns.take(["a"], "other", NOW + 30_000)).toEqual({});
      turns.end("one", {}, NOW + 30_001);
      expect(turns.take(["a"], "third", NOW + 30_002)).toBeNull();
    }));

  test("leaves a word for the next, for ten minutes", () =>
    turns((turns) => {
      turns.take(["a", "b"], "one", NOW);
      turns.end("one", { a: "first" }, NOW);
      expect(turns.take(["a", "b"], "two", NOW + 1)).toEqual({ a: "first" });
      turns.end("two", { a: "second" }, NOW + 1);
      expect(turns.take(["a"], "three", NOW + 2)).toEqual({ a: "second" });
      turns.end("three", {}, NOW + 2);
      expect(turns.take(["a"], "four", NOW + 600_001)).toEqual({});
    }));
});

test("a change, and a list by who made it or by its target, read a few rows of a long log", async () => {
  await runInDurableObject(newLog(), async (log, { storage }) => {
    for (let number = 0; number < 400; number += 1)
      await log.ask({ ...CHANGE, by: `key-${number % 100}`, target: `merchants/mch_${number % 100}` });
    const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
    const exec = storage.sql.exec.bind(storage.sql);
    Object.defineProperty(storage.sql, "exec", {
      value: (...asked: Parameters<SqlStorage["exec"]>) => {
        const cursor = exec(...asked);
        cursors.push(cursor);
        return cursor;
      },
    });
    const rowsReadBy = async (work: () => unknown) => {
      cursors.splice(0);
      await work();
      return cursors.reduce((sum, { rowsRead }) => sum + rowsRead, 0);
    };
    const list = { before: null, limit: 20, target: null, by: null };
    expect(await rowsReadBy(() => log.ask(CHANGE))).toBeLessThan(10);
    for (const filter of [{ by: "key-7" }, { target: "merchants/mch_7" }, { by: "key-7", target: "merchants/mch_7" }]) {
      const read = await rowsReadBy(() => expect(log.changes({ ...list, ...filter })).toHaveLength(4));
      expect(read, JSON.stringify(filter)).toBeLessThan(40);
    }
  });
});
