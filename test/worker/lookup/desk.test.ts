import { describe, expect, test } from "vitest";
import { LookupDesk } from "../../../worker/lookup/desk.ts";
import type { TracedFinding } from "../../../worker/lookup/finding.ts";
import type { UpstreamCounts } from "../../../worker/lookup/upstream-counts.ts";
import type { ShardQuestion } from "../../../worker/lookup/wire.ts";
import { FakeClock } from "../../support/clock/fake-clock.ts";
import { gatewayCard } from "../../support/upstream/gateway-card.ts";

const START = 1_000_000;

const question: ShardQuestion = {
  origin: "https://gateway.test",
  secretKey: "api_secret",
  subject: { kind: "token", token: "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1" },
  tokenKey: "key",
  places: [{ country: "US", state: "IL" }],
  countsPlaces: true,
  askedAt: START,
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

/** A desk whose gateway knows every token after a while. */
function slowDesk(answerMs: number) {
  const clock = new FakeClock();
  const calls: number[] = [];
  const fetcher = (_: RequestInfo | URL, init?: RequestInit) => {
    calls.push(clock.now() - START);
    return new Promise<Response>((resolve, reject) => {
      clock.after(answerMs, () => resolve(Response.json(gatewayCard())));
      init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
    });
  };
  return { clock, desk: new LookupDesk(clock, fetcher, () => 0.5), calls };
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

describe("a call that many wait for", () => {
  test("has its own time: each asker waits for its own, and the answer is there for whoever has more", async () => {
    const { clock, desk, calls } = slowDesk(700);
    const hurried = desk.lookUp({ ...question, timeMs: 450 });
    const patient = desk.lookUp(question);
    const took = await Promise.all([timed(clock, hurried), timed(clock, patient)]);
    expect(took).toEqual([300, 700]);
    expect(await hurried).toMatchObject({ kind: "trouble", reason: "gateway_timeout" });
    expect(await patient).toMatchObject({ kind: "facts" });
    expect(await desk.lookUp({ ...question, askedAt: clock.now() })).toMatchObject({ kind: "facts" });
    expect(calls).toEqual([0]);
  });

  test("fills the memory when nobody waits any more", async () => {
    const { clock, desk, calls } = slowDesk(1_100);
    expect(await timed(clock, desk.lookUp({ ...question, timeMs: 500 }))).toBe(350);
    const again = desk.lookUp({ ...question, askedAt: clock.now(), timeMs: 200 });
    expect(await timed(clock, again)).toBe(0);
    expect(await again).toMatchObject({ kind: "facts" });
    expect(calls).toHaveLength(1);
  });

  test("is made once in 1.5 s and its own time, however often a shopper presses at a gateway that is too slow", async () => {
    const { clock, desk, calls } = slowDesk(1_300);
    const answers: Promise<unknown>[] = [];
    for (let press = 0; press < 20; press++) {
      answers.push(desk.lookUp({ ...question, askedAt: clock.now() }));
      await clock.advance(250);
    }
    await clock.advance(3_000);
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ reason: "gateway_timeout" });
    expect(calls).toEqual([0, 2_750]);
    expect(desk.view().breaker).toBe("closed");
  });

  test("is one for a thousand questions that a busy machine brings one after another", async () => {
    const { clock, desk, calls } = silentDesk();
    const answers: Promise<unknown>[] = [];
    for (let caller = 0; caller < 1_000; caller++) {
      answers.push(desk.lookUp(question));
      await clock.advance(4);
    }
    await clock.advance(3_000);
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ kind: "trouble" });
    expect(calls()).toBe(1);
  });
});

describe("what a shard tells to be counted", () => {
  const total = (answers: readonly TracedFinding[], event: keyof UpstreamCounts) =>
    answers.reduce((sum, { signals }) => sum + (signals?.upstream[event] ?? 0), 0);

  test("is one call where a crowd shares it, and that each of them waited for it", async () => {
    const { clock, desk } = slowDesk(700);
    const crowd = [desk.lookUp(question), desk.lookUp(question), desk.lookUp(question)];
    await clock.advance(5_000);
    const answers = await Promise.all(crowd);
    expect([total(answers, "calls"), total(answers, "slow"), total(answers, "failed")]).toEqual([1, 1, 0]);
    expect(answers.map(({ signals }) => signals?.waitedMs)).toEqual([700, 700, 700]);
  });

  test("is no call and no wait where the memory answers", async () => {
    const { clock, desk } = slowDesk(100);
    await timed(clock, desk.lookUp(question));
    const again = await desk.lookUp({ ...question, askedAt: clock.now() });
    expect(again.signals).toEqual({
      upstream: { calls: 0, retries: 0, failed: 0, slow: 0, refused: 0 },
      breaker: "closed",
      waitedMs: 0,
    });
  });

  test("has what became of a call that nobody waited for, with the next answer", async () => {
    const { clock, desk } = silentDesk();
    const hurried = desk.lookUp({ ...question, timeMs: 500 });
    await clock.advance(5_000);
    const next = desk.lookUp({ ...question, tokenKey: "another", askedAt: clock.now(), timeMs: 390 });
    const answers = await Promise.all([hurried, next]);
    expect(answers.map(({ signals }) => [signals?.upstream.calls, signals?.upstream.failed])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  test("is what the breaker is, of the key that was asked with", async () => {
    const { clock, desk } = silentDesk();
    const failing = Array.from({ length: 5 }, (_, turn) => desk.lookUp({ ...question, tokenKey: `token ${turn}` }));
    await clock.advance(1_300);
    await Promise.all(failing);
    const open = await desk.lookUp({ ...question, tokenKey: "one more", askedAt: clock.now() });
    expect(open.signals?.breaker).toBe("open");
    const other = desk.lookUp({ ...question, secretKey: "api_other", tokenKey: "other", askedAt: clock.now() });
    await timed(clock, other);
    expect((await other).signals?.breaker).toBe("closed");
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
