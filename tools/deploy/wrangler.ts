/** Runs the installed wrangler, without a terminal, and reads what it says. What it prints is shown only where it failed. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { ToolError } from "../cli/tool-error.mjs";

const LIBRARY = createRequire(import.meta.url).resolve("wrangler");
const PROGRAM = fileURLToPath(new URL("../bin/wrangler.js", pathToFileURL(LIBRARY)));
/** Lines of a failure that are shown. */
const MOST_LINES = 12;

/** Where it logged, where in its code it failed, and what it says at every failure. */
const NOISE =
  /Logs were written|^at |also failed:|think this is a bug|newer version of Wrangler|custom API token|Getting User settings/;

interface Outcome {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
}

export interface Wrangler {
  /** Runs it. @throws ToolError with what it said, where it failed */
  run(args: readonly string[]): Promise<string>;
  /** Runs it, and reads the JSON that it prints; null where it says that there is no such Worker. @throws ToolError likewise */
  read(args: readonly string[]): Promise<unknown>;
  /** The same in the account of this id. */
  within(account: string): Wrangler;
}

/** @param root the checkout @param env of the process; the token is in it, or wrangler knows who is logged in */
export function wranglerIn(root: URL, env: Readonly<Record<string, string | undefined>>): Wrangler {
  const start = (args: readonly string[]) => outcomeOf(args, root, env);
  return {
    run: async (args) => {
      const outcome = await start(args);
      if (outcome.status !== 0) throw failure(args, outcome);
      return outcome.output;
    },
    read: async (args) => {
      const outcome = await start(args);
      if (outcome.status !== 0 && isNoWorker(outcome)) return null;
      if (outcome.status !== 0) throw failure(args, outcome);
      return jsonIn(args, outcome.output);
    },
    within: (account) => wranglerIn(root, { ...env, CLOUDFLARE_ACCOUNT_ID: account }),
  };
}

function outcomeOf(args: readonly string[], root: URL, env: Readonly<Record<string, string | undefined>>) {
  const { FORCE_COLOR: _, ...others } = env;
  return new Promise<Outcome>((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: fileURLToPath(root),
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...others, NO_COLOR: "1", WRANGLER_HIDE_BANNER: "true", WRANGLER_SEND_METRICS: "false" },
    });
    let [output, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child.once("error", reject);
    child.once("close", (status) => resolve({ status: status ?? 1, output, errors }));
  });
}

/** The platform's number for a Worker that is not there. */
const isNoWorker = ({ output, errors }: Outcome) => /\[code: (?:10007|10090)\]/.test(output + errors);

/** Newer wranglers say more around it. */
function jsonIn(args: readonly string[], output: string): unknown {
  try {
    return JSON.parse(output.slice(Math.max(0, output.search(/^[[{]/m))));
  } catch {
    throw new ToolError(`wrangler ${args.join(" ")} did not answer in JSON: is it the version of package-lock.json?`);
  }
}

function failure(args: readonly string[], { output, errors }: Outcome): ToolError {
  const lines = stripVTControlCharacters(`${output}\n${errors}`)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !NOISE.test(line));
  return new ToolError([`wrangler ${args.join(" ")} failed:`, ...new Set(lines.slice(-MOST_LINES))].join("\n  "));
}
