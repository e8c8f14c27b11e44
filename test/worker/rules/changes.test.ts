/** What an operator may do to the rules, and the words in which it is refused; over the API another test tries the same. */
import { beforeEach, describe, expect, it } from "vitest";
import {
  type ChangeContext,
  type Changed,
  type ChangeRefusal,
  dropCandidate,
  goBack,
  takeExtension,
  takePack,
  takeRenewal,
} from "../../../worker/rules/changes.ts";
import { type Extension, type Pack, type Renewal, rowHash } from "../../../worker/rules/pack.ts";
import type { RuleRow } from "../../../worker/rules/schema.ts";
import { EMPTY_HEAD, type RulesHead, RulesStore } from "../../../worker/rules/store.ts";
import { frozenPack } from "../../support/rules/frozen-book.ts";
import { type MemoryKv, memoryKv, onRow, packWith } from "../../support/rules/packs.ts";

/** In the rules' terms the days from 2026-11-28 to 2026-11-29. */
const AT = new Date("2026-11-29T08:00:00Z");
const NOW = AT.getTime();
const JO = { by: "Jo Lee" };

let kv: MemoryKv;
let store: RulesStore;
beforeEach(() => {
  kv = memoryKv();
  store = new RulesStore(kv);
});

const given = (change: Partial<ChangeContext> = {}): ChangeContext => ({
  store,
  head: EMPTY_HEAD,
  carried: frozenPack,
  current: frozenPack,
  at: AT,
  now: NOW,
  ...change,
});

const headOf = (changed: Changed | ChangeRefusal): RulesHead => {
  expect(changed.kind).toBe("changed");
  if (changed.kind !== "changed") throw new Error(changed.because);
  return changed.head;
};
const rowOf = (id: string, pack: Pack = frozenPack): RuleRow => {
  const row = pack.rows.find((one) => one.id === id);
  if (row === undefined) throw new Error(`there is no ${id}`);
  return row;
};
const narrower = (change: Parameters<typeof packWith>[0] = {}) =>
  packWith({ row: onRow("us-visa-credit", { maxBps: 250 }), ...change });
const kept = (pack: Pack) => store.putPack(pack);

