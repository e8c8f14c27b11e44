/** The tally's own logic: it notices what does not hold, and when all was well again. */
import { describe, expect, test } from "vitest";
import { type EpisodeFigures, EpisodeTally, troublesOf } from "./tally.ts";

const WELL = { label: "surcharge", isWell: true, wrong: [] } as const;
const BAD = { label: "unknown", isWell: false, wrong: [] } as const;
const at = (askedAt: number, judgement: typeof WELL | typeof BAD, tookMs = 10) =>
  ({ kind: "page", shard: "mch_1", askedAt, tookMs, hasAnswer: true, reason: "gateway_timeout", judgement }) as const;

/** Faults until 5 s after the beginning, then what is given. */
function tallyWith(...seen: ReturnType<typeof at>[]): EpisodeTally {
  const tally = new EpisodeTally(["kv: slow"]);
  tally.need(seen.length);
  tally.end(5_000);
  for (const one of seen) tally.add(one);
  return tally;
}

describe("recovery", () => {
  test("lasts from the faults' end to the last question that was not answered well", () => {
    const tally = tallyWith(at(4_000, BAD), at(6_000, BAD), at(7_500, BAD), at(9_000, WELL));
    expect(tally.figures(5, 4)).toMatchObject({
      recoverySeconds: 2.5,
      questions: 4,
      unknown: 3,
      surcharge: 1,
      slowestMs: 10,
      reasons: { gateway_timeout: 3 },
    });
  });

  test("takes no time where only questions from before the end went wrong", () => {
    expect(tallyWith(at(4_999, BAD), at(5_000, WELL)).figures(5, 2).recoverySeconds).toBe(0);
  });

  test("is over for a shard once it has asked the gateway with success after the last trouble", () => {
    expect(tallyWith(at(6_000, WELL)).wellShards).toBe(1);
    expect(tallyWith(at(6_000, WELL), at(7_000, BAD)).wellShards).toBe(0);
    expect(tallyWith(at(4_000, WELL)).wellShards).toBe(0);
  });

  test("is not known while the faults last", () => {
    expect(new EpisodeTally([]).wellSince).toBeNull();
  });
});

describe("what does not hold", () => {
  const good: EpisodeFigures = tallyWith(at(6_000, WELL)).figures(5, 1);
  test("nothing, of a good run", () => expect(troublesOf([good], [])).toEqual([]));
  test.each([
    ["kv: slow: 1 wrong", { wrong: 1 }],
    ["kv: slow: well again only after 35.1 s", { recoverySeconds: 35.1 }],
    ["upstream calls: 1.110 for each that was needed", { upstreamCalls: 111, upstreamNeeded: 100 }],
    ["no surcharge was seen at all: nothing was shown", { surcharge: 0 }],
  ])("%s", (trouble, change) => {
    expect(troublesOf([{ ...good, ...change }], [])).toEqual([trouble]);
  });
  test("a key in the log", () => expect(troublesOf([good], ["the gateway key (plain)"])).toHaveLength(1));
});
