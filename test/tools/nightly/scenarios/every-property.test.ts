/**
 * Every property has its number of cases for the night, and none falls back to few unseen: the table names each file that tries
 * one, no test has a fixed number, and what is promised a million has it.
 */
import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  casesFor,
  DECISION_FILES,
  GENERATED_FILES,
  OTHER_FILES,
  READING_FILES,
  secondsOf,
} from "../../../support/nightly/cases.ts";

const TRIES = /\bfc\s*\.assert\(/;
const LISTED = [...DECISION_FILES, ...READING_FILES, ...GENERATED_FILES, ...OTHER_FILES];
const files = globSync("test/**/*.ts").map((path) => path.replaceAll("\\", "/"));
const textOf = (file: string) => readFileSync(file, "utf8");
const trying = files.filter(
  (file) => file !== "test/tools/nightly/scenarios/every-property.test.ts" && TRIES.test(textOf(file)),
);

test("the table names the files that try properties, and no others", () => {
  expect(trying.toSorted()).toEqual(LISTED.toSorted());
});

test.each(trying)("%s leaves the number to the table", (file) => {
  const fixed = textOf(file)
    .split("\n")
    .filter((line) => /numRuns:(?! runs\()/.test(line) && !line.includes("fc.sample("));
  expect(fixed).toEqual([]);
  // Where the file is read, the night's number is not known yet.
  expect(textOf(file)).not.toMatch(/^(const|let) \w+ = runs\(/m);
});

describe("at night", () => {
  const CONTRACT = "test/contract/";
  test.each([
    [`${CONTRACT}money.test.ts`, "is the largest whole amount not above the exact share"],
    [`${CONTRACT}money.test.ts`, "is the whole amount nearest to the exact share, the larger of two as near"],
    [
      `${CONTRACT}shares.test.ts`,
      "ends at surcharge and tax exactly, and what is kept is the most that its cap allows",
    ],
    [`${CONTRACT}places.test.ts`, "is left as it is"],
    [`${CONTRACT}scenarios/one-place.test.ts`, "is what the element asks for, where it asks at all"],
    [`${CONTRACT}card-number.test.ts`, "a UUID"],
    [`${CONTRACT}origin.test.ts`, "is read again as itself"],
    [`${CONTRACT}scenarios/hostile-quotes.test.ts`, "never throws, whatever the quote is"],
    ["test/widget/service/read-answer.test.ts", "never throws, whatever it is given"],
    ["test/worker/lookup/wire.test.ts", "a question arrives as it was asked"],
    ["test/worker/scenarios/surcharge-properties.test.ts", "in doubt is never surcharged"],
    [
      "test/worker/scenarios/surcharge-properties.test.ts",
      "comes to exactly what the rules allow, computed in fractions by other means",
    ],
    ["test/worker/gateway/product-names.test.ts", "never gets a surcharge beside credit products in every column"],
  ])("%s: %s is tried a million times", (file, name) => {
    expect(textOf(file)).toContain(`"${name}"`.replace('"a UUID"', "a UUID"));
    expect(casesFor(file, name, 1)).toBe(1_000_000);
  });

  test.each(GENERATED_FILES)("%s is tried a hundred thousand times at least", (file) => {
    expect(casesFor(file, "any", 1)).toBeGreaterThanOrEqual(100_000);
  });

  test("a part of the numbers is tried where that is asked for, and a hundred cases at least", () => {
    const file = `${CONTRACT}money.test.ts`;
    expect(casesFor(file, "any", 0.01)).toBe(10_000);
    expect(casesFor("test/worker/routes/audit.workerd.test.ts", "any", 0.000_1)).toBe(100);
  });

  test("a costly property of a file has a number of its own", () => {
    const file = `${CONTRACT}scenarios/one-place.test.ts`;
    const name = "is that of the quote on the server, in whatever spelling the server has it";
    expect(textOf(file)).toContain(name);
    expect(casesFor(file, name, 1)).toBeLessThan(casesFor(file, "any other", 1));
  });

  test("all of them take 70 minutes of one core at most, as measured", () => {
    expect(secondsOf(LISTED)).toBeLessThan(70 * 60);
  });
});
