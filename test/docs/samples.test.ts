/**
 * Every sample of the documentation is run, type-checked or parsed: this table says by which test. What cannot be is marked beside
 * it with the reason: `<!-- not run: REASON -->`.
 */
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allSamples, nameOf, printedFile, samplePages, samplesIn, whyNotRun } from "../support/docs/samples.ts";

/** Languages, and the tests that try every sample of theirs. */
const TRIED_BY: Readonly<Record<string, readonly string[]>> = {
  // Lines of a Content Security Policy.
  "": ["docs/samples-markup.test.ts"],
  html: ["docs/samples-markup.test.ts", "e2e/first-pages.test.ts", "e2e/widget-guide.test.ts", "e2e/samples.test.ts"],
  css: ["docs/samples-markup.test.ts"],
  js: ["docs/samples-types.test.ts", "e2e/samples.test.ts", "docs/alert-receiver.test.ts"],
  json: ["docs/samples-settings.test.ts"],
  toml: ["docs/samples-settings.test.ts"],
  sh: ["docs/samples-commands.test.ts"],
  php: ["docs/samples-languages.test.ts", "e2e/samples.test.ts"],
  python: ["docs/samples-languages.test.ts", "e2e/samples.test.ts"],
  ruby: ["docs/samples-languages.test.ts", "e2e/samples.test.ts"],
};
/** As many samples are not run as stand here, and no more. */
const NOT_RUN = 2;

const samples = allSamples();
const ours = samples.filter((sample) => printedFile(sample) === undefined && whyNotRun(sample) === undefined);

test("all pages are read", () => {
  expect(samplePages().length).toBeGreaterThan(40);
  expect(samples.length).toBeGreaterThan(45);
});

test("each sample has a language that a test tries, prints a file, or says why it is not run", () => {
  const untried = ours.filter(({ language }) => !Object.hasOwn(TRIED_BY, language));
  expect(untried.map((sample) => `${nameOf(sample)} ${sample.language}`)).toEqual([]);
});

test("each language has samples, and each test of theirs is there", () => {
  expect(Object.keys(TRIED_BY).toSorted()).toEqual([...new Set(ours.map(({ language }) => language))].toSorted());
  const files = Object.values(TRIED_BY).flat();
  expect(files.filter((file) => !existsSync(`test/${file}`))).toEqual([]);
});

test("what is printed is a file", () => {
  const printed = samples.flatMap((sample) => printedFile(sample) ?? []);
  expect(printed.length).toBeGreaterThan(5);
  expect(printed.filter((file) => !existsSync(file))).toEqual([]);
});

test("few samples are not run, each for a reason", () => {
  const reasons = samples.flatMap((sample) => whyNotRun(sample) ?? []);
  expect(reasons.filter((reason) => reason.length < 10)).toEqual([]);
  expect(reasons).toHaveLength(NOT_RUN);
});

describe("reading a page", () => {
  const read = (...lines: string[]) =>
    samplesIn("page.md", lines.join("\n")).map(({ line, language, text, mark }) => [line, language, text, mark]);

  test("takes fences with their language and the mark above them", () => {
    expect(read("<!-- not run: it costs money -->", "```sh", "buy", "", "now", "```", "after")).toEqual([
      [3, "sh", "buy\n\nnow\n", "not run: it costs money"],
    ]);
  });

  test("takes indented lines as commands, but not those of a list", () => {
    expect(read("Run", "", "    npm start", "    npm test", "", "- or", "", "    see there", "", "End")).toEqual([
      [3, "sh", "npm start\nnpm test\n", ""],
    ]);
  });
});
