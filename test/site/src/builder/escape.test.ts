import { spawnSync } from "node:child_process";
import { runInNewContext } from "node:vm";
import { transformSync } from "esbuild";
import fc from "fast-check";
import { parseFragment } from "parse5";
import { compile as compileSvelte } from "svelte/compiler";
import { describe, expect, it } from "vitest";
import { parse as parseVue } from "vue/compiler-sfc";
import {
  attribute,
  bracedAttribute,
  bracedText,
  js,
  php,
  python,
  ruby,
  vueText,
} from "../../../../site/src/builder/escape.ts";
import { runs } from "../../../support/nightly/runs.ts";

/** What would end a string, a tag, a script or a template, if it were not escaped. */
const PIECES = [
  "'",
  '"',
  "`",
  "\\",
  "\\'",
  "</script>",
  "<!--",
  "-->",
  "?>",
  "<?php",
  "${x}",
  "#{x}",
  "{{ x }}",
  "{x}",
  "}",
  "&quot;",
  "&#123;",
  "\u2028",
  "\u2029",
  "%s",
  "$x",
  "{$x}",
  "//",
  "/*",
  "*/",
  "#",
  "=begin",
  '"""',
  "'''",
  "é",
  "👍",
  "עברית",
  " ",
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 6 })
  .map((parts) =>
    parts
      .join("")
      .replaceAll(/[\p{Cc}\p{Cs}]/gu, "")
      .trim(),
  )
  .filter((text) => text !== "");
const sample = (count: number) => fc.sample(hostile, { numRuns: count, seed: 17 });

const holds = (check: (text: string) => void) => fc.assert(fc.property(hostile, check), { numRuns: runs(300) });

describe("a text", () => {
  it("is itself in a script, and ends no script element", () => {
    holds((text) => {
      expect(runInNewContext(js(text))).toBe(text);
      expect(js(text)).not.toMatch(/[<>&\u2028\u2029]/);
    });
  });

  it("is itself in an attribute of HTML, and brings no other", () => {
    holds((text) => {
      const [node, ...more] = parseFragment(`<i ${attribute("title", text)}></i>`).childNodes;
      expect(more).toEqual([]);
      expect(node !== undefined && "attrs" in node && node.attrs).toEqual([{ name: "title", value: text }]);
    });
  });

  it.each([
    ["PHP", "php", ["-r"], (texts: readonly string[]) => `echo json_encode([${texts.map(php).join(", ")}]);`],
    [
      "Python",
      "python3",
      ["-c"],
      (texts: readonly string[]) => `import json; print(json.dumps([${texts.map(python).join(", ")}]))`,
    ],
    [
      "Ruby",
      "ruby",
      ["-Ku", "-rjson", "-e"],
      (texts: readonly string[]) => `puts JSON.generate([${texts.map(ruby).join(", ")}])`,
    ],
  ])("is itself in %s", (_, program, options, write) => {
    if (spawnSync(program, ["--version"]).error !== undefined) return;
    const texts = sample(200);
    const { stdout, stderr } = spawnSync(program, [...options, write(texts)], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(texts);
  });

  it("is itself in JSX, in an attribute and between tags", () => {
    for (const text of sample(100)) {
      const source = `h => <i ${bracedAttribute("title", text)}>${bracedText(text)}</i>`;
      const { code } = transformSync(source, { loader: "jsx", jsxFactory: "h" });
      const made = runInNewContext(code)((...given: unknown[]) => given);
      expect([made[1].title, made.slice(2).join("")]).toEqual([text, text]);
    }
  });

  it("is itself in Svelte, in an attribute and between tags", () => {
    for (const text of sample(100)) {
      const source = `<i ${bracedAttribute("title", text)}>${bracedText(text)}</i>`;
      // What is known beforehand is written out by the compiler, as one literal.
      const { code } = compileSvelte(source, { generate: "server" }).js;
      const [, literal = ""] = /\.push\((`.*`)\);/s.exec(code) ?? [];
      const [node, ...more] = parseFragment(String(runInNewContext(literal))).childNodes;
      expect(more).toEqual([]);
      if (node === undefined || !("attrs" in node)) throw new Error("no element");
      expect(node.attrs).toEqual([{ name: "title", value: text }]);
      expect(node.childNodes.map((child) => ("value" in child ? child.value : child))).toEqual([text]);
    }
  });

  it("is itself in a template of Vue, in an attribute and between tags", () => {
    for (const text of sample(100)) {
      const { descriptor, errors } = parseVue(
        `<template><i ${attribute("title", text)}>${vueText(text)}</i></template>`,
      );
      expect(errors).toEqual([]);
      const [node] = descriptor.template?.ast?.children ?? [];
      const { props, children } = node as unknown as {
        props: { value: { content: string } }[];
        children: { type: number; content: string }[];
      };
      expect(props.map(({ value }) => value.content)).toEqual([text]);
      // 2: plain text; an interpolation would be another type. Blanks are condensed, as HTML shows them.
      expect(children.map(({ type }) => type)).toEqual([2]);
      expect(children[0]?.content.trim()).toBe(text.replaceAll(/[\t\n\f\r ]+/g, " ").trim());
    }
  });
});
