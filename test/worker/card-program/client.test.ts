import { describe, expect, test } from "vitest";
import { USER_AGENT } from "../../../contract/user-agent.ts";
import { demoCatalogue } from "../../../sandbox/keysecure/catalogue.ts";
import { pullCatalogue } from "../../../worker/card-program/client.ts";
import { PullError } from "../../../worker/card-program/errors.ts";
import type { KeySecureAccess } from "../../../worker/card-program/session.ts";
import { json, list, NOW, record, sandboxUpstream, scriptedUpstream } from "../../support/upstream/keysecure.ts";

/** What the pull failed with. */
async function failureOf(access: KeySecureAccess): Promise<PullError> {
  const error = await pullCatalogue(access).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(error instanceof PullError)) throw new Error("expected the pull to fail with a PullError");
  return error;
}

const bins = (from: number, count: number) => Array.from({ length: count }, (_, index) => record(String(from + index)));

/** A list whose only page is `answer`. */
const once = (answer: Response) => scriptedUpstream((page) => (page === 0 ? answer : list([])));

describe("pulling from the sandbox", () => {
  test("brings every record, in the upstream's order and with every field as given", async () => {
    const upstream = sandboxUpstream();
    const pulled = await pullCatalogue(upstream.access);
    expect(pulled.bins.map(({ cardBin }) => cardBin)).toEqual(demoCatalogue().map(({ card_bin }) => card_bin));
    const [first] = demoCatalogue();
    expect(pulled.bins[0]).toEqual({
      cardBinNo: first?.card_bin_no,
      cardBin: first?.card_bin,
      organization: first?.organization,
      supportPhysical: first?.support_physical,
      supportVirtual: first?.support_virtual,
      currencies: first?.currencies,
      balanceLimit: {
        limitBalance: first?.balance_limit.limit_balance,
        limitWeekBalance: first?.balance_limit.limit_week_balance,
        limitAtmDayBalance: first?.balance_limit.limit_atm_day_balance,
        limitAtmMonthBalance: first?.balance_limit.limit_atm_month_balance,
      },
    });
    expect(upstream.calls.token).toBe(1);
    expect(upstream.names).toEqual(new Set([USER_AGENT]));
    expect(pulled.duplicates).toBe(0);
  });

  test.each([
    [90_000, "behind"],
    [-90_000, "ahead"],
    [3_000, "barely ahead, where the timestamp would be in the server's future"],
    [-3_000, "barely behind"],
  ])("makes up for a server clock that differs by %i ms (this host is %s)", async (clockSkewMs) => {
    const upstream = sandboxUpstream();
    await upstream.set({ clockSkewMs });
    expect((await pullCatalogue(upstream.access)).bins).toHaveLength(demoCatalogue().length);
    expect(upstream.calls.token).toBeLessThanOrEqual(2);
  });

  test("renews a token that ends before the last page", async () => {
    const upstream = sandboxUpstream();
    await upstream.set({ tokenLifetimeMs: 40_000 });
    const { fetch: inner } = upstream.access;
    const slow: KeySecureAccess = {
      ...upstream.access,
      fetch: async (url, init) => {
        const response = await inner?.(url, init);
        upstream.pass(25_000);
        return response ?? Response.error();
      },
    };
    expect((await pullCatalogue(slow)).bins).toHaveLength(demoCatalogue().length);
    expect(upstream.calls.token).toBeGreaterThan(1);
  });

  test("takes a new token when the upstream calls the old one expired in mid-paging", async () => {
    const upstream = sandboxUpstream();
    const { fetch: inner } = upstream.access;
    const access: KeySecureAccess = {
      ...upstream.access,
      fetch: async (url, init) => {
        if (upstream.calls.bins === 2) await upstream.set({ nextCodes: [1007] });
        return (await inner?.(url, init)) ?? Response.error();
      },
    };
    expect((await pullCatalogue(access)).bins).toHaveLength(demoCatalogue().length);
    expect(upstream.calls.token).toBe(2);
  });

  test("gives up when a token just given is refused", async () => {
    const upstream = sandboxUpstream();
    await upstream.set({ nextCodes: [1007, 1007, 1007, 1007, 1007, 1007] });
    expect(await failureOf(upstream.access)).toMatchObject({ problem: "token_invalid", upstreamCode: 1007 });
    expect(upstream.calls.token + upstream.calls.bins).toBeLessThanOrEqual(4);
  });

  test("waits and tries again when it asked too often", async () => {
    const upstream = sandboxUpstream();
    await upstream.set({ nextCodes: [1009, 1001] });
    expect((await pullCatalogue(upstream.access)).bins).toHaveLength(demoCatalogue().length);
    expect(upstream.waits).toEqual([1_000, 4_000]);
  });

  test.each<[number, string, RegExp]>([
    [1001, "system_error", /^1001: .*try again later/],
    [1002, "api_key_missing", /^1002: no Api-Key/],
    [1003, "address_not_allowed", /^1003: this host's address is not on KeySecure's allowlist/],
    [1004, "bad_parameter", /^1004: .*parameters/],
    [1005, "clock_wrong", /^1005: .*clock/],
    [1006, "token_missing", /^1006: no Access-Token/],
    [1007, "token_invalid", /^1007: .*token/],
    [1008, "api_key_unknown", /^1008: KeySecure does not know this Api-Key/],
    [1009, "too_frequent", /^1009: .*too frequent/],
    [1010, "not_enabled", /^1010: .*not enabled/],
    [1011, "expired", /^1011: .*expired/],
    [1012, "mode_not_supported", /^1012: .*authorization mode/],
    [1013, "pci_not_enabled", /^1013: .*PCI/],
    [4001, "other_code", /^4001: .*do not list/],
  ])("says for code %i what it means and what to do", async (code, problem, message) => {
    const upstream = sandboxUpstream();
    await upstream.set({ nextCodes: Array.from({ length: 20 }, () => code) });
    const error = await failureOf(upstream.access);
    expect(error).toMatchObject({ problem, upstreamCode: code, message: expect.stringMatching(message) });
  });

  test.each([
    ["ks_sandbox_not_enabled", 1010],
    ["ks_sandbox_expired", 1011],
    ["ks_sandbox_credit_mode", 1012],
    ["ks_sandbox_no_pci", 1013],
    ["ks_nobody", 1008],
  ])("fails for the merchant of %s with %i", async (key, code) => {
    expect(await failureOf(sandboxUpstream(key).access)).toMatchObject({ upstreamCode: code });
  });

  test("names the allowlist when this host's address is not on it", async () => {
    const upstream = sandboxUpstream();
    await upstream.set({ allowlist: ["203.0.113.9"] });
    expect(await failureOf(upstream.access)).toMatchObject({ problem: "address_not_allowed", upstreamCode: 1003 });
  });

  test("never puts a key or token into an error", async () => {
    const upstream = sandboxUpstream("ks_secret_of_ours");
    const error = await failureOf(upstream.access);
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain("ks_secret_of_ours");
  });
});

