/** Everything that is written from the rules: their version, the coverage page and the map. */
import { createHash } from "node:crypto";
import { RULE_FILES, rules } from "../worker/rules/index.ts";
import { coveragePage } from "./rules-coverage.ts";
import { usMap } from "./rules-map.ts";

const HASH_CHARACTERS = 12;

/** The newest check date and the head of the SHA-256 over every row of every country file, in file order. */
export function rulesVersion(): string {
  const checkedOn = rules.rows
    .map((row) => row.checkedOn)
    .toSorted()
    .at(-1);
  const hash = createHash("sha256").update(JSON.stringify(RULE_FILES)).digest("hex");
  return `${checkedOn}.${hash.slice(0, HASH_CHARACTERS)}`;
}

/** The files and their text, by path from the top of the repository. */
export function derivedFiles(): Readonly<Record<string, string>> {
  const version = rulesVersion();
  return {
    "worker/rules/version.ts": `/**
 * Written by \`npm run rules\`: the newest check date of the rows and the head of their SHA-256. A test recomputes it, so
 * no row changes without a new version.
 */
export const RULES_VERSION = "${version}";
`,
    "docs/rules/us.svg": usMap(rules.rows, version),
    "docs/rules/coverage.md": coveragePage(rules.rows, version),
  };
}
