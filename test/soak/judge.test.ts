/** The judge's own logic: each kind of wrong answer is called wrong, whatever fails, and a good one is not. */
import { describe, expect, test } from "vitest";
import { judge, type LookupSeen } from "./judge.ts";

const lookup = (change: Partial<LookupSeen> = {}): LookupSeen => ({
  outcome: "surcharge",
  reason: "eligible",
  surchargeAmount: 375,
  rateBps: 300,
  quoteHolds: true,
  ...change,
});
const ZERO = { surchargeAmount: 0, rateBps: 0 };
const UNKNOWN = lookup({ outcome: "unknown", ...ZERO });
const answered = (
  seen: LookupSeen | null,
  { status = 200, tookMs = 20 }: { status?: number | null; tookMs?: number } = {},
) => ({
  status,
  tookMs,
  lookup: seen,
});
const page = (dueAmount: number) => ({ kind: "page", dueAmount }) as const;

test("what is due, in time and with a quote that holds, is well", () => {
  expect(judge(page(375), answered(lookup()), [])).toEqual({ label: "surcharge", isWell: true, wrong: [] });
  const none = lookup({ outcome: "none", ...ZERO });
  expect(judge(page(0), answered(none), [])).toEqual({ label: "none", isWell: true, wrong: [] });
});

describe("wrong, with nothing failing and with everything", () => {
  test.each([
    ["a surcharge where none is due", 0, lookup()],
    ["another surcharge than is due", 374, lookup()],
    ["another surcharge than is due", 376, lookup()],
    ["another surcharge than is due", 375, lookup({ surchargeAmount: null })],
    ["the quote does not hold", 375, lookup({ quoteHolds: false })],
    ["the quote does not hold", 375, { ...UNKNOWN, quoteHolds: false }],
    ["an amount without a surcharge", 375, { ...UNKNOWN, surchargeAmount: 1 }],
    ["an amount without a surcharge", 0, lookup({ outcome: "none", surchargeAmount: 0 })],
    ["an outcome without a name", 0, lookup({ outcome: "free", ...ZERO })],
  ])("%s, %i being due", (what, due, seen) => {
    for (const failing of [[], ["gateway", "kv", "shard", "limiter"]] as const) {
      const judgement = judge(page(due), answered(seen), failing);
      expect(judgement.wrong).toContain(what);
      expect(judgement.isWell).toBe(false);
    }
  });

  test.each<[string, { status?: number | null; tookMs?: number }]>([
    ["page: status 500", { status: 500 }],
    ["page: status 503", { status: 503 }],
    ["page: no answer", { status: null }],
    ["page: late", { tookMs: 3_001 }],
  ])("%s", (what, how) => {
    const failing = ["gateway", "kv", "shard", "audit", "outcomes"] as const;
    expect(judge(page(375), answered(how.status === undefined ? UNKNOWN : null, how), failing).wrong).toContain(what);
  });
});

test("none for a card that carries a surcharge is right only where the gateway's own answer was spoiled", () => {
  const none = answered(lookup({ outcome: "none", ...ZERO }));
  expect(judge(page(375), none, ["shard"]).wrong).toEqual(["none where a surcharge is due"]);
  expect(judge(page(375), none, ["gateway"])).toEqual({ label: "none", isWell: false, wrong: [] });
});

test("unknown is right, and not well", () => {
  expect(judge(page(375), answered(UNKNOWN), [])).toEqual({ label: "unknown", isWell: false, wrong: [] });
});

describe("what may be refused, and while what fails", () => {
  test.each([
    ["page", 429, "limiter", true],
    ["page", 429, "kv", false],
    ["stranger", 503, "kv", true],
    ["stranger", 503, "gateway", false],
    ["outcome", 503, "outcomes", true],
    ["outcome", 500, "outcomes", false],
    ["change", 503, "audit", true],
    ["change", 409, "audit", true],
    ["change", 409, "kv", false],
    ["policy", 503, "kv", false],
  ] as const)("%s %i while %s fails: %s", (kind, status, place, mayBe) => {
    const { wrong, isWell } = judge({ kind, dueAmount: null }, answered(null, { status }), [place]);
    expect(wrong.length === 0).toBe(mayBe);
    expect(isWell).toBe(false);
  });
});
