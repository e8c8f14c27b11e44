/** The samples of the docs that the builder writes are what it writes now; `npm run samples` writes them anew. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SAMPLES, withSamples } from "../../../tools/docs/builder-samples.ts";

test.each([...new Set(SAMPLES.map(({ file }) => file))])("%s has its samples as the builder writes them", (file) => {
  const text = readFileSync(file, "utf8");
  expect(withSamples(file, text)).toBe(text);
});

test("a sample that was changed by hand is written anew, and the text around it is kept", () => {
  const file = "docs/five-minutes.md";
  const text = readFileSync(file, "utf8");
  expect(withSamples(file, text.replace('merchant="mch_demo"', 'merchant="mch_other"'))).toBe(text);
  expect(withSamples(file, `${text}\nMore.\n`)).toBe(`${text}\nMore.\n`);
});

test("a mark that is not there, or has no block, is told", () => {
  expect(() => withSamples("docs/five-minutes.md", "# Five minutes\n")).toThrow(
    "docs/five-minutes.md must have <!-- five-minutes page --> once, with a fenced block below it",
  );
  expect(() => withSamples("docs/five-minutes.md", "<!-- five-minutes page -->\ntext\n")).toThrow("fenced block");
});
