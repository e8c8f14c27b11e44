/** Tasks that share one timer run as if each had its own. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Clock } from "../../../worker/lookup/clock.ts";
import { sharedTimer } from "../../../worker/lookup/shared-timer.ts";
import { FakeClock } from "../../support/clock/fake-clock.ts";
import { runs } from "../../support/nightly/runs.ts";

/** A fake clock that counts the timers that were taken back. */
class CountingClock extends FakeClock {
  cleared = 0;

  override after(ms: number, task: () => void): () => void {
    const clear = super.after(ms, task);
    return () => {
      this.cleared += 1;
      clear();
    };
  }
}

type Step = readonly ["after", ms: number] | readonly ["cancel", index: number] | readonly ["advance", ms: number];

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.tuple(fc.constant("after" as const), fc.nat({ max: 50 })),
    fc.tuple(fc.constant("cancel" as const), fc.nat({ max: 10 })),
    fc.tuple(fc.constant("advance" as const), fc.nat({ max: 30 })),
  ),
  { maxLength: 30 },
);

/** When each task ran. */
async function logOf(fake: FakeClock, clock: Clock, todo: readonly Step[]): Promise<string[]> {
  const log: string[] = [];
  const cancels: (() => void)[] = [];
  for (const [what, value] of todo)
    if (what === "advance") await fake.advance(value);
    else if (what === "cancel") cancels[value]?.();
    else {
      const name = cancels.length;
      cancels.push(clock.after(value, () => log.push(`${name} at ${clock.now()}`)));
    }
  await fake.advance(100);
  return log;
}

test("at the same moments and in the same order, whatever is set and taken back", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (todo) => {
      const [own, shared] = [new FakeClock(), new FakeClock()];
      expect(await logOf(shared, sharedTimer(shared), todo)).toEqual(await logOf(own, own, todo));
      expect(shared.pending).toBe(0);
    }),
    { numRuns: runs(50) },
  );
});

test("by one timer, which many calls that overlap neither set nor take back anew", async () => {
  const fake = new CountingClock();
  const clock = sharedTimer(fake);
  let takeBack = () => {};
  for (let call = 0; call < 100; call++) {
    const next = clock.after(1_200, () => expect.unreachable());
    takeBack();
    takeBack = next;
    expect(fake.pending).toBe(1);
    await fake.advance(100);
  }
  expect(fake.cleared).toBe(0);
  takeBack();
  // A timer that waits for nothing would keep a Durable Object awake.
  expect(fake.pending).toBe(0);
});

test("also where one takes back another that is due, or throws", async () => {
  const fake = new FakeClock();
  const clock = sharedTimer(fake);
  const log: string[] = [];
  let cancel = () => {};
  clock.after(5, () => cancel());
  cancel = clock.after(6, () => log.push("taken back"));
  clock.after(7, () => {
    throw new Error("of the task");
  });
  clock.after(8, () => log.push("last"));
  fake.beBusy(10);
  await expect(fake.advance(0)).rejects.toThrow("of the task");
  await fake.advance(1);
  expect(log).toEqual(["last"]);
});
