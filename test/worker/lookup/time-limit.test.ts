import { describe, expect, test } from "vitest";
import { whenTimeIsUp, withinTime } from "../../../worker/lookup/time-limit.ts";
import { FakeClock } from "../../support/clock/fake-clock.ts";

describe("a time limit", () => {
  test("that is over runs its task, and says that its timer was in time", async () => {
    const clock = new FakeClock();
    const told: boolean[] = [];
    whenTimeIsUp(clock, 100, (wasLate) => told.push(wasLate));
    await clock.advance(99);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual([false]);
  });

  test("that was called off leaves no timer behind", async () => {
    const clock = new FakeClock();
    whenTimeIsUp(clock, 100, () => {
      throw new Error("was called off");
    })();
    expect(clock.pending).toBe(0);
  });

  test.each([
    ["as long as it was late", 180, 80],
    ["but 250 ms at most", 2_100, 250],
  ])("whose timer fires late gives grace, %s", async (_, busyUntilMs, graceMs) => {
    let now = 0;
    const timers: { ms: number; task: () => void }[] = [];
    const clock = {
      now: () => now,
      after: (ms: number, task: () => void) => {
        timers.push({ ms, task });
        return () => {};
      },
    };
    const told: boolean[] = [];
    whenTimeIsUp(clock, 100, (wasLate) => told.push(wasLate));
    now = busyUntilMs;
    timers[0]?.task();
    expect(told).toEqual([]);
    expect(timers[1]?.ms).toBe(graceMs);
    timers[1]?.task();
    expect(told).toEqual([true]);
  });
});

describe("an answer within its time", () => {
  test("is passed on, and so is its failure; no timer is left", async () => {
    const clock = new FakeClock();
    expect(await withinTime(clock, 100, Promise.resolve("answer"), () => "late")).toBe("answer");
    await expect(withinTime(clock, 100, Promise.reject(new Error("failed")), () => "late")).rejects.toThrow("failed");
    expect(clock.pending).toBe(0);
  });

  test("that does not come is what stands for it", async () => {
    const clock = new FakeClock();
    const answer = withinTime(clock, 100, new Promise<string>(() => {}), () => "late");
    await clock.advance(100);
    expect(await answer).toBe("late");
  });

  test("that has arrived at a busy thread beats the timer that fires first", async () => {
    let now = 0;
    const timers: (() => void)[] = [];
    const clock = {
      now: () => now,
      after: (_: number, task: () => void) => {
        timers.push(task);
        return () => {};
      },
    };
    let arrive: (text: string) => void = () => {};
    const answer = withinTime(
      clock,
      1_200,
      new Promise<string>((resolve) => {
        arrive = resolve;
      }),
      () => "late",
    );
    // The thread was away for four seconds; the runtime fires what is due first and reads what has arrived then.
    now = 4_000;
    timers[0]?.();
    arrive("answer");
    await Promise.resolve();
    timers[1]?.();
    expect(await answer).toBe("answer");
  });
});
