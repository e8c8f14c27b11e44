/** Which pack an isolate decides by, whatever the store does: the last good one, and never a wait that a shopper notices. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RulesKeeper } from "../../../worker/rules/keeper.ts";
import { ENGINE, type Pack, type Renewal, rowHash } from "../../../worker/rules/pack.ts";
import { EMPTY_HEAD, type RulesHead, RulesStore } from "../../../worker/rules/store.ts";
import { sha256Hex } from "../../../worker/sha256.ts";
import { frozenPack } from "../../support/rules/frozen-book.ts";
import { type MemoryKv, memoryKv, onRow, packWith } from "../../support/rules/packs.ts";

const SECOND = 1_000;
/** Every row of the frozen pack is fresh then. */
const START = Date.parse("2026-11-27T12:00:00Z");

let kv: MemoryKv;
let store: RulesStore;
let now: number;
let work: Promise<unknown>[];

beforeEach(() => {
  // No wait ends by itself: on a busy machine a read of this memory takes longer than a shopper would wait.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  kv = memoryKv();
  store = new RulesStore(kv);
  now = START;
  work = [];
});

afterEach(() => {
  vi.useRealTimers();
});

const keeperOf = (change: { store?: RulesStore | null; carried?: Pack } = {}) =>
  new RulesKeeper({
    store,
    carried: frozenPack,
    freshen: (pack) => pack,
    origin: "built_in",
    now: () => now,
    rulesNow: () => new Date(now),
    ...change,
  });

const ask = (keeper: RulesKeeper) => keeper.edition((promise) => work.push(promise));

/** Puts packs into the store as the operator's API does. */
async function keep(pack: Pack, change: Partial<RulesHead> = {}): Promise<RulesHead> {
  const head: RulesHead = { ...EMPTY_HEAD, current: await store.putPack(pack), updatedAt: now, ...change };
  await store.putHead(head);
  return head;
}

const capOf = async (keeper: RulesKeeper) =>
  (await ask(keeper)).book.rows.find(({ id }) => id === "us-visa-credit")?.maxBps;

const narrower = () => packWith({ row: onRow("us-visa-credit", { maxBps: 250 }) });

describe("the edition of an isolate", () => {
  it("is the carried pack where there is no store, or nothing in it", async () => {
    for (const keeper of [keeperOf({ store: null }), keeperOf()]) {
      const edition = await ask(keeper);
      expect(edition).toMatchObject({ origin: "built_in", pack: { version: frozenPack.version }, candidate: null });
      expect(edition.book.version).toBe(frozenPack.version);
      expect(keeper.trouble).toBeNull();
    }
  });

  it("is a newer pack at once, in an isolate that has just started", async () => {
    const pack = await narrower();
    await keep(pack);
    const edition = await ask(keeperOf());
    expect(edition).toMatchObject({ origin: "stored", pack: { version: pack.version, sequence: 2 } });
    expect(edition.book.version).toBe(pack.version);
    expect(await capOf(keeperOf())).toBe(250);
  });

  it("follows a change within a minute, and asks the store no more than twice in one", async () => {
    const keeper = keeperOf();
    await ask(keeper);
    const { reads } = kv;
    now += 29 * SECOND;
    await ask(keeper);
    expect(kv.reads).toBe(reads);

    await keep(await narrower());
    now += 2 * SECOND;
    // Past 30 s what is there is used, and read again behind the answer.
    expect(await capOf(keeper)).toBe(300);
    await Promise.all(work);
    expect(await capOf(keeper)).toBe(250);
  });

  it("costs one read of the store, and no new book, while nothing there changes", async () => {
    await keep(await narrower());
    const keeper = keeperOf();
    const { book } = await ask(keeper);
    await Promise.all(work);
    const { reads } = kv;
    now += 31 * SECOND;
    await ask(keeper);
    await Promise.all(work);
    expect(kv.reads).toBe(reads + 1);
    expect((await ask(keeper)).book).toBe(book);
  });

  it("is read again before it is used after a long idle time", async () => {
    const keeper = keeperOf();
    await ask(keeper);
    await keep(await narrower());
    now += 3_600 * SECOND;
    expect(await capOf(keeper)).toBe(250);
  });

  it("is the carried pack again where that is as new as the stored one: a deploy is not undone by old KV", async () => {
    await keep(await narrower());
    const deployed = await packWith({ sequence: 2 });
    const keeper = keeperOf({ carried: deployed });
    expect(await ask(keeper)).toMatchObject({ origin: "built_in", pack: { version: deployed.version } });
    expect(keeper.trouble).toBeNull();
  });

  it("goes back with the store, also to the carried pack", async () => {
    const keeper = keeperOf();
    const head = await keep(await narrower());
    expect(await capOf(keeper)).toBe(250);
    await store.putHead({ ...head, current: null, updatedAt: head.updatedAt + 1 });
    await keeper.reload();
    expect(await capOf(keeper)).toBe(300);
  });

  it("keeps what quotes name: the carried pack too", async () => {
    await ask(keeperOf());
    await Promise.all(work);
    expect(JSON.parse(kv.kept.get(`pack:${frozenPack.version}`) ?? "null")).toEqual(frozenPack);
  });
});

