/** Operators who read the same and then change it, one after the other or at once: whoever was slower is told. */
import { createExecutionContext, env } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { app } from "../../../worker/app.ts";
import { operationsOf } from "../../../worker/doors/resource.ts";
import worker from "../../../worker/index.ts";
import type { MerchantView } from "../../../worker/merchants/operator-view.ts";
import { rulesNow } from "../../../worker/rules/clock.ts";
import type { RulesView } from "../../../worker/rules/operator-view.ts";
import { sha256Hex } from "../../../worker/sha256.ts";
import { worldDays } from "../../../worker/surcharge/day.ts";
import { SHOP_SETTINGS } from "../../support/merchant/shop-settings.ts";
import { frozenPack } from "../../support/rules/frozen-book.ts";
import { packWith } from "../../support/rules/packs.ts";
import { ADMIN, API, problemOf } from "../../support/workerd/api.ts";

const SNAPSHOT = { bins: [] };
const PROGRAM = "/card-programs/tagged";

/** A Worker with nothing in its memory, over the same stores. */
function isolate(changes: object = {}) {
  const bindings = { ...env, ...changes };
  return async (request: string, headers: Record<string, string> = {}, body?: unknown) => {
    const [method = "", path = ""] = request.split(" ");
    const sent = new Request(`${API}/v1/admin${path}`, {
      method,
      headers: { ...ADMIN, "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return worker.fetch(sent, bindings, createExecutionContext());
  };
}

const call = isolate();
const tagOf = (response: Response) => response.headers.get("ETag") ?? "";
const match = (tag: string) => ({ "If-Match": tag });
const FASTER = { status: 412, code: "precondition_failed", detail: expect.stringContaining("Read it again") };

let count = 0;
async function newMerchant() {
  count += 1;
  const address = `/merchants/mch_tag${count}`;
  const added = await call(`PUT ${address}`, { "If-None-Match": "*" }, SHOP_SETTINGS);
  expect(added.status).toBe(201);
  return { address, tag: tagOf(added) };
}

describe("a merchant", () => {
  test("has one tag until it is changed, in every isolate, and its answers are not to be compressed", async () => {
    const { address, tag } = await newMerchant();
    expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
    for (const asked of [call, isolate(), isolate()]) {
      const read = await asked(`GET ${address}`);
      expect([tagOf(read), read.headers.get("Cache-Control")]).toEqual([tag, "no-store, no-transform"]);
    }
  });

  test("that two operators read is changed by the first; the second is told and nothing is lost", async () => {
    const { address, tag } = await newMerchant();
    const first = await call(`PUT ${address}`, match(tag), { ...SHOP_SETTINGS, rates: { visa: 100 } });
    expect(first.status).toBe(200);
    expect(tagOf(first)).not.toBe(tag);
    for (const change of [`PUT ${address}`, `DELETE ${address}`])
      for (const asked of [call, isolate()])
        expect(
          await problemOf(await asked(change, match(tag), change.startsWith("PUT") ? SHOP_SETTINGS : undefined)),
        ).toEqual(FASTER);
    const now = await isolate()(`GET ${address}`);
    expect(tagOf(now)).toBe(tagOf(first));
    expect(await now.json<MerchantView>()).toMatchObject({ rates: { visa: 100 } });
    expect((await call(`DELETE ${address}`, match(tagOf(now)))).status).toBe(200);
    expect(await problemOf(await call(`PUT ${address}`, match(tagOf(now)), SHOP_SETTINGS))).toMatchObject({
      status: 412,
    });
  });

  test("whose secret alone was replaced has another tag", async () => {
    const { address, tag } = await newMerchant();
    const changed = await call(`PUT ${address}`, match(tag), { ...SHOP_SETTINGS, gatewayKey: "api_another_key" });
    expect(tagOf(changed)).not.toBe(tag);
  });

  test("that is changed twice at once is changed once, by whichever came first", async () => {
    const { address, tag } = await newMerchant();
    const rates = [100, 200];
    const answers = await Promise.all(
      rates.map((visa) => call(`PUT ${address}`, match(tag), { ...SHOP_SETTINGS, rates: { visa } })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 412]));
    const kept = rates[answers.findIndex(({ status }) => status === 200)];
    expect(await (await call(`GET ${address}`)).json<MerchantView>()).toMatchObject({ rates: { visa: kept } });
  });

  test("that is added twice at once is added once where that is asked for", async () => {
    const add = () => call("PUT /merchants/mch_twice", { "If-None-Match": "*" }, SHOP_SETTINGS);
    const statuses = (await Promise.all([add(), add()])).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([201, 412]));
  });

  test("is changed without either header, as ever, and never by one that cannot be read", async () => {
    const { address, tag } = await newMerchant();
    expect((await call(`PUT ${address}`, {}, { ...SHOP_SETTINGS, name: "Changed" })).status).toBe(200);
    const refused = await problemOf(await call(`PUT ${address}`, match(tag.slice(1)), SHOP_SETTINGS));
    expect(refused).toMatchObject({ status: 400, detail: expect.stringMatching(/^If-Match must be/) });
    expect((await (await call(`GET ${address}`)).json<MerchantView>()).name).toBe("Changed");
  });

  test("that was changed meanwhile is told of before its new settings are judged", async () => {
    const { address, tag } = await newMerchant();
    await call(`PUT ${address}`, {}, { ...SHOP_SETTINGS, name: "Changed" });
    expect(await problemOf(await call(`PUT ${address}`, match(tag), { name: 1 }))).toEqual(FASTER);
  });
});

describe("the rules", () => {
  const extension = (view: RulesView) => ({
    rowHash: "0".repeat(64),
    extendTo: view.due[0]?.on ?? "2027-01-01",
    by: "Jo",
  });

  test("have a tag that a change of them gives anew, and one that is old changes nothing", async () => {
    const read = await call("GET /rules");
    const old = tagOf(read);
    expect(tagOf(await isolate()("GET /rules"))).toBe(old);
    const dropped = await call("DELETE /rules/candidate", match(old));
    expect(dropped.status).toBe(200);
    expect(tagOf(dropped)).not.toBe(old);
    expect(tagOf(await isolate()("GET /rules"))).toBe(tagOf(dropped));
    const row = `/rules/renewals/us-co-credit`;
    const body = extension(await read.json<RulesView>());
    for (const [change, sent] of [
      ["DELETE /rules/candidate", undefined],
      ["POST /rules/rollback", undefined],
      [`PUT ${row}`, body],
    ] as const) {
      expect(await problemOf(await call(change, match(old), sent))).toEqual(FASTER);
      expect(await problemOf(await isolate()(change, match(old), sent))).toEqual(FASTER);
    }
    expect(tagOf(await call("GET /rules"))).toBe(tagOf(dropped));
    // The right tag is no word against what the change itself is refused for.
    expect(await problemOf(await call("POST /rules/rollback", match(tagOf(dropped))))).toMatchObject({ status: 409 });
  });

  test("that are changed twice at once are changed once", async () => {
    const tag = tagOf(await call("GET /rules"));
    const drop = () => call("DELETE /rules/candidate", match(tag));
    const statuses = (await Promise.all([drop(), drop()])).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 412]));
  });

  test("are shown as they are, not as this isolate saw them a moment ago, for the tag speaks of what is there", async () => {
    const other = isolate();
    await other("GET /rules");
    const checkedOn = worldDays(rulesNow()).first;
    const pack = await packWith({
      row: (row) => ({ ...row, checkedOn, recheckOn: null, by: "Jo" }),
      sequence: frozenPack.sequence + 1,
    });
    const pushed = await call("PUT /rules", {}, pack);
    expect(pushed.status).toBe(200);
    const after = await other("GET /rules");
    expect(tagOf(after)).toBe(tagOf(pushed));
    expect((await after.json<RulesView>()).inForce.version).toBe(pack.version);
  });
});

