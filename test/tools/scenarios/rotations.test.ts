/**
 * The rehearsals of docs/rotate-keys.md and docs/back-out.md: each key is replaced, and nothing that was
 * there before is lost. At night, for it starts the deployment a dozen times; by day `key-ring`, `seal` and `merchants` are tried alone.
 */

import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addAdminKey,
  endAdminKey,
  newToken,
  Rehearsal,
  readRing,
  revokeKey,
  rotateRing,
  settingsOf,
} from "../../support/node/rehearsal.ts";

const ID = "mch_shop";
const GATEWAY_KEY = "api_the_first_gateway_key";
const it = new Rehearsal();

beforeAll(async () => {
  it.goodKeys = [GATEWAY_KEY];
  await it.deploy();
  await it.add(ID, GATEWAY_KEY);
}, 60_000);
afterAll(() => it.end());

const now = () => Math.floor(Date.now() / 1_000);
const ringIn = () => readRing({ ...it.secrets });
const SURCHARGED = { outcome: "surcharge", surcharge: { surchargeAmount: 375 } };

describe("the keys that sign quotes", () => {
  test("rotate: old quotes stay good, and new ones are at servers that keep the set from before", async () => {
    const token = newToken();
    const before = await it.lookUp(ID, token);
    const keysBefore = await it.keySet();
    await it.deploy(Object.fromEntries(settingsOf(await rotateRing(ringIn(), { now: now() }))));
    const keys = await it.keySet();
    expect(keys.keys).toHaveLength(3);
    expect(await it.check(ID, token, before.quote, keys)).toMatchObject({ valid: true });
    const later = newToken();
    const { quote } = await it.lookUp(ID, later);
    expect(await it.check(ID, later, quote, keysBefore)).toMatchObject({ valid: true });
  });

  test("are revoked: nobody takes what they signed, and the others go on", async () => {
    const token = newToken();
    const { quote } = await it.lookUp(ID, token);
    const [signing] = ringIn().signing;
    const ring = await revokeKey(ringIn(), { now: now(), kid: signing?.kid ?? "" });
    await it.deploy(Object.fromEntries(settingsOf(ring)));
    const keys = await it.keySet();
    for (const purpose of ["charge", "refund"] as const)
      expect(await it.check(ID, token, quote, keys, purpose)).toMatchObject({ valid: false, problem: "revoked_key" });
    const later = newToken();
    expect(await it.check(ID, later, (await it.lookUp(ID, later)).quote, keys)).toMatchObject({ valid: true });
  });
});

describe("the sealing key", () => {
  const sealing = (...kids: readonly string[]) => ({ SEALING_KEYS: JSON.stringify(kids.map((kid) => SEALS[kid])) });
  const made = () => randomBytes(32).toString("base64");
  const SEALS: Record<string, { kid: string; key: string }> = { new: { kid: "seal-two", key: made() } };

  test("rotates in four steps, and the gateway is asked after each", async () => {
    [SEALS["old"]] = JSON.parse(it.secrets["SEALING_KEYS"] ?? "[]");
    for (const kids of [
      ["old", "new"],
      ["new", "old"],
    ]) {
      await it.deploy(sealing(...kids));
      expect(await it.lookUp(ID)).toMatchObject(SURCHARGED);
    }
    expect(await it.merchants(["rotate-key", ID, "sealing"])).toContain("sealed again");
    await it.deploy(sealing("new"));
    expect(await it.lookUp(ID)).toMatchObject(SURCHARGED);
  });

  test("that is taken away too early stops surcharges, with an alarm, until it is back", async () => {
    const third = { kid: "seal-three", key: made() };
    await it.deploy({ SEALING_KEYS: JSON.stringify([third]) });
    expect(await it.lookUp(ID)).toMatchObject({ outcome: "unknown", reason: "gateway_unavailable" });
    await expect.poll(() => it.log.join("\n")).toContain('"alarm":"gateway_key_unreadable"');
    // Other changes are not held up by it, and say so.
    expect(await it.merchants(["set", ID, "name=Shop"])).toContain("gatewayKey is sealed by seal-two");
    await it.deploy({ SEALING_KEYS: JSON.stringify([third, SEALS["new"]]) });
    expect(await it.lookUp(ID)).toMatchObject(SURCHARGED);
  });
});

