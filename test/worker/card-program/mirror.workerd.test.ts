import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { ProgramBin } from "../../../contract/card-programs.ts";
import { matchHouseCard } from "../../../worker/card-program/match.ts";
import { mirrorSnapshot, syncProgramme } from "../../../worker/card-program/mirror.ts";
import { Programmes } from "../../../worker/card-program/programmes.ts";
import { CHUNK_RECORDS, ProgramStore } from "../../../worker/card-program/store.ts";
import { list, NOW, record, scriptedUpstream } from "../../support/upstream/keysecure.ts";

const PROGRAM = "acme_cards";
const DAY_MS = 86_400_000;
let store: ProgramStore;

beforeEach(async () => {
  await reset();
  store = new ProgramStore(env.CARD_PROGRAMS);
});

const bin = (cardBin: string | null): ProgramBin => ({
  cardBinNo: `N${cardBin}`,
  cardBin,
  organization: "VISA",
  supportPhysical: true,
  supportVirtual: null,
  currencies: ["USD"],
  balanceLimit: { limitBalance: "1", limitWeekBalance: null, limitAtmDayBalance: null, limitAtmMonthBalance: null },
});
const range = (count: number, from = 480_000) => Array.from({ length: count }, (_, index) => bin(String(from + index)));

const push = (records: readonly ProgramBin[], options: { force?: boolean; now?: number } = {}) =>
  mirrorSnapshot(store, PROGRAM, records, { source: "push", force: false, now: NOW, ...options });

async function mirroredBins(): Promise<string[] | null> {
  const head = await new ProgramStore(env.CARD_PROGRAMS).head(PROGRAM);
  return head === null ? null : store.bins(PROGRAM, head.version);
}

const summary = async (now = NOW) => (await store.summaries(now))[0];
const keys = async (prefix: string) => (await env.CARD_PROGRAMS.list({ prefix })).keys.map(({ name }) => name);

describe("a snapshot", () => {
  test("becomes the valid copy, sorted by BIN, with a version of its content", async () => {
    const first = await push([bin("530000"), bin("480001"), bin("480000")]);
    expect(first).toMatchObject({ outcome: "stored", added: 3, removed: 0 });
    expect(first.summary).toMatchObject({ program: PROGRAM, state: "ready", records: 3, bins: 3, source: "push" });
    expect(await mirroredBins()).toEqual(["480000", "480001", "530000"]);
    const again = await push([bin("480000"), bin("530000"), bin("480001")], { now: NOW + 1_000 });
    expect(again).toMatchObject({ outcome: "unchanged", added: 0, removed: 0 });
    expect(again.summary.version).toBe(first.summary.version);
    expect(again.summary.pulledAt).toBe(new Date(NOW + 1_000).toISOString());
  });

  test("that finds another copy than its sender means replaces nothing, as much as a pull that did", async () => {
    const { summary: first } = await push(range(3));
    const seen: (string | null)[] = [];
    const allow = (before: { version: string } | null) => {
      seen.push(before?.version ?? null);
      throw new Error("somebody was faster");
    };
    const options = { force: true, now: NOW, allow };
    await expect(mirrorSnapshot(store, PROGRAM, range(4), { ...options, source: "push" })).rejects.toThrow("faster");
    const { access } = scriptedUpstream((page) => list(page === 0 ? [record("480000")] : []));
    await expect(syncProgramme(store, PROGRAM, access, options)).rejects.toThrow("faster");
    expect(seen).toEqual([first.version, first.version]);
    expect(await mirroredBins()).toHaveLength(3);
  });

  test("counts what came and went", async () => {
    await push(range(10));
    expect(await push(range(10, 480_003))).toMatchObject({ outcome: "stored", added: 3, removed: 3 });
  });

  test("keeps several records of one BIN and counts the BIN once", async () => {
    const { summary } = await push([bin("480000"), { ...bin("480000"), cardBinNo: "other" }, bin(null)]);
    expect(summary).toMatchObject({ records: 3, bins: 1 });
  });

  test("of many records is read in pages across the stored parts", async () => {
    await push(range(CHUNK_RECORDS * 2 + 5, 4_800_000));
    const version = (await store.head(PROGRAM))?.version ?? "";
    const read = async (start: number, end: number) =>
      (await store.records(PROGRAM, version, start, end)).map(({ cardBin }) => Number(cardBin) - 4_800_000);
    expect(await read(0, 3)).toEqual([0, 1, 2]);
    expect(await read(CHUNK_RECORDS - 1, CHUNK_RECORDS + 1)).toEqual([CHUNK_RECORDS - 1, CHUNK_RECORDS]);
    expect(await read(CHUNK_RECORDS * 2 + 3, CHUNK_RECORDS * 2 + 5)).toEqual([2003, 2004]);
  });

  test("leaves the version before it readable and drops older ones", async () => {
    const versions = [];
    for (const size of [4, 5, 6]) versions.push((await push(range(size))).summary.version ?? "");
    const kept = new Set((await keys("data:")).map((name) => name.split(":")[2]));
    expect(kept).toEqual(new Set(versions.slice(1)));
  });
});

