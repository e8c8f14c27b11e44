import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Attempt } from "../../../worker/gateway/client.ts";
import { Breakers } from "../../../worker/lookup/breakers.ts";
import { CallQueue } from "../../../worker/lookup/call-queue.ts";
import { LOOKUP_MS } from "../../../worker/lookup/limits.ts";
import { RetryBudget } from "../../../worker/lookup/retry-budget.ts";
import { askGateway, type UpstreamResult } from "../../../worker/lookup/upstream.ts";
import { UpstreamTally } from "../../../worker/lookup/upstream-counts.ts";
import { FakeClock } from "../../support/clock/fake-clock.ts";
import { runs } from "../../support/nightly/runs.ts";

const FOUND: Attempt<string> = { kind: "found", value: "card", correlationId: null };
const REJECTED: Attempt<string> = { kind: "rejected", status: 400, correlationId: null };
const failed = (why: "network" | "timeout" | "busy" | "status" | "redirect" | "bad_body"): Attempt<string> => ({
  kind: "failed",
  why,
  status: why === "network" ? null : 500,
  correlationId: null,
});

/** A gateway that gives its answers in turn, the last one for ever; "never" waits until it is told to stop. */
function upstream(answers: (Attempt<string> | "never")[], savedRetries = 1) {
  const clock = new FakeClock();
  const budget = new RetryBudget();
  for (let call = 0; call < savedRetries * 10; call++) budget.earn();
  const breakers = new Breakers(() => 0.5);
  const tally = new UpstreamTally();
  const deps = { clock, queue: new CallQueue(clock), breakers, budget, tally, random: () => 0.5 };
  const calls: number[] = [];
  const attemptOnce = (signal: AbortSignal): Promise<Attempt<string>> => {
    const answer = answers[Math.min(calls.length, answers.length - 1)];
    calls.push(clock.now());
    if (answer !== "never" && answer !== undefined) return Promise.resolve(answer);
    return new Promise((resolve) => signal.addEventListener("abort", () => resolve(failed("timeout"))));
  };
  const startedAt = clock.now();
  let endedAt: number | null = null;
  const ask = async (account = "gateway key"): Promise<UpstreamResult<string>> => {
    const outcome = await askGateway(attemptOnce, account, deps);
    endedAt = clock.now();
    return outcome;
  };
  return { clock, breakers, tally, calls, ask, took: () => (endedAt === null ? null : endedAt - startedAt) };
}

describe("one retry", () => {
  test.each([
    ["a rejected fetch", failed("network")],
    ["429 and 503", failed("busy")],
  ])("follows %s", async (_, first) => {
    const { clock, ask, calls } = upstream([first, FOUND]);
    const outcome = ask();
    await clock.advance(200);
    expect(await outcome).toMatchObject({ kind: "found", value: "card" });
    expect(calls).toHaveLength(2);
  });

  test.each([
    ["a time-out", failed("timeout")],
    ["500", failed("status")],
    ["a redirect", failed("redirect")],
    ["a body that broke off", failed("bad_body")],
    ["a refused token", REJECTED],
    ["a refused key", { kind: "unauthorized", status: 401, correlationId: null } as const],
    ["an answer that says it is none", { kind: "unusable", correlationId: null } as const],
  ])("does not follow %s", async (_, first) => {
    const { clock, ask, calls } = upstream([first, FOUND], 10);
    const outcome = ask();
    await clock.advance(2000);
    expect((await outcome).kind).not.toBe("found");
    expect(calls).toHaveLength(1);
  });

  test("is the last", async () => {
    const { clock, ask, calls } = upstream([failed("busy")], 10);
    const outcome = ask();
    await clock.advance(2000);
    expect(await outcome).toMatchObject({ kind: "trouble", reason: "gateway_unavailable" });
    expect(calls).toHaveLength(2);
  });

  test("does not happen without budget, so a new shard makes none", async () => {
    const { clock, ask, calls } = upstream([failed("network"), FOUND], 0);
    const outcome = ask();
    await clock.advance(2000);
    expect(await outcome).toMatchObject({ kind: "trouble", reason: "gateway_unavailable" });
    expect(calls).toHaveLength(1);
  });

  test("that has the token refused proves nothing: the first call may have used it up", async () => {
    const { clock, ask } = upstream([failed("network"), REJECTED]);
    const outcome = ask();
    await clock.advance(200);
    expect(await outcome).toMatchObject({ kind: "trouble", reason: "gateway_unavailable" });
  });

  test("that has the key refused still stops the key", async () => {
    const { clock, ask, breakers } = upstream([
      failed("busy"),
      { kind: "unauthorized", status: 403, correlationId: null },
    ]);
    const outcome = ask();
    await clock.advance(200);
    expect(await outcome).toMatchObject({ kind: "trouble", alarm: "gateway_key_refused" });
    expect(breakers.view(clock.now()).state).toBe("key_refused");
  });
});