test("the HMAC key: a shopper in the middle of a sale gets the same sale, at the price of another call", async () => {
  const token = newToken();
  const before = await it.lookUp(ID, token);
  const calls = it.asked.length;
  await it.deploy({ HMAC_KEY: randomBytes(32).toString("base64") });
  const after = await it.lookUp(ID, token, before.ticket);
  expect(after).toMatchObject(SURCHARGED);
  expect(it.asked.length).toBeGreaterThan(calls);
  const saleOf = ({ quote }: { quote: string }) =>
    JSON.parse(Buffer.from(quote.split(".")[1] ?? "", "base64url").toString()).sale;
  expect(saleOf(after)).toBe(saleOf(before));
});

test("an operator's key: the new one works before the old one ends, and the record has both names", async () => {
  const old = it.adminKey;
  const { text, key } = addAdminKey(`jo:${old}`, { name: "jo-2", limit: "all" });
  await it.deploy({ ADMIN_KEYS: text });
  expect(await it.merchants(["set", ID, "name=By jo"])).toContain("changed");
  it.adminKey = key;
  await it.deploy({ ADMIN_KEYS: endAdminKey(text, "jo") });
  expect(await it.merchants(["set", ID, "name=By jo-2"])).toContain("changed");
  expect((await it.call("GET /v1/admin/merchants", old)).status).toBe(401);
  const { changes } = (await (await it.call("GET /v1/admin/audit?limit=2", key)).json()) as {
    changes: { by: string }[];
  };
  expect(changes.map(({ by }) => by)).toEqual(["jo-2", "jo"]);
});

test("a merchant's server key: two are good until the older one is retired", async () => {
  const folder = mkdtempSync(join(tmpdir(), "card-surcharge-keys-"));
  const files = ["one", "two"].map((name) => join(folder, name));
  const keys: string[] = [];
  for (const file of files) {
    await it.merchants(["rotate-key", ID, "server", "--out", file]);
    keys.push(readFileSync(file, "utf8").trim());
  }
  const statuses = () =>
    Promise.all(keys.map(async (key) => (await it.call("GET /v1/server/reports?month=2026-11", key)).status));
  expect(await statuses()).toEqual([200, 200]);
  await it.merchants(["rotate-key", ID, "server", "--retire"]);
  expect(await statuses()).toEqual([401, 200]);
});

test("a merchant's gateway key: the next lookup asks with the new one, and the old one can end", async () => {
  const next = "api_the_second_gateway_key";
  it.goodKeys = [GATEWAY_KEY, next];
  await it.merchants(["rotate-key", ID, "gateway"], { MERCHANT_GATEWAY_KEY: next });
  it.goodKeys = [next];
  expect(await it.lookUp(ID)).toMatchObject(SURCHARGED);
  expect(it.asked.at(-1)?.key).toBe(next);
});

test("a rollback to before the rotations, secrets too: no surcharge is lost for good once they are sent again", async () => {
  const token = newToken();
  const { quote } = await it.lookUp(ID, token);
  const current = it.secrets;
  const rotated = Object.fromEntries(settingsOf(await rotateRing(ringIn(), { now: now(), force: true })));
  await it.deploy({
    ...rotated,
    SEALING_KEYS: JSON.stringify([{ kid: "seal-before", key: randomBytes(32).toString("base64") }]),
  });
  expect(await it.lookUp(ID)).toMatchObject({ outcome: "unknown", reason: "gateway_unavailable" });
  await it.deploy(current);
  expect(await it.lookUp(ID)).toMatchObject(SURCHARGED);
  expect(await it.check(ID, token, quote, await it.keySet())).toMatchObject({ valid: true });
});
