import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { askedOf } from "../../../tools/figures/figures.ts";
import { FIGURES } from "../../../tools/figures/sections.ts";

const ALL = FIGURES.map(({ name }) => name);

test.each([
  [[], false, []],
  [["--list"], true, []],
  [["--measure"], false, ALL],
  [["--measure", "bins", "lookup"], false, ["lookup", "bins"]],
])("%j", (args, isList, names) => {
  expect(askedOf(args)).toEqual({ isList, names });
});

test.each([
  [["--measure", "speed"], /^There is no figure speed\. There are: lookup, /],
  [["lookup"], "Names of figures need --measure before them."],
])("%j is refused", (args, message) => {
  expect(() => askedOf(args)).toThrow(message);
});

test("each figure's command is one of the project's, and records", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  for (const { command } of FIGURES) expect(command).toMatch(/ -- (.+ )?--record$/);
  const missing = FIGURES.map(({ command }) => command.split(" ")[0] ?? "").filter((name) => !(name in scripts));
  expect(missing).toEqual([]);
});
