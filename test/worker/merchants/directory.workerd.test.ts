import { beforeEach, describe, expect, test, vi } from "vitest";
import { Directory } from "../../../worker/merchants/directory.ts";
import { Merchant } from "../../../worker/merchants/schema.ts";
import type { MerchantStore, StoredMerchant } from "../../../worker/merchants/store.ts";

const MINUTE_MS = 60_000;

const merchant = (id: string, changes: Partial<Merchant> = {}): Merchant => ({
  ...Merchant.parse({
    id,
    name: id,
    mode: "test",
    gateway: "koipay_sandbox",
    place: { country: "US" },
    currency: "USD",
  }),
  updatedAt: 1,
  ...changes,
});

const merchantA = merchant("mch_a");

/** A store whose answers a test sets, and that counts what it is asked. */
class FakeStore implements MerchantStore {
  readonly records = new Map<string, StoredMerchant>();
  isDown = false;
  reads = 0;
  keyReads = 0;

  put(record: Merchant) {
    this.records.set(record.id, { kind: "merchant", merchant: record });
  }
  async read(id: string): Promise<StoredMerchant> {
    this.reads += 1;
    return this.isDown ? { kind: "failed" } : (this.records.get(id) ?? { kind: "missing" });
  }
  async merchantOfKey(hash: string) {
    this.keyReads += 1;
    if (this.isDown) return undefined;
    const owner = [...this.records.values()].find(
      (record) => record.kind === "merchant" && record.merchant.serverKeys.some((key) => key.hash === hash),
    );
    return owner?.kind === "merchant" ? owner.merchant.id : null;
  }
  async write() {}
  async remove() {}
  async list() {
    return { merchants: [], cursor: null };
  }
  async knowsOrigin() {
    return false;
  }
  hasSeenOrigin() {
    return false;
  }
}

let store: FakeStore;
let now: number;
let directory: Directory;
const make = (configured: Merchant[] = [], seeds: Merchant[] = []) =>
  new Directory({ store, configured, seeds, now: () => now });

beforeEach(() => {
  store = new FakeStore();
  now = 1_000_000_000_000;
  directory = make();
});

const nameOf = async (id: string) => {
  const found = await directory.find(id);
  return found.kind === "found" ? found.merchant.name : found.kind;
};

