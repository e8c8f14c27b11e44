import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { Merchant } from "../../../worker/merchants/schema.ts";
import { kvStore } from "../../../worker/merchants/store.ts";

const ORIGIN = "https://shop.example";
const MERCHANT = Merchant.parse({
  id: "mch_store",
  name: "Shop",
  mode: "test",
  gateway: "koipay_sandbox",
  origins: [ORIGIN, "https://other.example"],
  place: { country: "US", state: "IL" },
  currency: "USD",
});

/** A store with nothing in its memory, over one that holds the merchant, and how often it reads. */
async function isolate() {
  const kv = env.MERCHANTS as KVNamespace;
  await kvStore(kv).write(MERCHANT, null);
  const get = vi.fn<(...told: Parameters<typeof kv.get>) => ReturnType<typeof kv.get>>((...told) => kv.get(...told));
  return { store: kvStore({ ...kv, get } as unknown as KVNamespace), reads: () => get.mock.calls.length };
}

test("an origin that was found once is not read again", async () => {
  const { store, reads } = await isolate();
  expect(await store.knowsOrigin(ORIGIN)).toBe(true);
  expect(await store.knowsOrigin(ORIGIN)).toBe(true);
  expect(reads()).toBe(1);
});

test("a merchant that was read has told its origins", async () => {
  const { store, reads } = await isolate();
  expect(await store.read(MERCHANT.id)).toMatchObject({ kind: "merchant" });
  for (const origin of MERCHANT.origins) expect(await store.knowsOrigin(origin)).toBe(true);
  expect(reads()).toBe(1);
});

test("an origin that nobody lists is asked for each time: somebody may list it meanwhile", async () => {
  const { store, reads } = await isolate();
  expect(await store.knowsOrigin("https://nobody.example")).toBe(false);
  expect(await store.knowsOrigin("https://nobody.example")).toBe(false);
  expect(reads()).toBe(2);
});

test("a record that cannot be read is told by the names in it, but by none that could be a card number", async () => {
  const kv = env.MERCHANTS as KVNamespace;
  const odd = { ...MERCHANT, id: "mch_odd", wallets: [], "4242424242424242": 1, costs: { visa: { "4242 4242": 1 } } };
  await kv.put("m:mch_odd", JSON.stringify(odd));
  expect(await kvStore(kv).read("mch_odd")).toEqual({
    kind: "unreadable",
    why: expect.stringMatching(/\bcosts\.visa\.\(unnamed\), wallets, \(unnamed\)$/),
  });
});
