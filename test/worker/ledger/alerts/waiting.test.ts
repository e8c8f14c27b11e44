import { expect, test } from "vitest";
import { type Waiting, waitingAfter, waitingState } from "../../../../worker/ledger/alerts/waiting.ts";

const START = Date.parse("2026-12-01T12:00:00Z");

/** What is thought, seconds after the start, when isolates said so at these. */
function stateAt(said: readonly number[], at: number) {
  let waiting: Waiting | null = null;
  for (const second of said) waiting = waitingAfter(waiting, START + second * 1_000) ?? waiting;
  return waitingState(waiting, START + at * 1_000);
}

test.each<[string, readonly number[], number, string | null]>([
  ["nobody said so", [], 0, null],
  ["one isolate said so", [0], 1, "near"],
  ["all said so within a restart", [0, 1, 2, 20, 20, 59], 60, "near"],
  ["somebody said so for over a minute", [0, 30, 61], 61, "bad"],
  ["one did each minute", [0, 60, 120], 120, "bad"],
  ["two did, a while apart", [0, 600], 600, "bad"],
  ["it was so, and was said lately", [0, 120], 120 + 900, "bad"],
  ["nobody said so any more for a quarter of an hour", [0, 120], 120 + 901, null],
  ["it was so an hour ago, and is again for a moment", [0, 120, 3_600], 3_600, "near"],
])("%s", (_, said, at, state) => {
  expect(stateAt(said, at)).toBe(state);
});

test("a crowd of isolates is written down four times a minute at most", () => {
  let waiting: Waiting | null = null;
  let written = 0;
  for (let said = 0; said < 6_000; said += 1) {
    const after = waitingAfter(waiting, START + said * 10);
    if (after === null) continue;
    waiting = after;
    written += 1;
  }
  expect(written).toBe(4);
});
