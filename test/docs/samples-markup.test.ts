/** Every sample of HTML, CSS and a Content Security Policy is what a browser would read without a complaint. */
import { readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { type ParserError, parse, parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { allSamples, nameOf, printedFile, whyNotRun } from "../support/docs/samples.ts";

const named = (language: string) =>
  allSamples()
    .filter((sample) => sample.language === language && whyNotRun(sample) === undefined)
    .map((sample) => [nameOf(sample), sample] as const);

describe("HTML", () => {
  test.each(named("html"))("of %s is read without an error", (_name, { text }) => {
    const errors: string[] = [];
    const onParseError = ({ code }: ParserError) => errors.push(code);
    // Of the frameworks' own tags: Vue's and Angular's attributes are names to a browser too.
    if (text.startsWith("<!doctype")) parse(text, { onParseError });
    else parseFragment(text, { onParseError });
    expect(errors).toEqual([]);
  });

  test("sets attributes of the element that the guide lists", () => {
    const [, list = ""] = readFileSync("docs/integrate.md", "utf8").split("\n## Attributes\n");
    const listed = new Set([...(list.split("\n## ")[0] ?? "").matchAll(/`([a-z-]+)`/g)].map(([, name]) => name));
    const used = named("html").flatMap(([name, sample]) =>
      printedFile(sample) !== undefined
        ? []
        : [...sample.text.matchAll(/<card-surcharge\s([^>]*)>/g)].flatMap(([, tag = ""]) =>
            [...tag.matchAll(/([a-z-]+)=/g)].map(([, attribute]) => [name, attribute]),
          ),
    );
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter(([, attribute]) => !listed.has(attribute))).toEqual([]);
  });
});

test.each(named("css"))("the style sheet of %s has no rule that is dropped", (_name, { text }) => {
  expect(transformSync(text, { loader: "css" }).warnings).toEqual([]);
  expect(transformSync(text.replace("display", "dsplay"), { loader: "css" }).warnings).toHaveLength(1);
});

/** Of CSP Level 3 and Trusted Types: those that a page with the element has a use for. */
const DIRECTIVES = new Set([
  "script-src",
  "connect-src",
  "frame-src",
  "style-src",
  "require-trusted-types-for",
  "trusted-types",
]);

test.each(named(""))("the policy of %s has directives that browsers know, each once", (_name, { text }) => {
  const names = text.split(";").map((directive) => directive.trim().split(/\s+/)[0] ?? "");
  expect(names.filter((name) => name !== "" && !DIRECTIVES.has(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
