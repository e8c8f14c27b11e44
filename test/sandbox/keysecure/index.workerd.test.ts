import { beforeEach, describe, expect, test } from "vitest";
import { createKeySecure } from "../../../sandbox/keysecure/index.ts";

const TOKEN_PATH = "/open-api/v1/merchant/token";
const BINS_PATH = "/open-api/v1/card/support/bins";
const KEY = "ks_sandbox_demo";

interface Answer {
  code: number;
  msg: string;
  data: { access_token: string; expired_time: number; list: { card_bin_no: string; card_bin: string }[] } | null;
}

let now: number;
let app: ReturnType<typeof createKeySecure>;

beforeEach(() => {
  now = 1_795_000_000_000;
  app = createKeySecure(() => now);
});

async function ask(path: string, init: RequestInit): Promise<Answer> {
  const response = await app.request(path, init);
  expect(response.status).toBe(200);
  return response.json();
}

const getToken = (headers: Record<string, string> = {}) =>
  ask(TOKEN_PATH, { headers: { "Api-Key": KEY, Timestamp: String(now), ...headers } });

async function logIn(): Promise<string> {
  return (await getToken()).data?.access_token ?? "";
}

/** A list call; a header set to undefined is left out. */
async function list(body: unknown, headers: Record<string, string | undefined> = {}): Promise<Answer> {
  const all: Record<string, string | undefined> = {
    "Api-Key": KEY,
    Timestamp: String(now),
    "Access-Token": "Access-Token" in headers ? headers["Access-Token"] : await logIn(),
    "Content-Type": "application/json",
    ...headers,
  };
  const sent = Object.fromEntries(
    Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  return ask(BINS_PATH, {
    method: "POST",
    headers: sent,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

const change = (settings: object) =>
  app.request("/sandbox/keysecure", { method: "PUT", body: JSON.stringify(settings) });

describe("Get Token", () => {
  test("gives a token and the moment it expires, in unix milliseconds", async () => {
    const { code, msg, data } = await getToken();
    expect({ code, msg }).toEqual({ code: 0, msg: "Success" });
    expect(data?.access_token).toMatch(/^[0-9a-f]{32}$/);
    expect(data?.expired_time).toBe(now + 7_200_000);
  });

  test.each<[string, Record<string, string>, number]>([
    ["an empty Api-Key", { "Api-Key": "" }, 1002],
    ["an unknown Api-Key", { "Api-Key": "ks_unknown" }, 1008],
    ["an address that is not listed", { "CF-Connecting-IP": "203.0.113.9" }, 1003],
    ["a timestamp of ten digits", { Timestamp: "1795000000" }, 1005],
    ["a timestamp of letters", { Timestamp: "yesterday" }, 1005],
    ["a timestamp older than 60 seconds", { Timestamp: "1794999939999" }, 1005],
    ["a timestamp one millisecond ahead", { Timestamp: "1795000000001" }, 1005],
    ["a merchant that is not enabled", { "Api-Key": "ks_sandbox_not_enabled" }, 1010],
    ["a merchant that has expired", { "Api-Key": "ks_sandbox_expired" }, 1011],
    ["a merchant in credit mode", { "Api-Key": "ks_sandbox_credit_mode" }, 1012],
    ["a merchant without PCI", { "Api-Key": "ks_sandbox_no_pci" }, 1013],
  ])("answers %s with its code", async (_name, headers, code) => {
    expect(await getToken(headers)).toMatchObject({ code, data: null });
  });

  test("takes a timestamp that is exactly 60 seconds old", async () => {
    expect(await getToken({ Timestamp: String(now - 60_000) })).toMatchObject({ code: 0 });
  });

  test("speaks Chinese when asked to", async () => {
    expect(await getToken({ Language: "zh_CN", Timezone: "UTC+8" })).toMatchObject({ code: 0, msg: "成功" });
  });
});

describe("the list of supported BINs", () => {
  test("gives ten records from the start when neither page nor size is asked", async () => {
    const { data } = await list({});
    expect(data?.list).toHaveLength(10);
    expect(data?.list).toEqual((await list({ page: 0, size: 10 })).data?.list);
  });

  test("gives every documented field", async () => {
    const { data } = await list({ size: 1 });
    expect(data?.list).toEqual([
      {
        card_bin_no: expect.any(String),
        card_bin: expect.stringMatching(/^\d{6,8}$/),
        organization: "VISA",
        support_physical: expect.any(Boolean),
        support_virtual: expect.any(Boolean),
        currencies: expect.arrayContaining([expect.stringMatching(/^[A-Z]{3}$/)]),
        balance_limit: {
          limit_balance: expect.any(String),
          limit_week_balance: expect.any(String),
          limit_atm_day_balance: expect.any(String),
          limit_atm_month_balance: expect.any(String),
        },
      },
    ]);
  });

  test("pages to the end, then gives an empty list", async () => {
    const seen: string[] = [];
    for (let page = 0; ; page++) {
      const records = (await list({ page, size: 100 })).data?.list ?? [];
      if (records.length === 0) break;
      seen.push(...records.map(({ card_bin_no }) => card_bin_no));
    }
    expect(seen.length).toBeGreaterThan(200);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("has BINs of eight digits, some of them inside others", async () => {
    const pages = await Promise.all([0, 1, 2, 3].map((page) => list({ page, size: 100 })));
    const bins = pages.flatMap(({ data }) => (data?.list ?? []).map(({ card_bin }) => card_bin));
    const six = new Set(bins.filter((bin) => bin.length === 6));
    const eight = bins.filter((bin) => bin.length === 8);
    expect(eight.filter((bin) => six.has(bin.slice(0, 6))).length).toBeGreaterThan(20);
    expect(eight.filter((bin) => !six.has(bin.slice(0, 6))).length).toBeGreaterThan(20);
    expect(new Set(bins).size).toBe(bins.length);
  });

  test("filters by the order number", async () => {
    const wanted = (await list({ page: 3, size: 1 })).data?.list[0];
    expect((await list({ card_bin_no: wanted?.card_bin_no })).data?.list).toEqual([wanted]);
    expect((await list({ card_bin_no: "CB0" })).data?.list).toEqual([]);
    expect((await list({ card_bin_no: "" })).data?.list).toHaveLength(10);
  });

  test.each<[string, unknown]>([
    ["a negative page", { page: -1 }],
    ["a page between two", { page: 0.5 }],
    ["a size of 0", { size: 0 }],
    ["a size of 101", { size: 101 }],
    ["a size in letters", { size: "ten" }],
    ["an order number that is a number", { card_bin_no: 7 }],
    ["a body that is not JSON", "{"],
  ])("answers %s with 1004", async (_name, body) => {
    expect(await list(body)).toMatchObject({ code: 1004, data: null });
  });

  test.each<[string, Record<string, string | undefined>, number]>([
    ["no Api-Key", { "Api-Key": undefined }, 1002],
    ["no Timestamp", { Timestamp: undefined }, 1005],
    ["no Access-Token", { "Access-Token": undefined }, 1006],
    ["an Access-Token that was never given", { "Access-Token": "0".repeat(32) }, 1007],
    ["another content type", { "Content-Type": "text/plain" }, 1004],
    ["an address that is not listed", { "CF-Connecting-IP": "203.0.113.9" }, 1003],
  ])("answers %s with its code", async (_name, headers, code) => {
    expect(await list({}, headers)).toMatchObject({ code, data: null });
  });

  test("refuses a token once it has expired, and another merchant's token", async () => {
    const token = await logIn();
    expect(await list({}, { "Access-Token": token, "Api-Key": "api_sandbox_demo" })).toMatchObject({ code: 1007 });
    now += 7_200_000;
    expect(await list({}, { "Access-Token": token })).toMatchObject({ code: 1007 });
  });
});

describe("the tester's controls", () => {
  test("change the allowlist", async () => {
    await change({ allowlist: ["203.0.113.9"] });
    expect(await getToken()).toMatchObject({ code: 1003 });
    expect(await getToken({ "CF-Connecting-IP": "203.0.113.9" })).toMatchObject({ code: 0 });
  });

  test("set this side's clock ahead, and its Date header with it", async () => {
    await change({ clockSkewMs: 90_000 });
    const response = await app.request(TOKEN_PATH, { headers: { "Api-Key": KEY, Timestamp: String(now) } });
    expect(await response.json()).toMatchObject({ code: 1005 });
    expect(Date.parse(response.headers.get("Date") ?? "")).toBe(now + 90_000);
  });

  test("answer the next calls with chosen codes, once each", async () => {
    await change({ nextCodes: [1009, 1001] });
    expect(await getToken()).toMatchObject({ code: 1009 });
    expect(await getToken()).toMatchObject({ code: 1001 });
    expect(await getToken()).toMatchObject({ code: 0 });
  });

  test("shorten the life of new tokens, and bring everything back", async () => {
    await change({ tokenLifetimeMs: 5_000 });
    expect((await getToken()).data?.expired_time).toBe(now + 5_000);
    await app.request("/sandbox/keysecure", { method: "DELETE" });
    expect((await getToken()).data?.expired_time).toBe(now + 7_200_000);
  });

  test("refuse a setting that is not theirs", async () => {
    expect((await change({ allowList: [] })).status).toBe(400);
    expect((await change({ allowlist: ["home"] })).status).toBe(400);
  });
});
