import { env, exports } from "cloudflare:workers";
import { expect, test } from "vitest";

const THIS_MINUTE = Math.floor(Date.now() / 60_000);
const KIND = { outcome: "none", reason: "debit", brand: "visa" } as const;

const read = (path: string, key = "ak_sandbox_demo") =>
  exports.default.fetch(`https://card-surcharge.test/v1/admin/merchants/${path}`, {
    headers: { Authorization: `Bearer ${key}` },
  });

test("the operator reads a merchant's counts, as far back as asked", async () => {
  const stats = env.MERCHANT_STATS.get(env.MERCHANT_STATS.idFromName("mch_counts"));
  await stats.add([
    { ...KIND, minute: THIS_MINUTE, latencyMs: 100, count: 3 },
    { ...KIND, minute: THIS_MINUTE - 30, latencyMs: null, count: 2 },
    { ...KIND, minute: THIS_MINUTE - 90, latencyMs: 100, count: 7 },
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
