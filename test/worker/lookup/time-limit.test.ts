import { describe, expect, test } from "vitest";
import type { Clock } from "../../../worker/lookup/clock.ts";
import { whenTimeIsUp, withinTime } from "../../../worker/lookup/time-limit.ts";
import { FakeClock } from "../../support/clock/fake-clock.ts";

/** A clock whose timers fire when the test says so, at the time that it says. */
function slowClock() {
  let now = 0;
  const timers: { ms: number; task: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after: (ms, task) => {
      timers.push({ ms, task });
      return () => {};
    },
  };
  const fireAt = (ms: number) => {
    now = ms;
    timers.shift()?.task();
  };
  return { clock, timers, fireAt };
}

describe("a time limit", () => {
  test("that is over runs its task, and says that the thread kept up", async () => {
    const clock = new FakeClock();
    const told: boolean[] = [];
    whenTimeIsUp(clock, 100, 1_000, (wasBehind) => told.push(wasBehind));
    await clock.advance(99);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual([false]);
  });

  test("that was called off leaves no timer behind", () => {
    const clock = new FakeClock();
    whenTimeIsUp(clock, 100, 1_000, () => {
      throw new Error("was called off");
    })();
    expect(clock.pending).toBe(0);
  });

  test("is not over while timers fire late, for the thread is behind with what has arrived", () => {
    const { clock, timers, fireAt } = slowClock();
    const told: boolean[] = [];
    whenTimeIsUp(clock, 100, 5_000, (wasBehind) => told.push(wasBehind));
    for (const at of [900, 1_800, 2_900]) fireAt(at);
    expect(told).toEqual([]);
    expect(timers).toHaveLength(1);
    fireAt(2_950);
    expect(told).toEqual([true]);
  });

  test("is over when the grace is used up, however busy the thread is", () => {
    const { clock, fireAt } = slowClock();
    const told: boolean[] = [];
    whenTimeIsUp(clock, 100, 1_000, (wasBehind) => told.push(wasBehind));
    fireAt(900);
    fireAt(1_800);
    expect(told).toEqual([true]);
  });

  test("gives at least one more turn to a thread that was away for longer than all grace", () => {
    const { clock, fireAt } = slowClock();
    const told: boolean[] = [];
    whenTimeIsUp(clock, 100, 250, (wasBehind) => told.push(wasBehind));
    fireAt(9_000);
    expect(told).toEqual([]);
    fireAt(9_050);
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
    const { clock, fireAt } = slowClock();
    let arrive: (text: string) => void = () => {};
    const call = new Promise<string>((resolve) => {
      arrive = resolve;
    });
    const answer = withinTime(clock, 1_200, call, () => "late");
    // The thread was away for four seconds; the runtime fires what is due first and reads what has arrived then.
    fireAt(4_000);
    arrive("answer");
    await Promise.resolve();
    fireAt(4_050);
    expect(await answer).toBe("answer");
  });
});
