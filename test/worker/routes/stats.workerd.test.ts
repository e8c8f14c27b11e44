import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { MerchantStats } from "../../../worker/ledger/counts/merchant-stats.ts";
import { beginningOf, PERIOD_MS } from "../../../worker/ledger/counts/periods.ts";
import type { Sums } from "../../../worker/ledger/counts/series.ts";
import { statsObject } from "../../../worker/ledger/counts/stats-objects.ts";
import { ADMIN, call } from "../../support/workerd/api.ts";

const { minute: MINUTE, hour: HOUR, day: DAY } = PERIOD_MS;
const NOW = beginningOf("minute", Date.now());
const VISA = "answer:eligible:visa";
const iso = (ms: number) => new Date(ms).toISOString();
let number = 0;

afterEach(() => vi.restoreAllMocks());

const add = (at: number, merchants: Readonly<Record<string, Sums>>, whole: Sums) =>
  statsObject(env.MERCHANT_STATS, at).take({
    isolate: "isolate-1",
    number: ++number,
    minutes: [{ at, whole, merchants }],
  });
const read = (query: string) => call(`/v1/admin/stats${query}`, { headers: ADMIN });

describe("the operator reads what was counted", () => {
  test("of the last hour by minute, of the deployment or of a merchant", async () => {
    await add(NOW, { mch_one: { [VISA]: 3 } }, { [VISA]: 3, "policy:served": 5 });
    await add(NOW - 30 * MINUTE, { mch_one: { [VISA]: 2 } }, { [VISA]: 2 });
    await add(NOW - 90 * MINUTE, { mch_one: { [VISA]: 7 } }, { [VISA]: 7 });
    const response = await read("");
    expect(response.status).toBe(200);
    const told = await response.json<{ from: string; to: string }>();
    expect(told).toEqual({
      by: "minute",
      from: expect.any(String) as string,
      to: expect.any(String) as string,
      merchant: null,
      periods: [
        { at: iso(NOW - 30 * MINUTE), sums: { [VISA]: 2 } },
        { at: iso(NOW), sums: { [VISA]: 3, "policy:served": 5 } },
      ],
      requestId: expect.any(String) as string,
    });
    expect(Date.parse(told.to) - Date.parse(told.from)).toBeGreaterThanOrEqual(HOUR);
    expect(await (await read("?merchant=mch_one")).json()).toMatchObject({
      merchant: "mch_one",
      periods: [{ sums: { [VISA]: 2 } }, { sums: { [VISA]: 3 } }],
    });
    expect(await (await read("?merchant=mch_quiet")).json()).toMatchObject({ periods: [] });
  });

  test("by hour and by day, as far back as asked", async () => {
    const sums = async (query: string) => {
      const { periods } = await (await read(query)).json<{ periods: { sums: Sums }[] }>();
      return periods.reduce((all, period) => all + (period.sums[VISA] ?? 0), 0);
    };
    const asked = `from=${iso(NOW - 2 * HOUR)}&to=${iso(NOW + MINUTE)}&merchant=mch_one`;
    expect(await sums(`?by=hour&${asked}`)).toBe(12);
    expect(await sums(`?by=day&from=${iso(NOW - 799 * DAY)}&merchant=mch_one`)).toBe(12);
  });

  test("of each merchant, the busiest first, a page at a time", async () => {
    const crowd = Array.from(
      { length: 1_020 },
      (_, n) => [`mch_crowd_${n}`, { [VISA]: n + 100, "took:10": 1 }] as const,
    );
    await add(NOW - 20 * HOUR, Object.fromEntries(crowd), {});
    const time = `from=${iso(NOW - 21 * HOUR)}&to=${iso(NOW - 19 * HOUR)}`;
    type Page = { merchants: { merchant: string; sums: Sums }[]; cursor: string | null };
    const first = await (await read(`/merchants?${time}`)).json<Page>();
    expect(first.merchants).toHaveLength(1_000);
    expect(first.merchants[0]).toEqual({ merchant: "mch_crowd_1019", sums: { [VISA]: 1_119, "took:10": 1 } });
    const rest = await (await read(`/merchants?${time}&cursor=${first.cursor}`)).json<Page>();
    expect(rest.merchants.map(({ merchant }) => merchant)).toEqual(
      crowd
        .slice(0, 20)
        .map(([id]) => id)
        .toReversed(),
    );
    expect(rest.cursor).toBeNull();
    const some = await (await read(`/merchants?${time}&series=took,policy`)).json<Page>();
    expect(some.merchants[0]?.sums).toEqual({ "took:10": 1 });
  });
});

test.each([
  ["?by=week", "by"],
  ["?from=yesterday", "from"],
  ["?from=2026-11-28", "ISO time"],
  ["?from=1969-12-31T23:59:00Z&to=1970-01-01T00:10:00Z", "from must be 1970-01-01T00:00:00Z or later"],
  ["/merchants?from=1969-12-31T23:59:00Z&to=1969-12-31T23:59:30Z", "1970"],
  ["?to=1970-01-01T00:10:00Z", "1970"],
  ["?minutes=60", "minutes"],
  ["?merchant=nobody", "merchant"],
  [`?from=${iso(NOW)}&to=${iso(NOW - HOUR)}`, "from must be before to"],
  [`?from=${iso(NOW - 2 * DAY)}`, "24 hours"],
  [`?by=hour&from=${iso(NOW - 33 * DAY)}`, "31 days"],
  [`?by=day&from=${iso(NOW - 802 * DAY)}`, "800 days"],
  [`/merchants?from=${iso(NOW - 2 * DAY)}`, "24 hours"],
  ["/merchants?by=day", "by"],
  ["/merchants?cursor=next", "cursor"],
  ["/merchants?series=answers", "series"],
])("%s is refused, and why", async (query, said) => {
  const response = await read(query);
  expect(response.status).toBe(400);
  expect((await response.json<{ detail: string }>()).detail).toContain(said);
});

test("nobody else may read them", async () => {
  for (const path of ["", "/merchants"])
    expect(
      (await call(`/v1/admin/stats${path}`, { headers: { Authorization: "Bearer sk_sandbox_demo" } })).status,
    ).toBe(401);
});

test("while an object cannot be read, the operator is told so, and when to try again", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  for (const [path, method] of [
    ["", "read"],
    ["/merchants", "byMerchant"],
  ] as const) {
    vi.spyOn(MerchantStats.prototype, method).mockImplementation(() => {
      throw new Error("unreachable");
    });
    const response = await read(path);
    expect(response.status).toBe(503);
    expect(response.headers.get("Retry-After")).toBe("5");
    expect(await response.json()).toMatchObject({
      code: "merchant_unavailable",
      detail: expect.stringContaining("counters") as string,
    });
  }
});