describe("what is counted", () => {
  const refusedKey = { kind: "unauthorized", status: 401, correlationId: null } as const;

  test.each([
    ["a good answer", [FOUND], { calls: 1 }],
    ["a refused token", [REJECTED], { calls: 1 }],
    ["a refused key", [refusedKey], { calls: 1, refused: 1 }],
    ["a broken answer", [failed("bad_body")], { calls: 1, failed: 1 }],
    ["a retry that helped", [failed("busy"), FOUND], { calls: 2, retries: 1, failed: 1 }],
    ["a retry that did not", [failed("network"), failed("network")], { calls: 2, retries: 1, failed: 2 }],
    ["no answer in time", ["never" as const], { calls: 1, failed: 1, slow: 1 }],
  ])("of %s", async (_, answers, counted) => {
    const { clock, ask, tally } = upstream(answers);
    const outcome = ask();
    await clock.advance(5_000);
    await outcome;
    const none = { calls: 0, retries: 0, failed: 0, slow: 0, refused: 0 };
    expect(tally.take()).toEqual({ ...none, ...counted });
    expect(tally.take()).toEqual(none);
  });

  test("is nothing while the breaker lets nobody call", async () => {
    const { clock, ask, tally } = upstream([refusedKey]);
    await ask();
    tally.take();
    const again = ask();
    await clock.advance(1_000);
    expect(await again).toMatchObject({ wasCalled: false });
    expect(tally.take().calls).toBe(0);
  });
});

describe("time", () => {
  test("an attempt ends after 1.2 s, as a time-out", async () => {
    const { clock, ask, calls, took } = upstream(["never"], 10);
    const outcome = ask();
    await clock.advance(5000);
    expect(await outcome).toMatchObject({ kind: "trouble", reason: "gateway_timeout" });
    expect(calls).toHaveLength(1);
    expect(took()).toBe(1200);
  });

  test("a retry that never answers ends within the time for the whole", async () => {
    const { clock, ask, took } = upstream([failed("busy"), "never"]);
    const outcome = ask();
    await clock.advance(5000);
    expect(await outcome).toMatchObject({ kind: "trouble", reason: "gateway_timeout" });
    expect(took()).toBeLessThanOrEqual(LOOKUP_MS);
  });

  test("that this thread was too busy to keep is not the gateway's fault", async () => {
    const { ask, clock, breakers } = upstream(["never"]);
    const outcomes = Array.from({ length: 6 }, () => ask());
    await clock.advance(0);
    clock.beBusy(4_000);
    await clock.advance(5_000);
    for (const outcome of await Promise.all(outcomes))
      expect(outcome).toMatchObject({ kind: "trouble", reason: "gateway_timeout" });
    expect(breakers.view(clock.now()).state).toBe("closed");
  });

  test("that the gateway itself let pass opens the breaker", async () => {
    const { ask, clock, breakers } = upstream(["never"]);
    const outcomes = Array.from({ length: 6 }, () => ask());
    await clock.advance(1_200);
    await Promise.all(outcomes);
    expect(breakers.view(clock.now()).state).toBe("open");
  });

  test("no timer is left behind", async () => {
    const { clock, ask } = upstream([FOUND]);
    await ask();
    expect(clock.pending).toBe(0);
  });
});

describe("the breaker", () => {
  test("stops calls after five failures", async () => {
    const { ask, calls } = upstream([failed("status")]);
    for (let question = 0; question < 8; question++)
      expect(await ask()).toMatchObject({ kind: "trouble", reason: "gateway_unavailable" });
    expect(calls).toHaveLength(5);
  });

  test.each([REJECTED, { kind: "unusable", correlationId: null } as const, FOUND])(
    "is not opened by a gateway that works: $kind",
    async (answer) => {
      const { ask, calls } = upstream([answer]);
      for (let question = 0; question < 30; question++) await ask();
      expect(calls).toHaveLength(30);
    },
  );

  test("stops all calls with a refused key, and none with another one", async () => {
    const { ask, calls } = upstream([{ kind: "unauthorized", status: 401, correlationId: null }, FOUND]);
    expect(await ask()).toMatchObject({ kind: "trouble", alarm: "gateway_key_refused" });
    expect(await ask()).toMatchObject({ kind: "trouble", alarm: null });
    expect(await ask("gateway other key")).toMatchObject({ kind: "found" });
    expect(calls).toHaveLength(2);
  });
});

describe("the queue", () => {
  test("has six calls in flight and sends away who finds it full", async () => {
    const { clock, ask, calls } = upstream(["never"]);
    const outcomes = Array.from({ length: 40 }, () => ask());
    await clock.advance(0);
    expect(calls).toHaveLength(6);
    await clock.advance(5000);
    const reasons = (await Promise.all(outcomes)).map((outcome) => outcome.kind === "trouble" && outcome.reason);
    expect(reasons.filter((reason) => reason === "gateway_timeout").length).toBeLessThan(12);
    expect(reasons.slice(36)).toEqual(Array.from({ length: 4 }, () => "gateway_unavailable"));
  });
});

test("whatever the gateway does, everybody is answered in time and it is called at most a tenth more often than asked", async () => {
  const Answer = fc.constantFrom<Attempt<string> | "never">(
    FOUND,
    REJECTED,
    failed("network"),
    failed("busy"),
    failed("status"),
    failed("bad_body"),
    "never",
  );
  const Questions = fc.array(fc.record({ waitMs: fc.integer({ min: 0, max: 3000 }) }), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fc.array(Answer, { minLength: 1, maxLength: 40 }), Questions, async (answers, questions) => {
      const { clock, ask, calls } = upstream(answers, 0);
      const waits: number[] = [];
      const asking = async () => {
        const from = clock.now();
        await ask();
        waits.push(clock.now() - from);
      };
      const all: Promise<void>[] = [];
      for (const { waitMs } of questions) {
        all.push(asking());
        await clock.advance(waitMs);
      }
      await clock.advance(LOOKUP_MS);
      await Promise.all(all);
      expect(Math.max(...waits)).toBeLessThanOrEqual(LOOKUP_MS);
      expect(calls.length).toBeLessThanOrEqual(questions.length * 1.1);
    }),
    { numRuns: runs(50) },
  );
});