describe("paging", () => {
  test("asks for a hundred records a page, from page 0", async () => {
    const { access, asked } = scriptedUpstream((page) => list(page === 0 ? bins(480_000, 100) : []));
    expect((await pullCatalogue(access)).bins).toHaveLength(100);
    expect(asked).toEqual([
      { page: 0, size: 100 },
      { page: 1, size: 100 },
    ]);
  });

  test("goes on after a short page", async () => {
    const { access } = scriptedUpstream((page) => list([bins(480_000, 97), bins(490_000, 12), []][page] ?? []));
    expect((await pullCatalogue(access)).bins).toHaveLength(109);
  });

  test("ends where a last, short page is given again for ever", async () => {
    const { access, asked } = scriptedUpstream((page) => list(page === 0 ? bins(480_000, 100) : bins(490_000, 5)));
    const pulled = await pullCatalogue(access);
    expect(pulled.bins).toHaveLength(105);
    expect(asked).toHaveLength(3);
  });

  test("counts a record that moved to the next page once, and keeps its last form", async () => {
    const moved = { ...record("480099"), organization: "MASTERCARD" };
    const { access } = scriptedUpstream((page) =>
      list([bins(480_000, 100), [moved, ...bins(480_100, 50)], []][page] ?? []),
    );
    const { bins: all, duplicates } = await pullCatalogue(access);
    expect(all).toHaveLength(150);
    expect(duplicates).toBe(1);
    expect(all.find(({ cardBin }) => cardBin === "480099")?.organization).toBe("MASTERCARD");
  });

  test("gives up on a full page that repeats for ever", async () => {
    const { access, asked } = scriptedUpstream(() => list(bins(480_000, 100)));
    expect(await failureOf(access)).toMatchObject({ problem: "never_ends" });
    expect(asked.length).toBeLessThan(6);
  });

  test("gives up on a list that grows past what the mirror holds", async () => {
    const { access } = scriptedUpstream((page) => list(bins(1_000_000 + page * 100, 100)));
    expect(await failureOf(access)).toMatchObject({ problem: "too_many" });
  });

  test.each([
    ["an empty list", []],
    ["null for a list", null],
  ])("brings nothing from %s", async (_name, records) => {
    const { access } = scriptedUpstream(() => json({ code: 0, msg: "Success", data: { list: records } }));
    expect((await pullCatalogue(access)).bins).toEqual([]);
  });

  test("stops after five minutes", async () => {
    let now = NOW;
    const { access } = scriptedUpstream((page) => {
      now += 60_000;
      return list(bins(480_000 + page * 100, 100));
    });
    expect(await failureOf({ ...access, now: () => now })).toMatchObject({ problem: "timeout" });
  });
});

