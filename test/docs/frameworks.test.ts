/** What the guide shows of each framework stands, word for word, in a page that the tests pay or check a card in. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const guide = readFileSync("docs/integrate.md", "utf8");
const SHOWN = [...guide.matchAll(/<!-- from (\S+) -->\n```\w+\n([\s\S]*?)```\n/g)];

const unindented = (text: string) => text.replaceAll(/^ +/gm, "");

test("the guide shows React, Vue, Svelte and Angular", () => {
  expect(SHOWN.map(([, path]) => path)).toEqual([
    "examples/react/src/Checkout.tsx",
    "examples/vue/src/Checkout.vue",
    "examples/svelte/src/Checkout.svelte",
    "test/widget/scenarios/frameworks/angular.browser.test.ts",
  ]);
});

test.each(SHOWN.map(([, path = "", text = ""]) => [path, text] as const))("as it stands in %s", (path, text) => {
  expect(unindented(readFileSync(path, "utf8"))).toContain(unindented(text).trim());
});
