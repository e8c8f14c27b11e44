/** Reads the development values of the Worker's secrets, so that tests and local runs share one source of them. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const EXAMPLE = fileURLToPath(new URL("../.dev.vars.example", import.meta.url));

/**
 * The values of `.dev.vars.example`: one `NAME=value` a line, `#` starts a comment line, single quotes around a value
 * are dropped.
 *
 * @returns {Record<string, string>}
 */
export function developmentSecrets() {
  if (!existsSync(EXAMPLE)) return {};
  const lines = readFileSync(EXAMPLE, "utf8").split("\n");
  const pairs = lines.flatMap((line) => {
    const match = /^([A-Z][A-Z0-9_]*)=(?:'(.*)'|(.*))$/.exec(line.trim());
    return match ? [[match[1], match[2] ?? match[3]]] : [];
  });
  return Object.fromEntries(pairs);
}
