/** `npm run rules`: after an edit of the rules, writes what is derived from them. A test fails while it is not current. */
import { writeFile } from "node:fs/promises";
import { rulesVersion } from "./rules-version.ts";

const VERSION_FILE = new URL("../worker/surcharge/rules/version.ts", import.meta.url);

const version = rulesVersion();
await writeFile(
  VERSION_FILE,
  `/**
 * Written by \`npm run rules\`: the newest check date of the rows and the head of their SHA-256. A test recomputes it, so
 * no row changes without a new version.
 */
export const RULES_VERSION = "${version}";
`,
);
console.log(`rules ${version}`);
