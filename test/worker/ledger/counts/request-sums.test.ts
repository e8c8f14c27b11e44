/** What each kind of request counts as. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FinishedRequest, type Signals, sumsOf } from "../../../../worker/ledger/counts/request-sums.ts";
import { type Sums, seriesOf } from "../../../../worker/ledger/counts/series.ts";

const QUIET = {
  upstream: { calls: 0, retries: 0, failed: 0, slow: 0, refused: 0 },
  breaker: "closed",
  waitedMs: 0,
} as const;
const CALLED = { ...QUIET, upstream: { ...QUIET.upstream, calls: 1 }, waitedMs: 80 } as const;
const IL = { country: "US", state: "IL" };

const request = (changes: Partial<FinishedRequest> = {}): FinishedRequest => ({
  status: 200,
  alarms: [],
  tookMs: 90,
  signals: {},
  ...changes,
});
const lookup = (signals: Signals, changes: Partial<FinishedRequest> = {}) =>
  request({ outcome: "surcharge", reason: "eligible", brand: "visa", funding: "credit", signals, ...changes });

/** Of every lookup that is answered as {@link lookup} makes it. */
const ANSWERED = { "answer:eligible:visa": 1, "funding:credit": 1, "took:100": 1 };

describe("a request counts", () => {
  test.each<[string, FinishedRequest, Sums]>([
    ["as nothing where nobody asks about it", request(), {}],
    [
      "as an answer by a call",
      lookup({ source: "shard", shard: CALLED, place: IL, homeTax: "rate", release: "1.4.0" }),
      {
        ...ANSWERED,
        "own:10": 1,
        "place:US-IL:surcharge": 1,
        "source:shard": 1,
        "tax:rate": 1,
        "upstream:calls": 1,
        "release:1.4.0": 1,
      },
    ],
    [
      "as an answer from a shard's memory",
      lookup({ source: "shard", shard: QUIET }),
      { ...ANSWERED, "own:100": 1, "source:shard": 1 },
    ],
    [
      "as an answer of a shard of an earlier version, with all that is ours to tell",
      lookup({ source: "shard", shard: undefined }),
      { ...ANSWERED, "own:100": 1, "source:shard": 1 },
    ],
    ["as an answer from a ticket", lookup({ source: "ticket" }), { ...ANSWERED, "own:100": 1, "source:ticket": 1 }],
    [
      "as trouble, with what became of the calls, while the breaker is open",
      lookup(
        {
          source: "shard",
          shard: {
            upstream: { calls: 3, retries: 1, failed: 3, slow: 2, refused: 0 },
            breaker: "open",
            waitedMs: 2_000,
          },
        },
        { outcome: "unknown", reason: "gateway_timeout", brand: undefined, funding: undefined, tookMs: 2_030 },
      ),
      {
        "answer:gateway_timeout:unknown": 1,
        "funding:unknown": 1,
        "took:3200": 1,
        "own:50": 1,
        "source:shard": 1,
        "breaker:open": 1,
        "upstream:calls": 3,
        "upstream:retries": 1,
        "upstream:failed": 3,
        "upstream:slow": 2,
      },
    ],
    [
      "as a refused key, with each of its alarms",
      lookup(
        { source: "shard", shard: { ...CALLED, upstream: { ...CALLED.upstream, refused: 1 }, breaker: "key_refused" } },
        { alarms: ["rules_refused", "gateway_key_refused"] },
      ),
      {
        ...ANSWERED,
        "own:10": 1,
        "source:shard": 1,
        "breaker:key_refused": 1,
        "upstream:calls": 1,
        "upstream:refused": 1,
        "alarm:gateway_key_refused": 1,
        "alarm:rules_refused": 1,
      },
    ],
    [
      "as a refused token, with the call that it took",
      request({ status: 422, code: "token_rejected", signals: { source: "shard", shard: CALLED } }),
      { "refused:token_rejected": 1, "source:shard": 1, "upstream:calls": 1 },
    ],
    [
      "as held back by a limit",
      request({ status: 429, code: "rate_limited", signals: { limited: "client" } }),
      { "refused:rate_limited": 1, "limited:client": 1 },
    ],
    ["as ours that failed", request({ status: 500, code: "internal" }), { "failed:500": 1 }],
    ["as ours that was not there", request({ status: 503, code: "merchant_unavailable" }), { "failed:503": 1 }],
    ["as no failure where /readyz says what is not ready", request({ status: 503 }), {}],
    [
      "as a policy",
      request({ signals: { isPolicy: true, release: "1.4.0" } }),
      { "policy:served": 1, "release:1.4.0": 1 },
    ],
  ])("%s", (_, finished, sums) => {
    expect(sumsOf(finished)).toEqual(sums);
  });

  test("by no other keys than those of the vocabulary, and each one at least once", () => {
    const count = fc.nat(50);
    fc.assert(
      fc.property(
        fc.record({ calls: count, retries: count, failed: count, slow: count, refused: count }),
        fc.nat(10_000),
        fc.nat(10_000),
        (upstream, tookMs, waitedMs) => {
          const sums = sumsOf(
            lookup({ source: "shard", shard: { upstream, breaker: "probing", waitedMs }, place: IL }, { tookMs }),
          );
          for (const [key, count] of Object.entries(sums)) {
            expect(() => seriesOf(key)).not.toThrow();
            expect(count).toBeGreaterThan(0);
          }
          expect(Object.keys(sums).filter((key) => /^(took|own):/.test(key))).toHaveLength(2);
        },
      ),
    );
  });
});
