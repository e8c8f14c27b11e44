import fc from "fast-check";
import { expect, test } from "vitest";
import { CallQueue } from "../../../worker/lookup/call-queue.ts";
import { FakeClock } from "../../support/clock/fake-clock.ts";
import { runs } from "../../support/nightly/runs.ts";

const LATE = Number.MAX_SAFE_INTEGER;

test("as many as may run start at once, the next ones wait in order, and who finds it full is sent away", async () => {
  const clock = new FakeClock();
  const queue = new CallQueue(clock, 2, 2);
  const turns: string[] = [];
  const enter = async (name: string) => turns.push(`${name} ${await queue.enter(LATE)}`);
  void enter("a");
  void enter("b");
  void enter("c");
  void enter("d");
  void enter("e");
  await clock.advance(0);
  expect(turns).toEqual(["a true", "b true", "e false"]);
  queue.leave();
  await clock.advance(0);
  queue.leave();
  await clock.advance(0);
  expect(turns.slice(3)).toEqual(["c true", "d true"]);
});

test("who waits past the deadline goes, and the turn falls to the next", async () => {
  const clock = new FakeClock();
  const queue = new CallQueue(clock, 1, 2);
  await queue.enter(LATE);
  const impatient = queue.enter(clock.now() + 100);
  const patient = queue.enter(clock.now() + 1000);
  await clock.advance(100);
  expect(await impatient).toBe(false);
  queue.leave();
  expect(await patient).toBe(true);
  expect(clock.pending).toBe(0);
});

test("a deadline that is over already waits for nothing", async () => {
  const clock = new FakeClock();
  const queue = new CallQueue(clock, 1, 2);
  await queue.enter(LATE);
  expect(await queue.enter(clock.now())).toBe(false);
});

test("never more run than may, nobody is forgotten, and no turn is lost", async () => {
  const Steps = fc.array(fc.oneof(fc.constant("enter"), fc.constant("leave"), fc.constant("wait")), { maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(Steps, async (steps) => {
      const clock = new FakeClock();
      const queue = new CallQueue(clock, 3, 4);
      let running = 0;
      let answered = 0;
      let asked = 0;
      const enter = async () => {
        const isTurn = await queue.enter(clock.now() + 50);
        answered += 1;
        if (isTurn) running += 1;
      };
      for (const step of steps) {
        if (step === "enter") {
          asked += 1;
          void enter();
        } else if (step === "leave" && running > 0) {
          running -= 1;
          queue.leave();
        } else if (step === "wait") await clock.advance(30);
        await clock.advance(0);
        expect(running).toBeLessThanOrEqual(3);
      }
      await clock.advance(50);
      expect(answered).toBe(asked);
      while (running > 0) {
        running -= 1;
        queue.leave();
      }
      for (let turn = 0; turn < 3; turn++) expect(await queue.enter(LATE)).toBe(true);
    }),
    { numRuns: runs(50) },
  );
});
