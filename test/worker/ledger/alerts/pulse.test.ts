import { expect, test } from "vitest";
import { alertsProblem } from "../../../../worker/ledger/alerts/pulse.ts";

const NOW = Date.parse("2026-12-01T12:00:00Z");
const MINUTE = 60_000;

test.each<[string, Parameters<typeof alertsProblem>[0], RegExp | null]>([
  ["all is well", { watchedAt: NOW - 5 * MINUTE, isHeard: true }, null],
  ["a look is late", { watchedAt: NOW - 15 * MINUTE, isHeard: true }, null],
  ["no look came for long", { watchedAt: NOW - 15 * MINUTE - 1, isHeard: true }, /Cron Trigger/],
  ["none ever came", { watchedAt: null, isHeard: true }, /Cron Trigger/],
  ["the receiver took nothing", { watchedAt: NOW, isHeard: false }, /did not get through/],
  ["the desk is down", undefined, /does not answer/],
  ["there is no desk", "missing", /not bound/],
])("where %s", (_name, pulse, problem) => {
  const said = alertsProblem(pulse, NOW);
  if (problem === null) expect(said).toBeNull();
  else expect(said).toMatch(problem);
});
