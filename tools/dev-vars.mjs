/** Reads files in the form of `.dev.vars`, so that tests and local runs share one source of development values. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const EXAMPLE = fileURLToPath(new URL("../.dev.vars.example", import.meta.url));

/**
 * The values in `file`: one `NAME=value` a line, `#` starts a comment line, single quotes around a value are dropped.
 * A file that does not exist has none.
 *
 * @param {string} file
 * @returns {Record<string, string>}
 */
export function readDevVars(file) {
  if (!existsSync(file)) return {};
  const pairs = readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => {
      const match = /^([A-Z][A-Z0-9_]*)=(?:'(.*)'|(.*))$/.exec(line.trim());
      return match ? [[match[1], match[2] ?? match[3]]] : [];
    });
  return Object.fromEntries(pairs);
}

/** The development values that ship with the project. */
export const developmentSecrets = () => readDevVars(EXAMPLE);
