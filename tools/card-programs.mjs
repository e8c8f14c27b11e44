/**
 * Card programmes from the command line: `npm run card-programs -- pull NAME`, `list`, `show NAME`, `sync NAME`.
 *
 * `pull` runs on a host whose address is on KeySecure's allowlist and pushes what it got to the Worker. Keys come from
 * the environment alone, so that none is in a shell's history or a process list.
 */
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { pullCatalogue } from "../worker/card-program/client.ts";
import { PullError } from "../worker/card-program/errors.ts";
import { programTable, summaryTable } from "./card-program-tables.mjs";
import { keyFrom, operatorApi, originFrom, settingsFrom } from "./cli/operator.mjs";
import { ToolError } from "./cli/tool-error.mjs";

const USAGE = `usage: npm run card-programs -- COMMAND

  pull NAME [--force]   fetch the programme from KeySecure and push it to the Worker; --force takes a large loss of BINs
  sync NAME [--force]   let the Worker fetch it by itself
  list                  the mirrored programmes and their state
  show NAME             a programme's BINs

environment: CARD_SURCHARGE_ORIGIN    the Worker's origin (default http://localhost:8787)
             CARD_SURCHARGE_ADMIN_KEY the operator's key (ak_...)
             KEYSECURE_ORIGIN         for pull: KeySecure's origin
             KEYSECURE_API_KEY        for pull: the merchant's Api-Key there`;

/** What `npm start` runs; refused for any other Worker. */
const LOCAL_DEFAULTS = { KEYSECURE_ORIGIN: "http://localhost:8788", KEYSECURE_API_KEY: "ks_sandbox_demo" };
/** Longer than the Worker's own limit for a pull, which a sync waits for. */
const CALL_TIMEOUT_MS = 330_000;
const PAGE_SIZE = 100;

/**
 * @typedef {import("../contract/card-programs.ts").ProgramBin} ProgramBin
 * @typedef {import("../contract/card-programs.ts").ProgramBinsPage} ProgramBinsPage
 * @typedef {import("../contract/card-programs.ts").ProgramSummary} ProgramSummary
 * @typedef {import("../contract/card-programs.ts").MirrorAnswer} MirrorAnswer
 * @typedef {import("./cli/operator.mjs").Environment} Environment
 */

/** The card programmes of the operator's API. @param {Environment} env */
const workerOf = (env) => operatorApi(env, "/v1/admin/card-programs", CALL_TIMEOUT_MS);

/** @param {MirrorAnswer} answer */
function describe({ outcome, summary, added, removed, problem }) {
  const size = `${summary.records} records, ${summary.bins} BINs, version ${summary.version ?? "none"}`;
  if (outcome === "kept")
    throw new ToolError(`the last good copy stays (${size}): ${problem?.detail ?? "no reason given"}`);
  return outcome === "unchanged"
    ? `${summary.program}: unchanged (${size})`
    : `${summary.program}: ${size} (${added} BINs added, ${removed} removed)`;
}

/** @param {string} program @param {boolean} force @param {Environment} env */
async function pull(program, force, env) {
  const callWorker = workerOf(env);
  const access = { origin: originFrom(env, "KEYSECURE_ORIGIN"), apiKey: keyFrom(env, "KEYSECURE_API_KEY") };
  const { bins } = await pullCatalogue(access).catch(async (error) => {
    // So that /readyz shows it; if that fails too, the first failure is the one to tell.
    if (error instanceof PullError)
      await callWorker("POST", `/${program}/failure`, error.toFailure()).catch(() => null);
    throw error;
  });
  return describe(await callWorker("PUT", `/${program}${force ? "?force=true" : ""}`, { bins }));
}

/** @param {string} program @param {Environment} env */
async function show(program, env) {
  const callWorker = workerOf(env);
  /** @type {ProgramBin[]} */
  const bins = [];
  for (let page = 0; ; page++) {
    /** @type {ProgramBinsPage} */
    const answer = await callWorker("GET", `/${program}/bins?page=${page}&size=${PAGE_SIZE}`);
    bins.push(...answer.bins);
    if (answer.bins.length < PAGE_SIZE)
      return `${program}, version ${answer.version}, pulled ${answer.pulledAt}\n\n${programTable(bins)}`;
  }
}

/**
 * Runs one command.
 *
 * @param {readonly string[]} argv the words after `npm run card-programs --`
 * @param {Environment} environment
 * @returns {Promise<string>} what to print
 * @throws {Error} with one line that says what to do
 */
export async function run(argv, environment) {
  const { positionals, values } = parse(argv);
  const env = settingsFrom(environment, LOCAL_DEFAULTS);
  const [command = "", program = "", ...rest] = positionals;
  const isKnown = command === "list" ? program === "" : ["pull", "sync", "show"].includes(command) && program !== "";
  if (!isKnown || rest.length > 0) throw new ToolError(USAGE);
  if (command !== "list" && !/^[0-9a-z_-]{1,64}$/.test(program))
    throw new ToolError("NAME must be a programme's name: 1 to 64 lower-case letters, digits, _ or -");
  const force = values.force === true;
  if (command === "pull") return pull(program, force, env);
  if (command === "sync") return describe(await workerOf(env)("POST", `/${program}/sync${force ? "?force=true" : ""}`));
  if (command === "show") return show(program, env);
  /** @type {{ programs: ProgramSummary[] }} */
  const { programs } = await workerOf(env)("GET", "");
  return programs.length === 0
    ? "no programme is mirrored yet: npm run card-programs -- pull NAME"
    : summaryTable(programs);
}

/** @param {readonly string[]} argv */
function parse(argv) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: { force: { type: "boolean" } } });
  } catch {
    throw new ToolError(USAGE);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    console.log(await run(process.argv.slice(2), process.env));
  } catch (error) {
    const isExpected = error instanceof ToolError || error instanceof PullError;
    console.error(isExpected ? error.message : error);
    process.exitCode = 1;
  }
}