describe("a pack", () => {
  it("is in force from the head that names it, is kept under its version, and was found sound", async () => {
    const pack = await narrower();
    const head = headOf(await takePack(pack, false, given({ head: { ...EMPTY_HEAD, candidate: await kept(pack) } })));
    expect(head).toEqual({
      ...EMPTY_HEAD,
      current: { version: pack.version, sequence: 2, sha256: head.current?.sha256, engine: 2 },
      previous: "built_in",
      candidate: null,
      updatedAt: NOW,
    });
    expect(await store.pack(head.current ?? expect.fail())).toEqual(pack);
    expect(await store.verdict(frozenPack.version, pack.version)).toBe("sound");
  });

  it("leads back to the stored one before it, but not to one that a deploy has overtaken", async () => {
    const [first, second] = [await narrower(), await narrower({ sequence: 3 })];
    const before = headOf(await takePack(first, false, given()));
    const after = given({ head: before, current: first });
    expect(headOf(await takePack(second, false, after)).previous).toEqual(before.current);
    const deployed = given({ head: before, carried: first, current: first });
    expect(headOf(await takePack(second, false, deployed)).previous).toBe("built_in");
  });

  it("as a candidate stands beside the one in force and changes nothing else", async () => {
    const [first, second] = [await narrower(), await narrower({ sequence: 3 })];
    const before = headOf(await takePack(first, false, given()));
    const head = headOf(await takePack(second, true, given({ head: before, current: first, now: NOW + 5 })));
    expect(head).toEqual({ ...before, candidate: await kept(second), updatedAt: NOW + 5 });
  });

  it.each<[string, Partial<ChangeContext>, number]>([
    ["the carried one's number", {}, 1],
    ["the number of the one in force", { current: { ...frozenPack, sequence: 7 } }, 7],
    ["a number below the carried one's", { carried: { ...frozenPack, sequence: 9 } }, 9],
  ])("of %s is stale", async (_, context, newest) => {
    expect(await takePack(await narrower({ sequence: newest }), false, given(context))).toEqual({
      kind: "stale",
      because: `sequence must be above ${newest}, that of the pack in force or carried by this Worker`,
    });
    expect(kv.kept.size).toBe(0);
  });

  it("under another version than its content's is refused, and not kept", async () => {
    expect(await takePack({ ...(await narrower()), minEngine: 1 }, false, given())).toEqual({
      kind: "unsound",
      because: "version is not the hash of the pack's content: build it again",
    });
    expect(kv.kept.size).toBe(0);
  });

  it("with a renewal of another text than the row's is refused by the row's name", async () => {
    const renewal = { rowHash: "0".repeat(64), checkedOn: "2026-11-27", recheckOn: null, source: "https://a.example" };
    const sound = { ...renewal, ...JO, row: "us-oh-credit", rowHash: await rowHash(rowOf("us-oh-credit")) };
    const renewals = [sound, { ...renewal, ...JO, row: "us-visa-credit" }];
    expect(await takePack(await narrower({ renewals }), false, given())).toEqual({
      kind: "unsound",
      because: "the renewal of us-visa-credit is for another text than the row's",
    });
    headOf(await takePack(await narrower({ renewals: [sound] }), false, given()));
  });

  const NEEDS =
    "the pack permits more than the one that this Worker carries, and nobody stands for it: each of these rows needs a newer checkedOn and a by (a row that is gone: a by in retired): ";

  it("that permits more is refused by each row's name, ten of them at most", async () => {
    // A newer date without a name lets a permission last longer, and is nobody's word.
    const raised = (ids: readonly string[]) =>
      packWith({ row: (row) => (ids.includes(row.id) ? { ...row, checkedOn: "2026-11-24" } : row) });
    const open = frozenPack.rows.filter(
      ({ id, networks, status, recheckOn }) =>
        id.startsWith("us-") && networks === "all" && status !== "prohibited" && recheckOn === null,
    );
    const ids = open.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(11);
    const refused = async (some: readonly string[]) => {
      const refusal = await takePack(await raised(some), false, given());
      if (refusal.kind !== "unsound") throw new Error(refusal.kind);
      expect(refusal.because.startsWith(NEEDS)).toBe(true);
      return refusal.because.slice(NEEDS.length);
    };
    expect(await refused([ids[0] ?? ""])).toBe(ids[0]);
    const ten = await refused(ids.slice(0, 10));
    expect(ten.split(", ").toSorted()).toEqual(ids.slice(0, 10).toSorted());
    const more = await refused(ids.slice(0, 12));
    expect(more).toMatch(/ and 2 more$/);
    expect(more.replace(/ and 2 more$/, "").split(", ")).toHaveLength(10);
  });

  it("that permits more where a row is gone is refused by that row", async () => {
    const gone = await packWith({ row: (row) => (row.id === "us-ct-all" ? null : row), more: [openTo("US-CT")] });
    const refusal = await takePack(gone, false, given());
    expect(refusal).toMatchObject({ kind: "unsound", because: expect.stringContaining("us-ct-all") as string });
  });

  const openTo = (place: string): RuleRow => ({ ...rowOf("us-oh-credit"), id: "us-ct-credit", places: [place] });
});

describe("the way back", () => {
  it("leads to the pack before, and no further", async () => {
    const [first, second] = [await narrower(), await narrower({ sequence: 3 })];
    const head = { ...EMPTY_HEAD, current: await kept(second), previous: await kept(first), updatedAt: 5 };
    expect(goBack(given({ head }))).toEqual({
      kind: "changed",
      head: { ...head, current: await kept(first), previous: null, updatedAt: NOW },
    });
    const carried = { ...head, previous: "built_in" as const };
    expect(headOf(goBack(given({ head: carried })))).toMatchObject({ current: null, previous: null });
  });

  it.each<[string, (ref: NonNullable<RulesHead["current"]>) => Partial<RulesHead>]>([
    ["nothing was before it", (current) => ({ current, previous: null })],
    ["no pack is stored", () => ({ current: null, previous: "built_in" })],
    ["a deploy has overtaken it", (current) => ({ current: { ...current, sequence: 1 }, previous: "built_in" })],
  ])("is none where %s", async (_, head) => {
    const current = await kept(await narrower());
    expect(goBack(given({ head: { ...EMPTY_HEAD, ...head(current) } }))).toEqual({
      kind: "stale",
      because: "there is nothing to go back to: the pack that the Worker carries is in force",
    });
  });
});

