import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { figuresPage, PAGE, plotsOf, README, readmeWithFigures } from "../../../tools/figures/page.ts";
import { stampOf } from "../../../tools/figures/plots.ts";
import { FIGURES } from "../../../tools/figures/sections.ts";

const AGAIN = "run `npm run figures` after a recording, and commit what it writes";

test("the page of figures is what the recordings make", () => {
  expect(readFileSync(PAGE, "utf8"), AGAIN).toBe(figuresPage());
});

test("README's figures are those of the recordings", () => {
  expect(readFileSync(README, "utf8"), AGAIN).toBe(readmeWithFigures());
});

test("each plot was drawn of the recordings as they are", () => {
  for (const spec of plotsOf()) {
    const path = `docs/figures/${spec.name}.svg`;
    expect(existsSync(path) && readFileSync(path, "utf8"), `${path}: ${AGAIN}`).toContain(
      `data-made-of="${stampOf(spec)}"`,
    );
  }
});

test("each recording has a section, and each drawing its plot", () => {
  const files = readdirSync("docs/figures");
  const known = new Set([...FIGURES.map(({ name }) => `${name}.json`), ...plotsOf().map(({ name }) => `${name}.svg`)]);
  expect(files.filter((file) => !known.has(file))).toEqual([]);
});

test("what is not recorded is said to be so, and no number is made up", () => {
  const page = figuresPage(() => null);
  for (const { title, command } of FIGURES)
    expect(page).toContain(`## ${title}\n\nNot recorded yet: \`npm run ${command}\` does it.`);
  const readme = readmeWithFigures("<!-- figures -->\n<!-- end of figures -->", () => null);
  expect(readme.match(/: not recorded yet\./g)).toHaveLength(3);
});

test("a README without a place for figures is refused", () => {
  expect(() => readmeWithFigures("# Title\n")).toThrow("README.md has no place for its figures");
});