/** Puts a text in place of the pack, with the hash that the head names for it, as a Worker of another engine may have. */
async function spoil(text: string, version: string) {
  kv.kept.set(`pack:${version}`, text);
  const current = { version, sequence: 2, sha256: await sha256Hex(text), engine: ENGINE - 1 };
  await store.putHead({ ...EMPTY_HEAD, current, updatedAt: now });
}

describe("a pack that is not sound", () => {
  const unsound: [string, (text: string) => string][] = [
    ["cut short", (text) => text.slice(0, text.length / 2)],
    ["of a newer format", (text) => text.replace('"format":1', '"format":2')],
    ["for a newer engine", (text) => text.replace(`"minEngine":${ENGINE}`, '"minEngine":99')],
    [
      "with a kind of rule that this engine would ignore",
      (text) => text.replace('"cards":', '"moons":["full"],"cards":'),
    ],
    [
      "of another version than it says",
      (text) => text.replace(/"version":"[^"]*"/, '"version":"2026-11-27.2.000000000000"'),
    ],
    ["no JSON at all", () => "<html>"],
  ];

  it.each(unsound)("%s leaves the carried pack in force", async (_, spoiled) => {
    const pack = await narrower();
    await spoil(spoiled(JSON.stringify(pack)), pack.version);
    const keeper = keeperOf();
    expect(await ask(keeper)).toMatchObject({ origin: "built_in" });
    expect(keeper.trouble).toBe("unreadable");
  });

  it("altered under way leaves the carried pack in force", async () => {
    const pack = await narrower();
    await keep(pack);
    kv.kept.set(`pack:${pack.version}`, JSON.stringify(pack).replace('"maxBps":250', '"maxBps":900'));
    const keeper = keeperOf();
    expect(await capOf(keeper)).toBe(300);
    expect(keeper.trouble).toBe("unreadable");
  });

  it("leaves the last good stored pack in force where there was one", async () => {
    const keeper = keeperOf();
    await keep(await narrower());
    expect(await capOf(keeper)).toBe(250);
    const next = await packWith({ sequence: 3, row: onRow("us-visa-credit", { maxBps: 200 }) });
    const ref = { version: next.version, sequence: 3, sha256: "0".repeat(64), engine: ENGINE };
    await store.putHead({ ...EMPTY_HEAD, current: ref, updatedAt: now + 1 });
    await keeper.reload();
    expect(await capOf(keeper)).toBe(250);
    expect(keeper.trouble).toBe("unreadable");
  });

  it("that widens what nobody stands for is refused, and its verdict kept; with a newer check and a name it counts", async () => {
    const wider = onRow("us-visa-credit", { maxBps: 400 });
    await keep(await packWith({ row: wider }));
    const keeper = keeperOf();
    expect(await capOf(keeper)).toBe(300);
    expect(keeper.trouble).toBe("refused");
    expect([...kv.kept.keys()].filter((key) => key.startsWith("verdict:"))).toHaveLength(1);

    const vouched = { maxBps: 400, checkedOn: "2026-11-27", by: "Jo Lee" };
    await keep(await packWith({ sequence: 3, row: onRow("us-visa-credit", vouched) }), { updatedAt: now + 1 });
    await keeper.reload();
    expect(await capOf(keeper)).toBe(400);
    expect(keeper.trouble).toBeNull();
  });
});