it("a candidate is dropped, and all else stays", async () => {
  const head = { ...EMPTY_HEAD, candidate: await kept(await narrower()), previous: "built_in" as const };
  expect(dropCandidate(given({ head }))).toEqual({
    kind: "changed",
    head: { ...head, candidate: null, updatedAt: NOW },
  });
});

it("each change is newer than the one before, also where this clock is behind", () => {
  const head = { ...EMPTY_HEAD, updatedAt: NOW + 50 };
  expect(dropCandidate(given({ head }))).toMatchObject({ head: { updatedAt: NOW + 51 } });
});

describe("a renewal", () => {
  const renewal = async (change: Partial<Renewal> = {}): Promise<Renewal> => ({
    row: "us-visa-credit",
    rowHash: await rowHash(rowOf(change.row ?? "us-visa-credit")),
    checkedOn: "2026-11-28",
    recheckOn: null,
    source: "https://example.com/visa",
    ...JO,
    ...change,
  });

  it("stands in place of an older one of its row, and beside those of others", async () => {
    const [older, other] = [await renewal({ checkedOn: "2026-11-25" }), await renewal({ row: "us-oh-credit" })];
    const head = headOf(
      await takeRenewal(await renewal(), given({ head: { ...EMPTY_HEAD, renewals: [older, other] } })),
    );
    expect(head).toEqual({ ...EMPTY_HEAD, renewals: [other, await renewal()], updatedAt: NOW });
  });

  it.each<[string, Partial<Renewal>]>([
    ["checked on the last day that it is anywhere", { checkedOn: "2026-11-29" }],
    ["the day after the last check", { checkedOn: "2026-11-23" }],
    ["to be checked again the day after", { recheckOn: "2026-11-29" }],
    ["to be checked again on the day of its age", { recheckOn: "2027-03-28" }],
  ])("is taken when it was %s", async (_, change) => {
    const taken = await renewal(change);
    expect(headOf(await takeRenewal(taken, given())).renewals).toEqual([taken]);
  });

  it.each<[string, Partial<Renewal>, ChangeRefusal]>([
    [
      "of no row that is in force",
      { row: "us-xx-credit", rowHash: "0".repeat(64) },
      { kind: "missing", because: "There is no row of this id in the pack in force." },
    ],
    [
      "of another text",
      { rowHash: "0".repeat(64) },
      {
        kind: "stale",
        because: "rowHash is not that of the row in force: its text has changed, so read it again",
      },
    ],
    ["of tomorrow", { checkedOn: "2026-11-30" }, { kind: "unsound", because: "checkedOn must not be in the future" }],
    [
      "of the day of the last check",
      { checkedOn: "2026-11-22" },
      { kind: "stale", because: "checkedOn must be after 2026-11-22, when the row was last checked" },
    ],
    [
      "to be checked again the day it was checked",
      { recheckOn: "2026-11-28" },
      {
        kind: "unsound",
        because: "recheckOn must be after checkedOn and at most 2027-03-28, when the row lapses by its age",
      },
    ],
    [
      "to be checked again after its age ends",
      { recheckOn: "2027-03-29" },
      {
        kind: "unsound",
        because: "recheckOn must be after checkedOn and at most 2027-03-28, when the row lapses by its age",
      },
    ],
  ])("is refused %s", async (_, change, refusal) => {
    const asked = change.row === undefined ? await renewal(change) : { ...(await renewal()), ...change };
    expect(await takeRenewal(asked, given())).toEqual(refusal);
  });

  it("of a bar may be checked again at any later day, for a bar never lapses", async () => {
    const bar = { row: "us-ct-all", recheckOn: "2036-01-01" };
    expect(headOf(await takeRenewal(await renewal(bar), given())).renewals).toHaveLength(1);
    expect(await takeRenewal(await renewal({ ...bar, recheckOn: "2026-11-28" }), given())).toEqual({
      kind: "unsound",
      because: "recheckOn must be after checkedOn",
    });
  });

  it("is after what the pack's and the deployment's own renewals made of the row, where they still fit it", async () => {
    const own = [await renewal({ checkedOn: "2026-11-25" }), await renewal({ row: "us-oh-credit" })];
    const head = { ...EMPTY_HEAD, renewals: own };
    expect(await takeRenewal(await renewal({ checkedOn: "2026-11-25" }), given({ head }))).toMatchObject({
      because: "checkedOn must be after 2026-11-25, when the row was last checked",
    });
    const current = { ...frozenPack, renewals: [await renewal({ checkedOn: "2026-11-26" })] };
    expect(await takeRenewal(await renewal({ checkedOn: "2026-11-26" }), given({ current }))).toMatchObject({
      because: "checkedOn must be after 2026-11-26, when the row was last checked",
    });
    const unfit = { ...EMPTY_HEAD, renewals: [await renewal({ rowHash: "0".repeat(64) })] };
    headOf(await takeRenewal(await renewal({ checkedOn: "2026-11-25" }), given({ head: unfit })));
  });
});

