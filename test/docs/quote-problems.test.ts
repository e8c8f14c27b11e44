import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { QUOTE_PROBLEMS, SHARE_PROBLEMS } from "../../contract/verify.ts";

test.each([...QUOTE_PROBLEMS, ...SHARE_PROBLEMS])("the guide for servers tells what %s means", (problem) => {
  const guide = readFileSync("docs/integrate-server.md", "utf8");
  expect(guide).toMatch(new RegExp(`[\`\\s]${problem}[\`\\s]`));
});

test.each(["php/src/QuoteProblem.php", "python/card_surcharge/_report.py", "ruby/lib/card_surcharge/report.rb"])(
  "%s knows every problem, in order",
  (recipe) => {
    const text = readFileSync(`recipes/${recipe}`, "utf8");
    const places = QUOTE_PROBLEMS.map((problem) => text.indexOf(problem));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  },
);
