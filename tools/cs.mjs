/** Every command line of this repository under one name: `npm run cs -- COMMAND ...`; `--help` lists them. */
import { spawnSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ToolError } from "./operator.mjs";

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
  reports: { line: "what a merchant reported as collected in a month, beside its cost", module: "reports.mjs" },
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

const WIDTH = Math.max(...Object.keys(COMMANDS).map((name) => name.length));

export const USAGE = [
  "usage: npm run cs -- COMMAND ...",
  "",
  ...Object.entries(COMMANDS).map(([name, { line }]) => `  ${name.padEnd(WIDTH)}  ${line}`),
  "",
  "npm run cs -- COMMAND --help says what a command takes.",
].join("\n");

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
  if (name === undefined || name === "--help" || name === "help") {
    console.log(USAGE);
    return name === undefined ? 1 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    console.error(`There is no such command. It must be one of ${Object.keys(COMMANDS).join(", ")}.`);
    return 1;
  }
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

if (import.meta.main) process.exitCode = await run(process.argv.slice(2), process.env);
