/** The version of the rules: what `worker/surcharge/rules/version.ts` must say. */
import { createHash } from "node:crypto";
import { RULE_FILES, rules } from "../worker/surcharge/rules/index.ts";

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
