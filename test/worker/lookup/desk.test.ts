import { describe, expect, test } from "vitest";
import { LookupDesk } from "../../../worker/lookup/desk.ts";
import type { ShardQuestion } from "../../../worker/lookup/wire.ts";
import { FakeClock } from "../../support/clock/fake-clock.ts";

const question: ShardQuestion = {
  origin: "https://gateway.test",
  secretKey: "api_secret",
  subject: { kind: "token", token: "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1" },
  tokenKey: "key",
  places: [{ country: "US", state: "IL" }],
  timeMs: 2_500,
};

/** A desk whose gateway never answers. */
function silentDesk() {
  const clock = new FakeClock();
  let calls = 0;
  const fetcher = () => {
    calls += 1;
    return new Promise<Response>(() => {});
  };
  return { clock, desk: new LookupDesk(clock, fetcher, () => 0.5), calls: () => calls };
}

/** How long the desk takes to answer, ms. */
async function timed(clock: FakeClock, answer: Promise<unknown>): Promise<number> {
  const startedAt = clock.now();
  const [took] = await Promise.all([answer.then(() => clock.now() - startedAt), clock.advance(5_000)]);
  return took;
}

describe("a shard's time", () => {
  test.each([
    ["one attempt's while the caller waits longer than that", 2_500, 1_200],
    ["what the caller still waits, less what the answer's way takes", 700, 550],
  ])("is %s", async (_, timeMs, took) => {
    const { clock, desk, calls } = silentDesk();
    const answer = desk.lookUp({ ...question, timeMs });
    expect(await timed(clock, answer)).toBe(took);
    expect(await answer).toMatchObject({ kind: "trouble", reason: "gateway_timeout" });
    expect(calls()).toBe(1);
  });

  test("when it is too short for an attempt, makes none, and holds nothing against the gateway", async () => {
    const { clock, desk, calls } = silentDesk();
    for (let turn = 0; turn < 6; turn++) {
      const answer = desk.lookUp({ ...question, timeMs: 390 });
      expect(await timed(clock, answer)).toBe(0);
      expect(await answer).toMatchObject({ kind: "trouble", reason: "gateway_timeout" });
    }
    expect(calls()).toBe(0);
    expect(desk.view().breaker).toBe("closed");
  });
});

describe("a token's first sight", () => {
  test("is told in trouble too, so that a zero quote ends no later than any other", async () => {
    const { clock, desk } = silentDesk();
    const firstSeenAt = clock.now();
    await timed(clock, desk.lookUp(question));
    await clock.advance(60_000);
    const again = desk.lookUp(question);
    await timed(clock, again);
    expect(await again).toMatchObject({ kind: "trouble", firstSeenAt });
  });
});