const programmeRecord = (cardBin: string) => ({
  cardBinNo: "1",
  cardBin,
  organization: "Visa",
  supportPhysical: true,
  supportVirtual: true,
  currencies: ["USD"],
  balanceLimit: { limitBalance: null, limitWeekBalance: null, limitAtmDayBalance: null, limitAtmMonthBalance: null },
});

describe("a card programme", () => {
  test("has its version as its tag, and a snapshot replaces the one that was read", async () => {
    const push = (headers: Record<string, string>, cardBin: string) =>
      call(`PUT ${PROGRAM}`, headers, { bins: [programmeRecord(cardBin)] });
    const first = await push({ "If-None-Match": "*" }, "411111");
    expect(first.status).toBe(200);
    const read = await call(`GET ${PROGRAM}/bins`);
    expect(tagOf(read)).toBe(`"${(await read.json<{ version: string }>()).version}"`);
    expect(tagOf(read)).toBe(tagOf(first));
    const second = await push(match(tagOf(read)), "422222");
    expect(second.status).toBe(200);
    for (const refused of [await push(match(tagOf(read)), "433333"), await push({ "If-None-Match": "*" }, "433333")])
      expect((await problemOf(refused)).status).toBe(412);
    const failure = { problem: "timeout", upstreamCode: null };
    expect((await call(`POST ${PROGRAM}/failure`, match(tagOf(read)), failure)).status).toBe(412);
    expect(tagOf(await call(`GET ${PROGRAM}/bins`))).toBe(tagOf(second));
    expect((await call(`POST ${PROGRAM}/failure`, match(tagOf(second)), failure)).status).toBe(200);
  });

  test("is not pulled where the copy is another already", async () => {
    const settings = { KEYSECURE_ORIGIN: "https://keys.example", KEYSECURE_API_KEYS: '{"tagged":"ks_key"}' };
    expect((await isolate(settings)(`POST ${PROGRAM}/sync`, match('"another"'))).status).toBe(412);
  });
});

