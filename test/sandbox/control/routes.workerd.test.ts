import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { FAULTS } from "../../../sandbox/faults/fault-list.ts";
import {
  call,
  ILLINOIS,
  LOOKUP,
  lookUp,
  mint,
  ORIGIN,
  post,
  resetSandbox,
  SECRET_KEY,
  settings,
} from "../../support/sandbox/call.ts";

beforeEach(resetSandbox);

const putFault = (rule: Record<string, unknown>) => call("PUT", "/sandbox/faults", rule);
const AS_MERCHANT = { Authorization: SECRET_KEY };
const KNOWN = { bin: "424242", ...ILLINOIS };

describe("a fault", () => {
  test("spoils as many calls as it was told, then none", async () => {
    await putFault({ path: LOOKUP, fault: "503", times: 2 });
    const statuses = [await lookUp(KNOWN), await lookUp(KNOWN), await lookUp(KNOWN)].map(({ status }) => status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  test("without times lasts until it is deleted", async () => {
    await putFault({ path: LOOKUP, fault: "500" });
    expect([(await lookUp(KNOWN)).status, (await lookUp(KNOWN)).status]).toEqual([500, 500]);
    await call("DELETE", "/sandbox/faults");
    expect((await lookUp(KNOWN)).status).toBe(200);
  });

  test("may be given as a number", async () => {
    await putFault({ path: LOOKUP, fault: 429, times: 1 });
    const { status, headers } = await lookUp(KNOWN);
    expect({ status, retryAfter: headers.get("retry-after") }).toEqual({ status: 429, retryAfter: "1" });
  });

  test("by path spares other paths", async () => {
    await putFault({ path: "/api/transaction", fault: "500" });
    expect((await lookUp(KNOWN)).status).toBe(200);
    expect((await post("/api/transaction", {})).status).toBe(500);
  });

  test("by path means every call of a route, or one resource of it", async () => {
    const [one, other] = ["/api/vault/btfgqeia1g3tt4mhd5f0", "/api/vault/testmerchant12345678"];
    const statuses = async () =>
      [await call("GET", one, undefined, AS_MERCHANT), await call("GET", other, undefined, AS_MERCHANT)].map(
        ({ status }) => status,
      );
    await putFault({ path: one, fault: "503" });
    expect(await statuses()).toEqual([503, 200]);
    await putFault({ path: "/api/vault/:id", fault: "500" });
    expect(await statuses()).toEqual([500, 500]);
    expect((await call("GET", "/sandbox/calls")).json).toEqual({ "/api/vault/:id": 4 });
  });

  test("by card finds the card behind a token", async () => {
    await putFault({ card: "4012 0000 7777 7777", fault: "502" });
    const [hit, other] = [await mint({ number: "4012000077777777" }), await mint({ number: "4012000033330026" })];
    expect((await lookUp({ temp_token: hit.token })).status).toBe(502);
    expect((await lookUp({ temp_token: other.token })).status).toBe(200);
  });

  test("by card finds the saved card of a customer", async () => {
    await putFault({ card: "401200", fault: "502" });
    const saved = { customer_id: "btfgqeia1g3tt4mhd5f0" };
    expect((await lookUp(saved)).status).toBe(502);
    expect((await lookUp({ ...saved, payment_method_id: "btfgqeia1g3tt4mhd5fg" })).status).toBe(200);
  });

  test("by key spares other merchants", async () => {
    await putFault({ key: SECRET_KEY, fault: "500" });
    expect((await lookUp(KNOWN)).status).toBe(500);
    expect((await lookUp(KNOWN, "api_sandbox_second")).status).toBe(200);
  });

  test("by path and key needs both to fit", async () => {
    await putFault({ path: LOOKUP, key: "api_sandbox_second", fault: "500" });
    expect((await lookUp(KNOWN)).status).toBe(200);
    expect((await lookUp(KNOWN, "api_sandbox_second")).status).toBe(500);
  });

  test("for the same calls replaces the one before", async () => {
    await putFault({ path: LOOKUP, fault: "500" });
    const { json } = await putFault({ path: LOOKUP, fault: "html" });
    expect(json).toEqual({ faults: [{ path: LOOKUP, fault: "html" }] });
  });

  test("reaches KeySecure by its path", async () => {
    const path = "/open-api/v1/card/support/bins";
    await putFault({ path, fault: "503", times: 1 });
    expect((await call("POST", path, {})).status).toBe(503);
    expect((await call("POST", path, {})).status).toBe(200);
  });
});

describe("the answer that a fault leaves", () => {
  const spoiled = async (fault: string) => {
    await putFault({ path: LOOKUP, fault, times: 1 });
    return lookUp(KNOWN);
  };

  test("html: a page", async () => {
    expect(await spoiled("html")).toMatchObject({
      status: 200,
      text: expect.stringMatching(/^<!doctype html>/) as string,
    });
  });

  test("firewall: a page with 403, where the gateway's own refusal is JSON", async () => {
    const { status, text, headers } = await spoiled("firewall");
    expect(status).toBe(403);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(text).toMatch(/^<!doctype html>/);
  });

  test("half_json: the first half of the right answer", async () => {
    const { text: whole } = await lookUp(KNOWN);
    const { text, json } = await spoiled("half_json");
    expect(whole.startsWith(text)).toBe(true);
    expect(json).toBeUndefined();
  });

  test("huge: the right answer, megabytes long", async () => {
    const { text, json } = await spoiled("huge");
    expect(text.length).toBeGreaterThan(4 * 1024 * 1024);
    expect(json).toEqual((await lookUp(KNOWN)).json);
  });

  test("wrong_types: the right names with values of another type", async () => {
    expect((await spoiled("wrong_types")).json).toMatchObject({ bin: 6, card_type: 6, is_surchargeable: "true" });
  });

  test("wrong_charset: JSON in UTF-16", async () => {
    const { headers, json } = await spoiled("wrong_charset");
    expect(headers.get("content-type")).toBe("application/json; charset=utf-16le");
    expect(json).toBeUndefined();
  });

  test("redirect: to another host, where a call that follows is counted", async () => {
    const { status, headers } = await spoiled("redirect");
    const location = new URL(headers.get("location") ?? "");
    expect({ status, path: location.pathname }).toEqual({ status: 307, path: "/sandbox/elsewhere" });
    expect(location.host).not.toBe(new URL(ORIGIN).host);
    await call("POST", location.pathname, {});
    expect((await call("GET", "/sandbox/calls")).json).toMatchObject({ "/sandbox/elsewhere": 1 });
  });

  test("empty: nothing at all", async () => {
    expect(await spoiled("empty")).toMatchObject({ status: 200, text: "" });
  });

  test("drip: the right answer, a byte at a time", async () => {
    await putFault({ path: LOOKUP, fault: "drip", times: 1 });
    const response = await exports.default.fetch(ORIGIN + LOOKUP, {
      method: "POST",
      headers: { Authorization: SECRET_KEY },
      body: JSON.stringify(KNOWN),
    });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect((await reader.read()).value).toHaveLength(1);
    await reader.cancel();
  });

  test.each(FAULTS.filter((fault) => fault !== "slow_answer" && fault !== "drip"))(
    "%s carries a correlation id",
    async (fault) => {
      expect((await spoiled(fault)).headers.get("x-correlation-id")).not.toBeNull();
    },
  );
});

describe("a token", () => {
  test.each([
    { number: "4012 0000 7777 7777", exp: "12/30", cvv: "123" },
    { number: 4012000077777777, exp: "12/2030", cvv: 123 },
    { number: "4012-0000-7777-7777", exp: "1230" },
    { number: 4012000077777777, exp: 1230 },
    { number: "4012000077777777", exp: "122030" },
  ])("is minted from %j", async (card) => {
    const { token } = await mint(card);
    expect((await lookUp({ temp_token: token, ...ILLINOIS })).json).toMatchObject({ bin: "401200" });
  });
});

describe("calls", () => {
  test("are counted by path, faults and refusals too", async () => {
    await putFault({ path: LOOKUP, fault: "500", times: 1 });
    await lookUp(KNOWN);
    await lookUp({});
    await call("GET", "/api/vault/testmerchant12345678");
    expect((await call("GET", "/sandbox/calls")).json).toEqual({ [LOOKUP]: 2, "/api/vault/:id": 1 });
  });

  test("are told by how their callers named themselves, for each path", async () => {
    const ask = (name: string, path = LOOKUP) =>
      exports.default.fetch(
        new Request(ORIGIN + path, { method: "POST", headers: { "User-Agent": name }, body: "{}" }),
      );
    for (const name of ["shop/1.0 (+https://shop.test)", "curl/8", "curl/8"]) await ask(name);
    await ask("pull/2", "/open-api/v1/card/support/bins");
    expect((await call("GET", "/sandbox/callers")).json).toEqual({
      [LOOKUP]: ["curl/8", "shop/1.0 (+https://shop.test)"],
      "/open-api/v1/card/support/bins": ["pull/2"],
    });
  });

  test("start again at nothing", async () => {
    await lookUp(KNOWN);
    await call("DELETE", "/sandbox/calls");
    expect((await call("GET", "/sandbox/calls")).json).toEqual({});
    expect((await call("GET", "/sandbox/callers")).json).toEqual({});
  });
});

describe("bad input", () => {
  test.each([
    ["POST", "/sandbox/tokens", {}, /number or ach/],
    ["POST", "/sandbox/tokens", { number: "4012000077777778" }, /^number: .*check digit/],
    ["POST", "/sandbox/tokens", { number: 4012 }, /^number: /],
    ["POST", "/sandbox/tokens", { number: "4012000077777777", exp: "13/30" }, /^exp: must be MM\/YY/],
    ["POST", "/sandbox/tokens", { number: "4012000077777777", exp: "12/1930" }, /^exp: must be MM\/YY/],
    ["POST", "/sandbox/tokens", { number: 40120000777777770000 }, /^number: must be a card number/],
    ["POST", "/sandbox/tokens", { number: true }, /^number: must be a card number/],
    ["POST", "/sandbox/tokens", { number: "4012000077777777", cvv: "12" }, /^cvv: /],
    ["POST", "/sandbox/tokens", { number: "4012000077777777", key: "pub_other" }, /^key: /],
    ["POST", "/sandbox/tokens", { pan: "4012000077777777" }, /pan/],
    ["PUT", "/sandbox/faults", { path: LOOKUP, fault: "meteor" }, /^fault: must be one of slow_answer, drip, 429/],
    ["PUT", "/sandbox/faults", { fault: "500" }, /at least one of path, card or key/],
    ["PUT", "/sandbox/faults", { path: "lookup", fault: "500" }, /^path: /],
    ["PUT", "/sandbox/faults", { card: "4111", fault: "500" }, /^card: /],
    ["PUT", "/sandbox/faults", { path: LOOKUP, fault: "500", times: 0 }, /^times: /],
    ["PUT", "/sandbox/settings", { tokenUse: "often" }, /^tokenUse: /],
    ["PUT", "/sandbox/settings", { tokenUses: "reusable" }, /tokenUses/],
  ])("%s %s %j says what was wrong", async (method, path, body, error) => {
    const { status, json } = await call(method, path, body);
    expect({ status, json }).toEqual({ status: 400, json: { error: expect.stringMatching(error) as string } });
  });

  test("is never repeated", async () => {
    const number = "4012000077777778";
    expect((await call("POST", "/sandbox/tokens", { number })).text).not.toContain(number);
  });

  test("a body that is no JSON", async () => {
    expect((await call("PUT", "/sandbox/faults")).json).toEqual({ error: "the body must be JSON" });
  });

  test("a part that is not there", async () => {
    expect((await call("GET", "/sandbox/nothing")).status).toBe(404);
  });
});

test("the front page lists every published card, every fault and the shop", async () => {
  const { status, text, headers } = await call("GET", "/");
  expect(status).toBe(200);
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
  expect(text).toContain("4012 0000 7777 7777");
  expect(text).toContain(":8789/");
  expect(FAULTS.filter((fault) => !text.includes(fault))).toEqual([]);
});

describe("the front page's buttons", () => {
  const press = (name: string, origin = ORIGIN) => call("POST", `/actions/${name}`, undefined, { Origin: origin });
  const shown = async () => (await call("GET", "/")).text;

  test("make lookups slow, failing or limited, and put them right again", async () => {
    for (const [name, fault] of [
      ["slow", "slow_answer"],
      ["fail", "503"],
      ["limit", "429"],
    ] as const) {
      const { status, headers } = await press(name);
      expect([status, headers.get("Location")]).toEqual([303, "/#now"]);
      expect((await call("GET", "/sandbox/faults")).json).toEqual({ faults: [{ path: LOOKUP, fault }] });
      expect(await shown()).toContain(`<code>${fault}</code> for ${LOOKUP}`);
    }
    expect((await lookUp({ bin: "401200" })).status).toBe(429);
    await press("normal");
    expect((await lookUp({ bin: "401200" })).status).toBe(200);
    expect(await shown()).toContain("The gateway answers normally.");
  });

  test("expire every token", async () => {
    const { token } = await mint({ number: "4012000077777777" });
    await press("expire");
    expect((await lookUp({ temp_token: token })).status).toBe(400);
  });

  test("reset everything, transactions as well, which are shown until then", async () => {
    const { token } = await mint({ number: "4012000077777777" });
    await post("/api/transaction", { type: "sale", amount: 12_875, payment_method: { token } });
    expect(await shown()).toMatch(/\$128\.75.*sale, approved/s);
    await press("reset");
    expect(await shown()).toContain("No transactions yet.");
    expect((await call("GET", "/sandbox/transactions")).json).toEqual({ transactions: [] });
  });

  test("cannot be pressed by a page of another site", async () => {
    expect((await press("fail", "https://elsewhere.example")).status).toBe(403);
    expect((await call("GET", "/sandbox/faults")).json).toEqual({ faults: [] });
    expect((await press("nothing")).status).toBe(404);
  });
});

test("what was charged and set is still there after the object lost its memory; a card number never is", async () => {
  const { token } = await mint({ number: "4012000077777777" });
  const charge = { type: "sale", amount: 500, payment_method: { token }, idempotency_key: crypto.randomUUID() };
  await post("/api/transaction", charge);
  await settings({ envelope: "wrapped" });
  await call("PUT", "/sandbox/faults", { path: LOOKUP, fault: "503" });
  await call("PUT", "/sandbox/faults", { card: "4012000077777777", fault: "429" });
  const before = (await call("GET", "/sandbox/transactions")).json;
  const state = env.STATE.getByName("sandbox");
  const stored = await runInDurableObject(state, (_, { storage }) => JSON.stringify([...storage.kv.list()]));
  expect(stored).not.toContain("4012000077777777");
  expect(stored).not.toContain(token);

  await runInDurableObject(state, async (_, context) => {
    await context.storage.sync();
    context.abort("its memory is gone");
  }).catch(() => undefined);
  expect((await call("GET", "/sandbox/transactions")).json).toEqual(before);
  expect((await call("GET", "/sandbox/settings")).json).toMatchObject({ envelope: "wrapped" });
  expect((await call("GET", "/sandbox/faults")).json).toEqual({ faults: [{ path: LOOKUP, fault: "503" }] });
  const { token: another } = await mint({ number: "4012000077777777" });
  await post("/api/transaction", { ...charge, payment_method: { token: another } });
  expect((await call("GET", "/sandbox/transactions")).json).toEqual(before);
});

describe("a page of another origin", () => {
  const PRODUCT = "http://localhost:8787";
  const allowed = async (method: string, path: string, origin: string) =>
    (await call(method, path, undefined, { Origin: origin })).headers.get("Access-Control-Allow-Origin");

  test.each([
    ["GET", "/sandbox/faults"],
    ["OPTIONS", "/sandbox/faults"],
    ["OPTIONS", "/sandbox/tokens"],
  ])("may be the product's, and no other, for %s %s", async (method, path) => {
    expect(await allowed(method, path, PRODUCT)).toBe(PRODUCT);
    expect(await allowed(method, path, "https://attacker.example")).toBeNull();
  });

  test("reads nothing else of the control surface", async () => {
    expect(await allowed("GET", "/sandbox/transactions", PRODUCT)).toBeNull();
  });
});
