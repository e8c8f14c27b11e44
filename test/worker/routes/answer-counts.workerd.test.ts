import { env, exports } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { MerchantStats } from "../../../worker/ledger/merchant-stats.ts";
import { statsObject } from "../../../worker/ledger/stats-objects.ts";

const THIS_MINUTE = Math.floor(Date.now() / 60_000);
const KIND = { outcome: "none", reason: "debit", brand: "visa", homeTax: null } as const;

afterEach(() => vi.restoreAllMocks());

const read = (path: string, key = "ak_sandbox_demo") =>
  exports.default.fetch(`https://card-surcharge.test/v1/admin/merchants/${path}`, {
    headers: { Authorization: `Bearer ${key}` },
  });

test("the operator reads a merchant's counts, as far back as asked", async () => {
  const merchantId = "mch_counts";
  await statsObject(env.MERCHANT_STATS, 5).add([
    { merchantId, ...KIND, minute: THIS_MINUTE, latencyMs: 100, count: 3 },
    { merchantId, ...KIND, minute: THIS_MINUTE - 30, latencyMs: null, count: 2 },
    { merchantId, ...KIND, minute: THIS_MINUTE - 90, latencyMs: 100, count: 7 },
  ]);
  const response = await read("mch_counts/answers");
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    answers: [
      { ...KIND, minute: new Date((THIS_MINUTE - 30) * 60_000).toISOString(), latencyMs: null, count: 2 },
      { ...KIND, minute: new Date(THIS_MINUTE * 60_000).toISOString(), latencyMs: 100, count: 3 },
    ],
    requestId: expect.any(String),
  });
  const more = (await (await read("mch_counts/answers?minutes=120")).json()) as { answers: unknown[] };
  expect(more.answers).toHaveLength(3);
});

test("a merchant without answers has no counts", async () => {
  expect(await (await read("mch_quiet/answers")).json()).toMatchObject({ answers: [] });
});

test.each([
  "mch_counts/answers?minutes=0",
  "mch_counts/answers?minutes=9999",
  "mch_counts/answers?from=1",
  "nobody/answers",
])("%s is refused", async (path) => {
  expect((await read(path)).status).toBe(400);
});

test("nobody else may read them", async () => {
  expect((await read("mch_counts/answers", "sk_sandbox_demo")).status).toBe(401);
});

test("while the merchant's counters cannot be reached, the operator is told so, and when to try again", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  vi.spyOn(MerchantStats.prototype, "read").mockImplementation(() => {
    throw new Error("unreachable");
  });
  const response = await read("mch_counts/answers");
  expect(response.status).toBe(503);
  expect(response.headers.get("Retry-After")).toBe("5");
  expect(await response.json()).toMatchObject({
    code: "merchant_unavailable",
    detail: expect.stringContaining("counters") as string,
  });
});
