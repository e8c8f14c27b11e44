import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  call,
  ILLINOIS,
  lookUp,
  mint,
  ORIGIN,
  PUBLIC_KEY,
  post,
  resetSandbox,
  settings,
} from "../../support/sandbox/call.ts";

const NUMBER = "4012000077777777";
const SALE = { type: "sale", amount: 12_500 };

beforeEach(resetSandbox);

const charge = (token: string) => post("/api/transaction", { ...SALE, payment_method: { token } });

describe("a token", () => {
  test("is 32 letters and digits, and lives 120 seconds", async () => {
    const before = Date.now();
    const { token, expiresAt } = await mint({ number: NUMBER });
    expect(token).toMatch(/^[0-9A-Za-z]{32}$/);
    expect(Date.parse(expiresAt)).toBeGreaterThanOrEqual(before + 120_000);
    expect(Date.parse(expiresAt)).toBeLessThanOrEqual(Date.now() + 120_000);
  });

  test("is rejected once it has expired, in the words for one that never was", async () => {
    await settings({ tokenSeconds: 0.001 });
    const { token } = await mint({ number: NUMBER });
    const unknown = await lookUp({ temp_token: "0".repeat(32) });
    await vi.waitFor(async () => expect((await lookUp({ temp_token: token })).status).toBe(400));
    const expired = await lookUp({ temp_token: token });
    expect([expired.status, expired.text]).toEqual([unknown.status, unknown.text]);
  });

  test("is forgotten with its card number soon after it has expired", async () => {
    await settings({ tokenSeconds: 0.001 });
    await mint({ number: NUMBER });
    await vi.waitFor(async () => expect((await call("GET", "/sandbox/tokens")).json).toEqual({ tokens: 0 }), 5000);
  });

  test("means nothing to another merchant", async () => {
    const { token } = await mint({ number: NUMBER });
    expect((await lookUp({ temp_token: token }, "api_sandbox_second")).status).toBe(400);
    expect((await lookUp({ temp_token: token })).status).toBe(200);
  });

  test("can be minted for another merchant's account", async () => {
    const { token } = await mint({ number: NUMBER, key: "pub_sandbox_second" });
    expect((await lookUp({ temp_token: token }, "api_sandbox_second")).status).toBe(200);
    expect((await lookUp({ temp_token: token })).status).toBe(400);
  });

  test("of a bank account is no card", async () => {
    const { token } = await mint({ ach: { routing_number: "110000000", account_number: "000123456789" } });
    expect((await lookUp({ temp_token: token, ...ILLINOIS })).json).toEqual({ payment_method_type: "ach" });
  });
});

describe("how a token is used up", () => {
  const NOTHING = { lookups: [200, 200], charges: [200, 200], lookupAfterCharge: 200 };
  test.each([
    ["reusable", NOTHING],
    ["single_use", { ...NOTHING, charges: [200, 400], lookupAfterCharge: 400 }],
    ["lookup_consumes", { lookups: [200, 400], charges: [200, 400], lookupAfterCharge: 400 }],
  ])("%s", async (tokenUse, expected) => {
    await settings({ tokenUse });
    const looked = (await mint({ number: NUMBER })).token;
    const lookups = [(await lookUp({ temp_token: looked })).status, (await lookUp({ temp_token: looked })).status];
    const charged = (await mint({ number: NUMBER })).token;
    const charges = [(await charge(charged)).status, (await charge(charged)).status];
    const lookupAfterCharge = (await lookUp({ temp_token: charged })).status;
    expect({ lookups, charges, lookupAfterCharge }).toEqual(expected);
  });

  test("a calculation never uses a token up", async () => {
    await settings({ tokenUse: "lookup_consumes" });
    const { token } = await mint({ number: NUMBER });
    const body = { subtotal: 100, payment_method: "token", transaction_type: "sale", token };
    expect((await post("/api/calculate/amounts", body)).status).toBe(200);
    expect((await charge(token)).status).toBe(200);
  });
});

describe("settings", () => {
  test("wrap the lookup's answer", async () => {
    const { json: bare } = await lookUp({ bin: "424242", ...ILLINOIS });
    await settings({ envelope: "wrapped" });
    const { json } = await lookUp({ bin: "424242", ...ILLINOIS });
    expect(json).toEqual({ status: "success", msg: "success", data: bare });
  });

  test.each([
    [{ failureWord: "error" }, 400, "error"],
    [{ failAs200: true }, 200, "failed"],
  ])("%j change how a refusal says so", async (changes, status, word) => {
    await settings(changes);
    expect(await lookUp({})).toMatchObject({ status, json: { status: word } });
  });

  test("choose the status of a rejected token", async () => {
    await settings({ rejectedTokenStatus: 404 });
    expect((await lookUp({ temp_token: "0".repeat(32) })).status).toBe(404);
  });
});

describe("the Tokenizer", () => {
  const PAYMENT = { payment: { card: { number: NUMBER, exp: "12/34", cvv: "123" } } };

  test("is the published client with this origin baked in", async () => {
    const { text, headers } = await call("GET", "/tokenizer/tokenizer.js");
    expect(headers.get("content-type")).toMatch(/^text\/javascript/);
    expect(text).toContain(`"${ORIGIN}"`);
    expect(text).not.toContain("{{formUrl}}");
    expect(text).toContain("apikey must be set!");
  });

  test("has a page for each public key, and none for a secret one", async () => {
    const page = await call("GET", `/api/tokenizer/${PUBLIC_KEY}`);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'/);
    expect((await call("GET", "/api/tokenizer/api_sandbox_demo")).status).toBe(401);
  });

  test("takes card numbers from its own page alone", async () => {
    const mintAs = (headers: Record<string, string>) =>
      call("POST", `/api/tokenizer/${PUBLIC_KEY}`, PAYMENT, headers).then(({ status }) => status);
    expect(await mintAs({ Origin: ORIGIN })).toBe(200);
    expect(await mintAs({ Origin: "https://shop.test" })).toBe(403);
    expect(await mintAs({})).toBe(403);
  });

  test("lets no other origin read an answer", async () => {
    const { headers } = await call("POST", "/api/lookup/bin", {}, { Origin: "https://shop.test" });
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });

  test("looks up what it shows with the public key", async () => {
    const body = { type: "tokenizer", type_id: crypto.randomUUID(), bin: NUMBER };
    const { json } = await post("/api/lookup/bin", body, PUBLIC_KEY);
    expect(json).toMatchObject({ status: "success", data: { card_brand: "Visa", is_surchargeable: true } });
    expect((await post("/api/lookup/bin", body, "pub_unknown")).status).toBe(401);
    expect((await post(`/api/lookup/bin/${PUBLIC_KEY}`, body, PUBLIC_KEY)).json).toEqual(json);
  });
});