describe("at a location that still reads what was there before a change elsewhere", () => {
  /** Answers as KV does there: what these keys had until now. */
  async function behind(namespace: "MERCHANTS" | "RULES" | "CARD_PROGRAMS", ...keys: readonly string[]) {
    const kv = env[namespace] as KVNamespace;
    const old = new Map(await Promise.all(keys.map(async (key) => [key, await kv.get(key)] as const)));
    const get = (key: string, ...more: never[]) =>
      old.has(key) ? Promise.resolve(old.get(key)) : kv.get(key, ...more);
    const put = (...told: Parameters<typeof kv.put>) => kv.put(...told);
    const remove = (key: string) => kv.delete(key);
    const getWithMetadata = kv.getWithMetadata.bind(kv);
    const list = kv.list.bind(kv);
    return isolate({ [namespace]: { get, put, list, getWithMetadata, delete: remove } });
  }
  const NOT_SEEN = { status: 409, code: "conflict", detail: expect.stringContaining("does not see that yet") };

  test("a merchant is neither overwritten nor removed, with If-Match or without", async () => {
    const { address, tag } = await newMerchant();
    const elsewhere = await behind("MERCHANTS", `m:${address.slice("/merchants/".length)}`);
    expect((await call(`PUT ${address}`, match(tag), { ...SHOP_SETTINGS, rates: { visa: 100 } })).status).toBe(200);
    for (const headers of [match(tag), {}]) {
      expect(await problemOf(await elsewhere(`PUT ${address}`, headers, SHOP_SETTINGS))).toEqual(NOT_SEEN);
      expect(await problemOf(await elsewhere(`DELETE ${address}`, headers))).toEqual(NOT_SEEN);
    }
    expect(await (await call(`GET ${address}`)).json<MerchantView>()).toMatchObject({ rates: { visa: 100 } });
    // Once it sees what is there, it changes that.
    expect((await isolate()(`PUT ${address}`, {}, SHOP_SETTINGS)).status).toBe(200);
  });

  test("a merchant that was added or removed elsewhere is not brought back", async () => {
    const id = "mch_not_seen";
    const before = await behind("MERCHANTS", `m:${id}`);
    await call(`PUT /merchants/${id}`, {}, SHOP_SETTINGS);
    expect(await problemOf(await before(`PUT /merchants/${id}`, { "If-None-Match": "*" }, SHOP_SETTINGS))).toEqual(
      NOT_SEEN,
    );
    const still = await behind("MERCHANTS", `m:${id}`);
    expect((await call(`DELETE /merchants/${id}`)).status).toBe(200);
    expect(await problemOf(await still(`PUT /merchants/${id}`, {}, SHOP_SETTINGS))).toEqual(NOT_SEEN);
    expect((await isolate()(`PUT /merchants/${id}`, {}, SHOP_SETTINGS)).status).toBe(201);
  });

  test("a key that another merchant has just got is that one's", async () => {
    const serverKeys = ["sk_of_two_merchants_at_once_0123456789"];
    const index = `k:${await sha256Hex(serverKeys[0] ?? "")}`;
    const elsewhere = await behind("MERCHANTS", index);
    const [one, other] = [await newMerchant(), await newMerchant()];
    expect((await call(`PUT ${one.address}`, {}, { ...SHOP_SETTINGS, serverKeys })).status).toBe(200);
    expect(
      await problemOf(await elsewhere(`PUT ${other.address}`, {}, { ...SHOP_SETTINGS, serverKeys })),
    ).toMatchObject({
      status: 409,
      detail: expect.stringMatching(/^serverKeys\.0 must be no other merchant's/),
    });
    // Given up, it is free for the other.
    expect((await call(`PUT ${one.address}`, {}, { ...SHOP_SETTINGS, serverKeys: [] })).status).toBe(200);
    expect((await isolate()(`PUT ${other.address}`, {}, { ...SHOP_SETTINGS, serverKeys })).status).toBe(200);
  });

  test("rules and card programmes are not overwritten", async () => {
    await call("DELETE /rules/candidate");
    const tag = tagOf(await call("GET /rules"));
    const elsewhere = await behind("RULES", "head");
    expect((await call("DELETE /rules/candidate", match(tag))).status).toBe(200);
    for (const headers of [match(tag), {}])
      expect(await problemOf(await elsewhere("DELETE /rules/candidate", headers))).toEqual(NOT_SEEN);
    const programme = await behind("CARD_PROGRAMS", "head:not_seen");
    const bins = (cardBin: string) => ({ bins: [programmeRecord(cardBin)] });
    expect((await call("PUT /card-programs/not_seen", {}, bins("411111"))).status).toBe(200);
    expect(await problemOf(await programme("PUT /card-programs/not_seen", {}, bins("422222")))).toEqual(NOT_SEEN);
  });
});

test("every change that an operator can make takes If-Match", () => {
  // A test message changes nothing that anybody reads.
  const changes = operationsOf(app).filter(({ area, id }) => area != null && id !== "testAlerts");
  expect(changes.filter(({ takesTag }) => takesTag !== true).map(({ id }) => id)).toEqual([]);
  expect(changes.length).toBeGreaterThan(6);
});

test.each([
  [`PUT /merchants/mch_tags`, SHOP_SETTINGS],
  [`PUT ${PROGRAM}`, SNAPSHOT],
  [`POST ${PROGRAM}/failure`, { problem: "timeout", upstreamCode: null }],
  ["DELETE /rules/candidate", undefined],
  ["POST /rules/rollback", undefined],
])("%s is refused by a tag that nothing has, and by one that is none", async (change, body) => {
  expect((await call(change, match('"another"'), body)).status).toBe(412);
  expect((await call(change, match("another"), body)).status).toBe(400);
});