describe("answers that are not as documented", () => {
  test("takes extra fields, numeric strings and numbers for strings", async () => {
    const odd = {
      ...record(48_000_112, 77),
      support_physical: "true",
      support_virtual: 0,
      currencies: "USD, EUR",
      balance_limit: { limit_balance: 500, limit_week_balance: null, limit_year: "1" },
      card_level: "GOLD",
    };
    const { access } = once(json({ code: "0", msg: "", data: { list: [odd], total: "1" }, traceId: "x" }));
    expect((await pullCatalogue(access)).bins).toEqual([
      {
        cardBinNo: "77",
        cardBin: "48000112",
        organization: "VISA",
        supportPhysical: true,
        supportVirtual: false,
        currencies: ["USD", "EUR"],
        balanceLimit: {
          limitBalance: "500",
          limitWeekBalance: null,
          limitAtmDayBalance: null,
          limitAtmMonthBalance: null,
        },
      },
    ]);
  });

  test("takes a record with nothing but its BIN", async () => {
    const { access } = once(list([{ card_bin: "480001" }]));
    expect((await pullCatalogue(access)).bins[0]).toMatchObject({
      cardBin: "480001",
      cardBinNo: null,
      supportPhysical: null,
      currencies: [],
    });
  });

  test("keeps a record without a BIN, which nothing can match", async () => {
    const { access } = once(list([record("", "N1"), record(null, "N2")]));
    expect((await pullCatalogue(access)).bins.map(({ cardBin }) => cardBin)).toEqual([null, null]);
  });

  test.each<[string, unknown]>([
    ["letters in a BIN", record("4800AB")],
    ["a BIN of five digits", record("48000")],
    ["a BIN of twelve digits", record("480000111222")],
    ["a BIN of nineteen digits, which could be a card number", record("4800001112223334445")],
    ["a list for a BIN", record(["480000"])],
    ["a number for a record", 7],
  ])("fails as a whole on %s, naming the record and never its value", async (_name, bad) => {
    const { access } = scriptedUpstream((page) => list(page === 0 ? bins(490_000, 100) : [record("480000"), bad]));
    const error = await failureOf(access);
    expect(error).toMatchObject({ problem: "bad_record", message: expect.stringContaining("page 1, record 1") });
    expect(error.message).not.toMatch(/4800/);
  });

  test.each<[string, () => Response, string]>([
    ["a page of HTML", () => new Response("<html>", { headers: { "Content-Type": "text/html" } }), "bad_answer"],
    ["half a JSON text", () => new Response('{"code":0,"data":{"li'), "bad_answer"],
    ["an empty body", () => new Response(""), "bad_answer"],
    ["HTTP 503", () => new Response("", { status: 503 }), "system_error"],
    ["HTTP 429", () => new Response("", { status: 429 }), "too_frequent"],
    ["HTTP 404", () => new Response("", { status: 404 }), "bad_answer"],
    ["a redirect", () => new Response(null, { status: 302, headers: { Location: "https://evil.test" } }), "bad_answer"],
    ["more than a megabyte", () => new Response("x".repeat(1_100_000)), "bad_answer"],
    ["success without data", () => json({ code: 0, msg: "Success" }), "bad_answer"],
    ["a code that is longer than any of KeySecure's", () => json({ code: 100_000 }), "bad_answer"],
    ["such a code in digits", () => json({ code: "4242424242424242" }), "bad_answer"],
    ["a text for a list", () => json({ code: 0, data: { list: "none" } }), "bad_answer"],
  ])("tries again after %s, and fails when it stays so", async (_name, answer, problem) => {
    const passing = scriptedUpstream((page, attempt) =>
      attempt < 3 ? answer() : list(page === 0 ? bins(480_000, 3) : []),
    );
    expect((await pullCatalogue(passing.access)).bins).toHaveLength(3);
    const failing = scriptedUpstream(answer);
    const error = await failureOf(failing.access);
    expect(error).toMatchObject({ problem, upstreamCode: null });
    expect(error.message).not.toMatch(/4242|100000:/);
    expect(failing.asked).toHaveLength(3);
  });

  test.each([401, 403])("takes a firewall's page (%i) for no word on the key, and asks no further", async (status) => {
    const headers = { "Content-Type": "text/html" };
    const { access, asked } = scriptedUpstream(() => new Response("<h1>Blocked</h1>", { status, headers }));
    expect(await failureOf(access)).toMatchObject({ problem: "blocked", upstreamCode: null });
    expect(asked).toHaveLength(1);
  });

  test("calls a connection that breaks unreachable", async () => {
    const { access } = scriptedUpstream(() => Promise.reject(new TypeError("connection reset")));
    expect(await failureOf(access)).toMatchObject({ problem: "unreachable" });
  });

  test.each([
    [new Date(NOW + 120_000).toUTCString(), "it is about 120 s behind"],
    [new Date(NOW - 120_000).toUTCString(), "it is about 120 s ahead"],
    ["Fri, 31 Dec 9999 23:59:59 GMT", "it is more than a day behind"],
    ["Thu, 01 Jan 1970 00:00:00 GMT", "it is more than a day ahead"],
  ])("says how wrong the clock is when correcting it by %s does not help", async (Date, message) => {
    const refusing: KeySecureAccess = {
      ...scriptedUpstream(() => list([])).access,
      fetch: async () => json({ code: 1005 }, { headers: { Date } }),
    };
    expect(await failureOf(refusing)).toMatchObject({
      problem: "clock_wrong",
      message: expect.stringContaining(`(${message})`),
    });
  });
});
