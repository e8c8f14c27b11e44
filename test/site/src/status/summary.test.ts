/** From sums to what an operator reads. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { REASON_OUTCOME, REASONS } from "../../../../contract/lists.ts";
import { shareOf, summarise } from "../../../../site/src/status/summary.ts";

const SUMS = {
  "answer:eligible:visa": 6,
  "answer:debit:visa": 2,
  "answer:gateway_timeout:unknown": 1,
  "answer:region_missing:unknown": 1,
  "place:US-IL:surcharge": 6,
  "place:US-IL:none": 2,
  "place:GB:unknown": 2,
  "source:ticket": 3,
  "source:shard": 5,
  "source:test": 2,
  "upstream:calls": 5,
  "upstream:failed": 1,
  "failed:500": 1,
  "failed:503": 1,
  "release:1.0.0": 9,
  "policy:served": 20,
  "lost:counts": 4,
  "next_year:something": 1,
};

test("tells each figure of a span", () => {
  expect(summarise(SUMS)).toMatchObject({
    answers: 10,
    surcharges: 6,
    unknown: 2,
    troubled: 1,
    surchargeShare: 0.6,
    unknownShare: 0.2,
    troubledShare: 0.1,
    calls: 5,
    amplification: 0.5,
    failedCallShare: 0.2,
    ticketShare: 3 / 8,
    tickets: 3,
    known: 8,
    tested: 2,
    failed: 2,
    failureShare: 2 / 12,
    releases: [{ value: "1.0.0", count: 9 }],
    policies: 20,
    lost: 4,
    places: [
      { value: "US-IL", count: 8, surcharge: 6, unknown: 0 },
      { value: "GB", count: 2, surcharge: 0, unknown: 2 },
    ],
  });
  expect(summarise(SUMS).reasons[0]).toEqual({
    value: "eligible",
    count: 6,
    outcome: "surcharge",
    share: 0.6,
    brands: [{ value: "visa", count: 6 }],
  });
});

test("a share of nothing is no share", () => {
  const { unknownShare, amplification, ticketShare, failureShare, took } = summarise({});
  expect([unknownShare, amplification, ticketShare, failureShare, took.p95]).toEqual([null, null, null, null, null]);
  expect(shareOf(0, 4)).toBe(0);
});

test("a reason that is newer than the page is counted and named, with no outcome", () => {
  expect(summarise({ "answer:tomorrow:visa": 1, "answer:debit:visa": 1 })).toMatchObject({
    answers: 2,
    surcharges: 0,
    unknown: 0,
    reasons: [{ value: "debit" }, { value: "tomorrow", outcome: null, share: 0.5 }],
  });
});

test("every answer is in one outcome, and shares are shares", () => {
  const anySums = fc.dictionary(
    fc.constantFrom(...REASONS).map((reason) => `answer:${reason}:visa`),
    fc.integer({ min: 1, max: 9_999 }),
  );
  fc.assert(
    fc.property(anySums, (sums) => {
      const { answers, surcharges, unknown, reasons, unknownShare } = summarise(sums);
      const none = reasons.filter(({ outcome }) => outcome === "none").reduce((sum, { count }) => sum + count, 0);
      expect(surcharges + unknown + none).toBe(answers);
      expect(
        reasons.every(({ value, outcome }) => outcome === REASON_OUTCOME[value as keyof typeof REASON_OUTCOME]),
      ).toBe(true);
      expect(unknownShare === null || (unknownShare >= 0 && unknownShare <= 1)).toBe(true);
      if (answers > 0) expect(reasons.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    }),
  );
});