describe("the directory", () => {
  test("needs no store for a configured merchant, and never asks one about it", async () => {
    directory = new Directory({ store: null, configured: [merchant("mch_one")], seeds: [], now: () => now });
    expect(await nameOf("mch_one")).toBe("mch_one");
    expect(await nameOf("mch_two")).toBe("unknown");
    directory = make([merchant("mch_one")]);
    store.isDown = true;
    expect(await nameOf("mch_one")).toBe("mch_one");
    expect(store.reads).toBe(0);
  });

  test("finds a sample by its id until the store holds one, and lists it nowhere", async () => {
    const samples = [merchant("mch_sample", { name: "ours" })];
    for (const held of [null, store]) {
      directory = new Directory({
        store: held,
        configured: [],
        seeds: [merchant("mch_seed")],
        samples,
        now: () => now,
      });
      expect(await nameOf("mch_sample")).toBe("ours");
      expect(directory.withoutStore().map(({ id }) => id)).toEqual(["mch_seed"]);
    }
    store.put(merchant("mch_sample", { name: "theirs", updatedAt: 2 }));
    now += MINUTE_MS;
    expect(await nameOf("mch_sample")).toBe("theirs");
  });

  test("asks the store once while a copy is fresh, and shows a change within a minute", async () => {
    store.put(merchant("mch_a", { name: "before" }));
    for (let at = 0; at < 5; at += 1) expect(await nameOf("mch_a")).toBe("before");
    expect(store.reads).toBe(1);
    store.put(merchant("mch_a", { name: "after", updatedAt: 2 }));
    now += MINUTE_MS / 2;
    expect(await nameOf("mch_a")).toBe("after");
  });

  test("bridges a failing store for fifteen minutes, and not longer", async () => {
    store.put(merchant("mch_a"));
    expect(await nameOf("mch_a")).toBe("mch_a");
    store.isDown = true;
    now += 15 * MINUTE_MS - 1;
    expect(await nameOf("mch_a")).toBe("mch_a");
    now += 10_000;
    expect(await nameOf("mch_a")).toBe("unavailable");
  });

  test("never bridges what it cannot read: that is newer than its copy, and may be a merchant who was switched off", async () => {
    store.put(merchant("mch_a"));
    expect(await nameOf("mch_a")).toBe("mch_a");
    store.records.set("mch_a", { kind: "unreadable", why: "wallets" });
    now += MINUTE_MS / 2;
    expect(await directory.find("mch_a")).toEqual({ kind: "unavailable", isUnreadable: true });
    store.isDown = true;
    expect(await nameOf("mch_a")).toBe("unavailable");
  });

  test("says that a merchant is unavailable when the store is down and it was never seen", async () => {
    store.isDown = true;
    expect(await nameOf("mch_a")).toBe("unavailable");
  });

  test("leaves a failing store alone for a while", async () => {
    store.put(merchant("mch_a"));
    await directory.find("mch_a");
    store.isDown = true;
    now += MINUTE_MS;
    for (let at = 0; at < 10; at += 1) await directory.find("mch_a");
    expect(store.reads).toBe(2);
  });

  test("never brings a disabled merchant back from an older record or a failing store", async () => {
    const before = merchant("mch_a", { updatedAt: 5 });
    store.put({ ...before, enabled: false, updatedAt: 6 });
    const isEnabled = async () => {
      const found = await directory.find("mch_a");
      return found.kind === "found" && found.merchant.enabled;
    };
    expect(await isEnabled()).toBe(false);
    store.put(before);
    now += MINUTE_MS;
    expect(await isEnabled()).toBe(false);
    store.isDown = true;
    now += MINUTE_MS;
    expect(await isEnabled()).toBe(false);
  });

  test("never brings a deleted merchant back from an older record", async () => {
    store.records.set("mch_a", { kind: "deleted", updatedAt: 9 });
    expect(await nameOf("mch_a")).toBe("unknown");
    store.put(merchant("mch_a", { updatedAt: 8 }));
    now += MINUTE_MS;
    expect(await nameOf("mch_a")).toBe("unknown");
    store.put(merchant("mch_a", { updatedAt: 10 }));
    now += MINUTE_MS;
    expect(await nameOf("mch_a")).toBe("mch_a");
  });

  test("shows a change made here at once, even while the store still answers from before it", async () => {
    expect(await nameOf("mch_new")).toBe("unknown");
    directory.remember("mch_new", merchant("mch_new", { updatedAt: now }), now);
    expect(await nameOf("mch_new")).toBe("mch_new");
    now += MINUTE_MS;
    expect(await nameOf("mch_new")).toBe("mch_new");
  });

  test("holds a thousand copies, and guessing ids pushes none of them out", async () => {
    store.put(merchant("mch_a"));
    await directory.find("mch_a");
    for (let at = 0; at < 2_000; at += 1) await directory.find(`mch_guess${at}`);
    store.isDown = true;
    expect(await nameOf("mch_a")).toBe("mch_a");
    for (let at = 0; at < 1_000; at += 1) directory.remember(`mch_${at}`, merchant(`mch_${at}`), 1);
    expect(await nameOf("mch_a")).toBe("unavailable");
    expect(await nameOf("mch_999")).toBe("mch_999");
  });

  test("asks as often for one of a hundred thousand merchants as for the only one", async () => {
    for (let at = 0; at < 100_000; at += 1)
      store.records.set(`mch_${at}`, { kind: "merchant", merchant: { ...merchantA, id: `mch_${at}` } });
    for (let at = 0; at < 10; at += 1) await directory.find("mch_99999");
    expect(store.reads).toBe(1);
  });

  test("lets a record in the store take the place of a seed", async () => {
    directory = make([], [merchant("mch_demo", { name: "seed", updatedAt: 0 })]);
    expect(await nameOf("mch_demo")).toBe("seed");
    store.put(merchant("mch_demo", { name: "stored" }));
    now += MINUTE_MS;
    expect(await nameOf("mch_demo")).toBe("stored");
  });

  test("finds a merchant by its server key, also by a copy while the store is down", async () => {
    const hash = "a".repeat(64);
    store.put(merchant("mch_a", { serverKeys: [{ hash, addedOn: "2026-11-01" }] }));
    expect(await directory.findByKeyHash(hash)).toMatchObject({ kind: "found", merchant: { id: "mch_a" } });
    expect(await directory.findByKeyHash("b".repeat(64))).toEqual({ kind: "unknown" });
    store.isDown = true;
    expect(await directory.findByKeyHash(hash)).toMatchObject({ kind: "found" });
    expect(await directory.findByKeyHash("b".repeat(64))).toEqual({ kind: "unavailable", isUnreadable: false });
  });

  test("asks once whose a server key is, and believes the merchant's record from then on", async () => {
    const key = { hash: "a".repeat(64), addedOn: "2026-11-01" };
    const kindOf = async () => (await directory.findByKeyHash(key.hash)).kind;
    store.put(merchant("mch_a", { serverKeys: [key] }));
    for (let at = 0; at < 3; at += 1) expect(await kindOf()).toBe("found");
    expect(store.keyReads).toBe(1);
    store.put(merchant("mch_a", { updatedAt: 2 }));
    now += MINUTE_MS;
    expect(await kindOf()).toBe("unknown");
    store.put(merchant("mch_b", { serverKeys: [key] }));
    expect(await directory.findByKeyHash(key.hash)).toMatchObject({ kind: "found", merchant: { id: "mch_b" } });
  });

  test("asks again after a while whose a server key is: two list it, and one is named", async () => {
    const key = { hash: "a".repeat(64), addedOn: "2026-11-01" };
    const ownerOf = async () => {
      const found = await directory.findByKeyHash(key.hash);
      return found.kind === "found" ? found.merchant.id : found.kind;
    };
    store.put(merchant("mch_a", { serverKeys: [key] }));
    expect(await ownerOf()).toBe("mch_a");
    const named = vi.spyOn(store, "merchantOfKey").mockResolvedValue("mch_b");
    store.put(merchant("mch_b", { serverKeys: [key] }));
    now += 14 * MINUTE_MS;
    expect(await ownerOf()).toBe("mch_a");
    now += MINUTE_MS;
    expect(await ownerOf()).toBe("mch_b");
    // An index that is down, or names nobody, takes a key from nobody who still lists it.
    for (const nobody of [undefined, null]) {
      now += 15 * MINUTE_MS;
      named.mockResolvedValue(nobody);
      expect(await ownerOf()).toBe("mch_b");
    }
    now += 15 * MINUTE_MS;
    store.put(merchant("mch_b", { updatedAt: 2 }));
    expect(await ownerOf()).toBe("unknown");
  });
});
