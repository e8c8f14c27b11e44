/**
 * How a merchant's shards get through a gateway's bad days, played with a clock of their own: what is never taken for
 * trouble, how soon surcharges are back, and how often the gateway is called meanwhile.
 */
import { describe, expect, test } from "vitest";
import { LookupDesk } from "../../../worker/lookup/desk.ts";
import { SHARDS_PER_MERCHANT } from "../../../worker/lookup/limits.ts";
import type { ShardQuestion } from "../../../worker/lookup/wire.ts";
import { FakeClock } from "../../support/clock/fake-clock.ts";
import { gatewayCard } from "../../support/upstream/gateway-card.ts";

/** What the gateway does at a time, in ms from the start: an answer after so many ms, an error at once, or nothing. */
type Weather = (atMs: number) => number | "fails" | "hangs";

/** Chance that is the same in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function merchantAt(weather: Weather, seed = 1) {
  const clock = new FakeClock();
  const startedAt = clock.now();
  const random = dice(seed);
  let calls = 0;
  const fetcher = ((_: unknown, init?: RequestInit) => {
    calls += 1;
    const answer = weather(clock.now() - startedAt);
    if (answer === "fails") return Promise.resolve(new Response("", { status: 500 }));
    return new Promise<Response>((resolve, reject) => {
      if (answer !== "hangs") clock.after(answer, () => resolve(Response.json(gatewayCard())));
      init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
    });
  }) as typeof fetch;
  const shards = Array.from({ length: SHARDS_PER_MERCHANT }, () => new LookupDesk(clock, fetcher, random));
  let tokens = 0;
  /** A new token's question, at a shard of its own. */
  const ask = () => {
    const shard = shards[Math.floor(random() * shards.length)];
    const question: ShardQuestion = {
      origin: "https://gateway.test",
      secretKey: "api_secret",
      subject: { kind: "token", token: `token${++tokens}` },
      tokenKey: `token${tokens}`,
      places: [{ country: "US", state: "IL" }],
      countsPlaces: true,
      askedAt: clock.now(),
      timeMs: 2_500,
    };
    if (shard === undefined) throw new Error("no shard");
    return shard.lookUp(question);
  };
  return { clock, shards, ask, calls: () => calls, tokens: () => tokens, elapsed: () => clock.now() - startedAt };
}

describe("a gateway that is slow and healthy", () => {
  test.each([1, 6, 12, 24, 36, 100, 600])("never opens a breaker, with %i questions at once", async (burst) => {
    const { clock, shards, ask } = merchantAt(() => 600);
    const answers = Array.from({ length: burst * SHARDS_PER_MERCHANT }, ask);
    await clock.advance(5_000);
    await Promise.all(answers);
    expect(shards.map((shard) => shard.view().breaker)).not.toContain("open");
    const next = ask();
    await clock.advance(700);
    expect(await next).toMatchObject({ kind: "facts" });
  });

  test("answers what its connections and the askers' time allow", async () => {
    const { clock, ask } = merchantAt(() => 600);
    const answers = Array.from({ length: 24 * SHARDS_PER_MERCHANT }, ask);
    await clock.advance(5_000);
    const found = (await Promise.all(answers)).filter(({ kind }) => kind === "facts");
    expect(found.length).toBeGreaterThanOrEqual(18 * SHARDS_PER_MERCHANT * 0.9);
  });
});

/** 20 questions a second from before a fault until a minute after it. When does the last shard surcharge again? */
async function recovery(fault: "fails" | "hangs", faultMs: number, seed: number) {
  const from = 2_000;
  const weather: Weather = (at) => (at >= from && at < from + faultMs ? fault : 80);
  const { clock, ask, calls, tokens, elapsed } = merchantAt(weather, seed);
  let lastTroubleAt = 0;
  const answers: Promise<void>[] = [];
  while (elapsed() < from + faultMs + 60_000) {
    answers.push(
      (async () => {
        const { kind } = await ask();
        if (kind !== "facts") lastTroubleAt = elapsed();
      })(),
    );
    await clock.advance(50);
  }
  await clock.advance(3_000);
  await Promise.all(answers);
  return { backAfterMs: lastTroubleAt - (from + faultMs), callsPerQuestion: calls() / tokens() };
}

describe("after a fault, surcharges are back", () => {
  test.each([
    ["5 s after one of 6 s", "fails", 6_000, 5_000],
    ["5 s after one of 6 s in which nothing answered", "hangs", 6_000, 5_000],
    ["35 s after one of 240 s", "fails", 240_000, 35_000],
    ["35 s after one of 240 s in which nothing answered", "hangs", 240_000, 35_000],
  ] as const)("%s", { timeout: 60_000 }, async (_, fault, faultMs, withinMs) => {
    for (const seed of [1, 2, 3]) {
      const { backAfterMs, callsPerQuestion } = await recovery(fault, faultMs, seed);
      expect(backAfterMs).toBeLessThanOrEqual(withinMs);
      expect(callsPerQuestion).toBeLessThanOrEqual(1.1);
    }
  });
});

test("a gateway that fails now and then goes on being asked", async () => {
  const random = dice(7);
  const { clock, shards, ask } = merchantAt(() => (random() < 0.2 ? "fails" : 80));
  const answers: Promise<{ kind: string }>[] = [];
  for (let question = 0; question < 2_000; question++) {
    answers.push(ask());
    await clock.advance(20);
  }
  await clock.advance(3_000);
  const found = (await Promise.all(answers)).filter(({ kind }) => kind === "facts");
  expect(found.length).toBeGreaterThan(2_000 * 0.75);
  expect(shards.map((shard) => shard.view().breaker)).not.toContain("key_refused");
});
