/** Reads and writes files in the form of `.dev.vars`, so that tests and local runs share one source of development values. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
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

const OWNER_ONLY = 0o600;

/**
 * Replaces or adds the settings' lines, leaves all others as they are, and puts the file in place in one step. Its owner alone can read
 * it.
 *
 * @param {string} file @param {[name: string, value: string][]} settings
 */
export function writeDevVars(file, settings) {
  const lines = existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  const kept = lines.filter((line) => !settings.some(([name]) => line.startsWith(`${name}=`)));
  const text = [...kept, ...settings.map(([name, value]) => `${name}='${value}'`)].join("\n");
  const draft = `${file}.new`;
  writeFileSync(draft, `${text}\n`, { mode: OWNER_ONLY });
  renameSync(draft, file);
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
