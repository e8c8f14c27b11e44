/** What the guide for servers prints are the files that the tests run, and no word of a plan goes untold. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ADVICES, LOOKUP_PROBLEMS } from "../../contract/server.ts";

const GUIDE = "docs/integrate-server.md";
/** A fenced block and the file that it prints. */
const PRINTED = /<!-- (recipes\/\S+) -->\n```(\w+)\n[\s\S]*?```\n/g;

test("the guide prints the recipes as they are; `-u` prints it anew", async () => {
  const guide = readFileSync(GUIDE, "utf8");
  const printed = guide.replaceAll(
    PRINTED,
    (_, path: string, language: string) => `<!-- ${path} -->\n\`\`\`${language}\n${readFileSync(path, "utf8")}\`\`\`\n`,
  );
  expect([...guide.matchAll(PRINTED)].map(([, path]) => path)).toEqual([
    "recipes/node/checkout.mjs",
    "recipes/node/report-outcomes.mjs",
  ]);
  await expect(printed).toMatchFileSnapshot(`../../${GUIDE}`);
});

test.each([...ADVICES, ...LOOKUP_PROBLEMS, "nothing_to_add", "service_down", "total_differs"])(
  "the guide tells what %s means",
  (word) => {
    expect(readFileSync(GUIDE, "utf8").split("### A whole checkout")[0]).toMatch(new RegExp(`[\`"]${word}[\`"]`));
  },
);
