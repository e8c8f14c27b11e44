/** The inline scripts that a policy has to list. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { inlineScripts } from "../../../tools/site/policy.ts";

const source = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

test("are those with a text that runs, each once", () => {
  const pages = [
    '<script>one()</script><script src="/a.js"></script><script type="application/json">{}</script>',
    '<script aria-hidden="true">one()</script>\n<script type="module">\ntwo()\n</script>',
  ];
  expect(inlineScripts(pages)).toEqual([source("one()"), source("\ntwo()\n")].toSorted());
});