describe("a snapshot that loses BINs", () => {
  test.each([
    [10, 5, "stored"],
    [10, 4, "shrinks"],
    [10, 0, "empty"],
    [0, 0, "empty"],
    [1, 1, "unchanged"],
  ])("of %i BINs down to %i: %s", async (before, after, expected) => {
    if (before > 0) await push(range(before));
    const result = await push(range(after)).then(
      ({ outcome }) => outcome,
      (error: { problem: string }) => error.problem,
    );
    expect(result).toBe(expected);
  });

  test("leaves the good copy, shows as failed, and is taken with force", async () => {
    await push(range(10));
    await expect(push(range(3), { now: NOW + 5 })).rejects.toMatchObject({
      message: expect.stringMatching(/--force.*3 instead of 10/),
    });
    expect(await mirroredBins()).toHaveLength(10);
    expect(await summary()).toMatchObject({
      state: "failed",
      bins: 10,
      pulledAt: new Date(NOW).toISOString(),
      failure: { problem: "shrinks", at: new Date(NOW + 5).toISOString() },
    });
    expect(await push(range(3), { force: true })).toMatchObject({ outcome: "stored", removed: 7 });
    expect(await summary()).toMatchObject({ state: "ready", bins: 3, failure: null });
  });

  test("is taken with force where the copy before it cannot be read any more, and refused without", async () => {
    await push(range(10));
    for (const name of await keys("data:")) await env.CARD_PROGRAMS.delete(name);
    await expect(push(range(3, 530_000))).rejects.toThrow("not readable");
    expect(await push(range(3, 530_000), { force: true })).toMatchObject({ outcome: "stored", added: 3, removed: 0 });
    expect(await mirroredBins()).toEqual(["530000", "530001", "530002"]);
    for (const name of await keys("data:")) await env.CARD_PROGRAMS.delete(name);
    await push(range(3, 530_000), { force: true });
    expect(await mirroredBins()).toEqual(["530000", "530001", "530002"]);
  });

  test("counts BINs, not records: records without a BIN make up for nothing", async () => {
    await push(range(10));
    const blanks = Array.from({ length: 10 }, (_, index) => ({ ...bin(null), cardBinNo: `B${index}` }));
    await expect(push(blanks)).rejects.toMatchObject({ problem: "empty" });
  });
});

describe("a sync", () => {
  const options = { force: false, now: NOW };

  test("mirrors what KeySecure lists", async () => {
    const { access } = scriptedUpstream((page) => list(page === 0 ? [record("480000"), record("48000011")] : []));
    expect(await syncProgramme(store, PROGRAM, access, options)).toMatchObject({
      outcome: "stored",
      summary: { source: "sync", bins: 2 },
    });
  });

  test("that fails in the middle keeps the last good copy and shows", async () => {
    await push(range(3));
    const { access } = scriptedUpstream((page) =>
      page === 0 ? list(range(100).map(({ cardBin }) => record(cardBin))) : new Response("{", { status: 200 }),
    );
    await expect(syncProgramme(store, PROGRAM, access, options)).rejects.toMatchObject({ problem: "bad_answer" });
    expect(await mirroredBins()).toHaveLength(3);
    expect(await summary()).toMatchObject({ state: "failed", bins: 3, failure: { problem: "bad_answer" } });
  });

  test("that fails before any success shows as missing, with the reason", async () => {
    const { access } = scriptedUpstream(() => list([{ ...record("480000"), card_bin: "4800AB" }]));
    await expect(syncProgramme(store, PROGRAM, access, options)).rejects.toMatchObject({ problem: "bad_record" });
    expect(await summary()).toMatchObject({ state: "missing", version: null, failure: { problem: "bad_record" } });
  });
});