describe("an extension", () => {
  /** Of the day on which the row lapses: 2026-12-31. */
  const extension = async (change: Partial<Extension> = {}): Promise<Extension> => ({
    row: "us-visa-credit",
    rowHash: await rowHash(rowOf(change.row ?? "us-visa-credit")),
    extendTo: "2027-01-30",
    on: "2026-11-28",
    ...JO,
    ...change,
  });

  it("is taken for up to thirty days, beside those of others", async () => {
    const other = await extension({ row: "us-oh-credit" });
    const head = { ...EMPTY_HEAD, extensions: [other] };
    expect(headOf(await takeExtension(await extension(), given({ head })))).toEqual({
      ...EMPTY_HEAD,
      extensions: [other, await extension()],
      updatedAt: NOW,
    });
    headOf(await takeExtension(await extension({ extendTo: "2027-01-01" }), given()));
  });

  it.each<[string, Partial<Extension>, ChangeRefusal]>([
    [
      "of no row that is in force",
      { row: "us-xx-credit", rowHash: "0".repeat(64) },
      { kind: "missing", because: "There is no row of this id in the pack in force." },
    ],
    [
      "to the day on which it lapses anyway",
      { extendTo: "2026-12-31" },
      {
        kind: "unsound",
        because: "extendTo must be after 2026-12-31, when the row lapses, and at most 2027-01-30",
      },
    ],
    [
      "by a day too many",
      { extendTo: "2027-01-31" },
      {
        kind: "unsound",
        because: "extendTo must be after 2026-12-31, when the row lapses, and at most 2027-01-30",
      },
    ],
    [
      "of a bar",
      { row: "us-ct-all" },
      { kind: "unsound", because: "this row never lapses: there is nothing to extend" },
    ],
  ])("is refused %s", async (_, change, refusal) => {
    const asked = change.rowHash === undefined ? await extension(change) : { ...(await extension()), ...change };
    expect(await takeExtension(asked, given())).toEqual(refusal);
  });

  it("is taken once until somebody reads the source again, and then in place of the old one", async () => {
    const first = await extension({ extendTo: "2027-01-05", on: "2026-11-22" });
    const head = { ...EMPTY_HEAD, extensions: [await extension({ row: "us-oh-credit" }), first] };
    expect(await takeExtension(await extension(), given({ head }))).toEqual({
      kind: "stale",
      because: "the row was extended to 2027-01-05 already: once only, until somebody reads its source again",
    });
    const before = { ...head, extensions: [{ ...first, on: "2026-11-21" }] };
    expect(headOf(await takeExtension(await extension(), given({ head: before }))).extensions).toEqual([
      await extension(),
    ]);
  });
});
