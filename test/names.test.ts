/** One word, one idea: a type that leaves its file has one name in the Worker, the contract and the element together. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const files = execFileSync("git", ["ls-files", "worker/**.ts", "contract/**.ts", "widget/**.ts"], { encoding: "utf8" })
  .trim()
  .split("\n");

/** Types that are written down where the package can ship them, and checked by a schema of their name elsewhere. */
const SHIPPED_AS_WRITTEN = new Set(["contract/answers.ts", "contract/claims.ts"]);

test("no two files give one name to two types", () => {
  const places = new Map<string, string[]>();
  for (const file of files.filter((name) => !SHIPPED_AS_WRITTEN.has(name)))
    for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/^export (?:interface|type|class) (\w+)/gm))
      places.set(name, [...(places.get(name) ?? []), file]);
  expect(places.size).toBeGreaterThan(200);
  expect([...places].filter(([, found]) => found.length > 1)).toEqual([]);
});