test("a copy that nobody renewed for a week is stale", async () => {
  await push(range(2));
  expect(await summary(NOW + 7 * DAY_MS)).toMatchObject({ state: "ready" });
  expect(await summary(NOW + 7 * DAY_MS + 1)).toMatchObject({ state: "stale" });
});

describe("a merchant's compiled programmes", () => {
  const programs = [{ id: PROGRAM, displayName: "Acme Card" }];
  /** A store that counts its reads of KV, and fails while told to. */
  function watched() {
    const counter = { reads: 0, isFailing: false };
    const kv = new Proxy(env.CARD_PROGRAMS, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (key !== "get" || typeof member !== "function") return member;
        return (...input: unknown[]) => {
          counter.reads += 1;
          if (counter.isFailing) return Promise.reject(new Error("KV is down"));
          return Reflect.apply(member, target, input) as unknown;
        };
      },
    });
    return { counter, store: new ProgramStore(kv) };
  }

  test("match the mirrored BINs under the merchant's own name for them", async () => {
    await push(range(3));
    const compiled = await new Programmes(store).of(programs);
    expect(matchHouseCard("48000199", compiled)).toEqual({ match: "certain", programmeName: "Acme Card" });
    expect(matchHouseCard("401200", compiled)).toEqual({ match: "none" });
  });

  test("are kept for half a minute and compiled anew only when the version changed", async () => {
    let now = NOW;
    await push(range(3));
    const { counter, store } = watched();
    const programmes = new Programmes(store, () => now);
    const [first] = await programmes.of(programs);
    expect(counter.reads).toBe(2);
    await programmes.of(programs);
    expect(counter.reads).toBe(2);
    now += 30_000;
    const [same] = await programmes.of(programs);
    expect(counter.reads).toBe(3);
    expect(same?.index).toBe(first?.index);
    await push(range(4));
    now += 30_000;
    const [changed] = await programmes.of(programs);
    expect(changed?.index?.size).toBe(4);
  });

  test("are read through a cache of minutes, so that what one place did not find yet is soon found", async () => {
    await push(range(3));
    const get = vi.spyOn(env.CARD_PROGRAMS, "get");
    const store = new ProgramStore(env.CARD_PROGRAMS);
    const { version = "" } = (await store.head(PROGRAM)) ?? {};
    await store.bins(PROGRAM, version);
    await store.records(PROGRAM, version, 0, 1);
    const seconds = get.mock.calls.map(([, options]) => (options as { cacheTtl?: number }).cacheTtl ?? 0);
    get.mockRestore();
    expect(seconds).toHaveLength(3);
    expect(Math.max(...seconds)).toBeLessThanOrEqual(300);
  });

  test("are asked for again at once after a change made through this isolate", async () => {
    const programmes = new Programmes(store, () => NOW);
    expect(matchHouseCard("480001", await programmes.of(programs))).toEqual({ match: "none" });
    await push(range(3));
    programmes.expire(PROGRAM);
    expect(matchHouseCard("480001", await programmes.of(programs))).toMatchObject({ match: "certain" });
  });

  test("stay in use while the store fails", async () => {
    let now = NOW;
    await push(range(3));
    const { counter, store } = watched();
    const programmes = new Programmes(store, () => now);
    await programmes.of(programs);
    counter.isFailing = true;
    now += 3_600_000;
    expect(matchHouseCard("480001", await programmes.of(programs))).toMatchObject({ match: "certain" });
  });

  test("make every card possibly ours when nothing of them can be read", async () => {
    const { counter, store } = watched();
    counter.isFailing = true;
    const programmes = new Programmes(store);
    expect(matchHouseCard("401200", await programmes.of(programs))).toEqual({ match: "possible" });
    counter.isFailing = false;
    expect(matchHouseCard("401200", await programmes.of(programs))).toEqual({ match: "none" });
  });

  test("of a hundred other merchants push the one unused for longest out of memory", async () => {
    await push(range(3));
    const { counter, store } = watched();
    const programmes = new Programmes(store, () => NOW);
    await programmes.of(programs);
    await programmes.of(Array.from({ length: 100 }, (_, index) => ({ id: `other_${index}`, displayName: "Other" })));
    counter.reads = 0;
    await programmes.of(programs);
    expect(counter.reads).toBe(2);
  });

  test("match nothing before the first pull", async () => {
    expect(matchHouseCard("480001", await new Programmes(store).of(programs))).toEqual({ match: "none" });
  });
});
