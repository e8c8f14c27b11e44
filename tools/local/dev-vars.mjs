/** Reads files in the form of `.dev.vars`, so that tests and local runs share one source of development values. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const EXAMPLE = fileURLToPath(new URL("development.vars", import.meta.url));

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

/**
 * What is wrong with the secrets of a local run, as one line that says what to do; undefined when nothing is.
 *
 * @param {Record<string, string>} given the values in `.dev.vars`
 * @returns {string | undefined}
 */
export function secretsProblem(given) {
  const missing = Object.keys(developmentSecrets()).filter((name) => !given[name]);
  if (missing.length > 0)
    return `.dev.vars lacks ${missing.join(", ")}: copy the line from tools/local/development.vars, or delete .dev.vars to start from the example.`;
  if (given.GATEWAY_SECRET_KEY?.startsWith("pub_"))
    return "GATEWAY_SECRET_KEY in .dev.vars is a public key (pub_...): put the gateway's secret key (api_...) there.";
  return undefined;
}
