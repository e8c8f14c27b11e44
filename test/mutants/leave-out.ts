/** Leaves out the tests that take seconds each, and that every mutant of a part would run: fewer tests never kill more. */
import { beforeEach } from "vitest";

const SLOW: ReadonlySet<string> = new Set([
  "never makes any sale dearer",
  "agree on any sale of any two books",
  "agree on pack 1 and pack 2, by the list of differences",
  "whatever the days on which it runs, tells a stage once at most and never misses the deepest",
  "with the merchant's real limits: however many tokens come from one prefix, they cost the gateway sixty calls",
]);

beforeEach(({ task, skip }) => {
  if (SLOW.has(task.name)) skip();
});
