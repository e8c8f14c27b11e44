/** The checkout that the guide for servers prints is the file that the tests pay at, and no word of a plan goes untold. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ADVICES, LOOKUP_PROBLEMS } from "../../contract/server.ts";

const GUIDE = "docs/integrate-server.md";
/** A fenced block and the file that it prints. */
const PRINTED = /<!-- (recipes\/\S+) -->\n```(\w+)\n[\s\S]*?```\n/g;

test("the guide prints the checkout as it is; `-u` prints it anew", async () => {
  const guide = readFileSync(GUIDE, "utf8");
  const printed = guide.replaceAll(
    PRINTED,
    (_, path: string, language: string) => `<!-- ${path} -->\n\`\`\`${language}\n${readFileSync(path, "utf8")}\`\`\`\n`,
  );
  expect([...guide.matchAll(PRINTED)].map(([, path]) => path)).toEqual(["recipes/node/checkout.mjs"]);
  await expect(printed).toMatchFileSnapshot(`../../${GUIDE}`);
});

test.each([...ADVICES, ...LOOKUP_PROBLEMS, "nothing_to_add", "service_down", "total_differs"])(
  "the guide tells what %s means",
  (word) => {
    expect(readFileSync(GUIDE, "utf8").split("### A whole checkout")[0]).toMatch(new RegExp(`[\`"]${word}[\`"]`));
  },
);
