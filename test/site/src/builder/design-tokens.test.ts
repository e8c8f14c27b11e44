import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DESIGN_TOKENS, flawOfToken } from "../../../../site/src/builder/design-tokens.ts";

it("are the custom properties that the guide lists", () => {
  const listed = [...readFileSync("docs/integrate.md", "utf8").matchAll(/^\| `--card-surcharge-([a-z-]+)` \|/gm)];
  expect(Object.keys(DESIGN_TOKENS)).toEqual(listed.map(([, name]) => name));
});

it.each([
  ["color", "#abc"],
  ["color", "CanvasText"],
  ["radius", "12.5px"],
  ["padding", "1em 5%"],
  ["total-weight", "600"],
  ["reserve", "grid"],
] as const)("take %s: %s", (token, value) => {
  expect(flawOfToken(token, value)).toBeNull();
});

it.each([
  ["color", "red"],
  ["color", "#abcd"],
  ["radius", "1px 2px"],
  ["radius", "-1px"],
  ["padding", "calc(1px)"],
  ["total-weight", "bold"],
  ["reserve", "block"],
  ["gap", "1px\n"],
] as const)("do not take %s: %s, and say what would do", (token, value) => {
  expect(flawOfToken(token, value)).toMatch(/^must be /);
});