describe("a store that does not answer", () => {
  it("down: the carried pack, at once, and asked again some seconds later", async () => {
    kv.mode = "fail";
    const keeper = keeperOf();
    expect(await ask(keeper)).toMatchObject({ origin: "built_in" });
    expect(keeper.trouble).toBe("unreadable");
    const { reads } = kv;
    await ask(keeper);
    expect(kv.reads).toBe(reads);

    kv.mode = "ok";
    await keep(await narrower());
    now += 6 * SECOND;
    // Nothing waits for a store that was down a moment ago.
    expect(await capOf(keeper)).toBe(300);
    await Promise.all(work);
    expect(await capOf(keeper)).toBe(250);
    expect(keeper.trouble).toBeNull();
  });

  it("down later on: the last good pack stays for as long as it takes", async () => {
    await keep(await narrower());
    const keeper = keeperOf();
    await ask(keeper);
    kv.mode = "fail";
    for (let hour = 0; hour < 48; hour++) {
      now += 3_600 * SECOND;
      expect(await capOf(keeper)).toBe(250);
    }
  });

  it("that hangs holds one request up for a moment, and no other", async () => {
    kv.mode = "hang";
    const keeper = keeperOf();
    const first = ask(keeper);
    const others = await Promise.all([ask(keeper), ask(keeper)]);
    expect(others.map(({ origin }) => origin)).toEqual(["built_in", "built_in"]);
    await vi.advanceTimersByTimeAsync(200);
    expect(await first).toMatchObject({ origin: "built_in" });
  });
});

describe("a deployment's own renewals and extensions", () => {
  const row = frozenPack.rows.find(({ id }) => id === "us-visa-credit");
  if (row === undefined) throw new Error("the frozen pack has no us-visa-credit");
  const renewal = async (change: Partial<Renewal> = {}): Promise<Renewal> => ({
    row: row.id,
    rowHash: await rowHash(row),
    checkedOn: "2026-11-25",
    recheckOn: "2027-03-20",
    by: "Jo Lee",
    source: "https://example.com/rules",
    ...change,
  });
  const found = async (keeper: RulesKeeper) => (await ask(keeper)).book.rows.find(({ id }) => id === row.id);

  it("renew the very row that was read, under a version of its own", async () => {
    await store.putHead({ ...EMPTY_HEAD, renewals: [await renewal()], updatedAt: now });
    const keeper = keeperOf();
    expect(await found(keeper)).toMatchObject({ checkedOn: "2026-11-25", recheckOn: "2027-03-20", by: "Jo Lee" });
    const { book, pack } = await ask(keeper);
    expect(book.version).toMatch(new RegExp(`^${frozenPack.version.replaceAll(".", "\\.")}\\.r[0-9a-f]{8}$`));
    expect(pack.renewals).toEqual([await renewal()]);
    await Promise.all(work);
    expect(kv.kept.has(`pack:${book.version}`)).toBe(true);
  });

  it("never renew a text that has changed since", async () => {
    await keep(await narrower(), { renewals: [await renewal()] });
    const keeper = keeperOf();
    expect(await found(keeper)).toMatchObject({ maxBps: 250, checkedOn: row.checkedOn });
    expect((await ask(keeper)).book.version).not.toContain(".r");
  });

  it("go on holding over a new pack that left the row as it was", async () => {
    await keep(await packWith({ row: onRow("us-ok-credit", { maxBps: 100 }) }), { renewals: [await renewal()] });
    expect(await found(keeperOf())).toMatchObject({ maxBps: 300, checkedOn: "2026-11-25" });
  });

  it("lengthen a row's time by an operator's word, until somebody has read it again", async () => {
    const extension = {
      row: row.id,
      rowHash: await rowHash(row),
      extendTo: "2027-01-15",
      by: "Jo Lee",
      on: "2026-11-26",
    };
    await store.putHead({ ...EMPTY_HEAD, extensions: [extension], updatedAt: now });
    expect(await found(keeperOf())).toMatchObject({ extendedTo: "2027-01-15" });
    const later = await renewal({ checkedOn: "2026-11-27" });
    await store.putHead({ ...EMPTY_HEAD, extensions: [extension], renewals: [later], updatedAt: now + 1 });
    expect(await found(keeperOf())).not.toHaveProperty("extendedTo");
  });
});

describe("a candidate", () => {
  it("is read beside the pack in force, and does nothing where it cannot be read", async () => {
    const candidate = await store.putPack(
      await packWith({ sequence: 3, row: onRow("us-visa-credit", { maxBps: 100 }) }),
    );
    await keep(await narrower(), { candidate });
    const { book, candidate: beside } = await ask(keeperOf());
    expect([book.version, beside?.version]).toEqual([(await narrower()).version, candidate.version]);

    await keep(await narrower(), { candidate: { ...candidate, sha256: "0".repeat(64) } });
    expect((await ask(keeperOf())).candidate).toBeNull();
  });
});
