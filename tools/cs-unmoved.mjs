/** The commands that are programs of their own still, for `npm run cs -- COMMAND ...`. */
import { spawnSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ToolError } from "./cli/tool-error.mjs";

/**
 * `program`: a script of its own. `module`: a file with `run(args, env)`, which returns what is printed (nothing: it printed itself),
 * and throws a ToolError.
 *
 * @typedef {{ line: string } & ({ program: string } | { module: string })} Command
 */

/** In the order in which they are listed. @type {Readonly<Record<string, Command>>} */
export const COMMANDS = {
  merchants: { line: "merchants: add, change, attest, rotate their keys, list, show", program: "merchants.mjs" },
  rules: {
    line: "surcharge rules: show what is in force, what is due, renew, push, rollback, build",
    program: "rules.ts",
  },
  "card-programs": { line: "card programmes of merchants: pull, sync, list, show", program: "card-programs.mjs" },
  keys: { line: "keys that sign quotes, and operators' keys: make, rotate, revoke, end", program: "keys.mjs" },
  audit: { line: "who changed what: list, export, verify", module: "audit.mjs" },
  explain: { line: "what would be decided of a sale, and which rules say so", program: "explain.ts" },
  doctor: { line: "try a merchant's gateway with a real sandbox account", program: "doctor.ts" },
  stats: {
    line: "what was counted in the last hour, day or month: answers, latency, calls, limits",
    module: "stats.mjs",
  },
  alerts: { line: "alerts: what is watched, what is open, change a rule, try the receiver", module: "alerts.mjs" },
  texts: { line: "the texts of each language: list, show, update, sign", program: "texts.mjs" },
  cost: { line: "write the page of what lookups cost", program: "cost.ts" },
};

/** @param {string} file beside this one */
const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Runs a command; what it prints goes to this terminal.
 *
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<number>} the exit status
 */
export async function run([name, ...args], env) {
  const command = COMMANDS[name ?? ""];
  if (command === undefined) return 1;
  if ("program" in command)
    return spawnSync(process.execPath, [pathOf(command.program), ...args], { stdio: "inherit", env }).status ?? 1;
  return runModule(await import(pathToFileURL(pathOf(command.module)).href), args, env);
}

/**
 * @param {{ USAGE: string, run: (args: readonly string[], env: Record<string, string | undefined>) => Promise<string | void> }} module
 * @param {readonly string[]} args @param {Record<string, string | undefined>} env
 */
async function runModule(module, args, env) {
  try {
    const text = args.includes("--help") ? module.USAGE : await module.run(args, env);
    if (typeof text === "string" && text !== "") console.log(text);
    return 0;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    console.error(error.message);
    return 1;
  }
}
