/**
 * The mirror of card programmes: filled, and shown.
 *
 * A pull runs on a host whose address is on KeySecure's allowlist and pushes what it got to the Worker. Keys come from
 * the environment alone, so that none is in a shell's history or a process list.
 */
import { InvalidArgumentError } from "commander";
import { pullCatalogue } from "../../../worker/card-program/client.ts";
import { PullError } from "../../../worker/card-program/errors.ts";
import { keyFrom, operatorApi, originFrom, settingsFrom } from "../../cli/operator.mjs";
import { ToolError } from "../../cli/tool-error.mjs";
import { programTable, summaryTable } from "./tables.mjs";

/** What `npm start` runs; refused for any other Worker. */
const LOCAL_DEFAULTS = { KEYSECURE_ORIGIN: "http://localhost:8788", KEYSECURE_API_KEY: "ks_sandbox_demo" };
/** Longer than the Worker's own limit for a pull, which a sync waits for. */
const CALL_TIMEOUT_MS = 330_000;
const PAGE_SIZE = 100;

/**
 * @typedef {import("../../../contract/card-programs.ts").ProgramBin} ProgramBin
 * @typedef {import("../../../contract/card-programs.ts").ProgramBinsPage} ProgramBinsPage
 * @typedef {import("../../../contract/card-programs.ts").ProgramSummary} ProgramSummary
 * @typedef {import("../../cli/answer.ts").Shown} Shown
 * @typedef {import("../../../contract/card-programs.ts").MirrorAnswer} MirrorAnswer
 * @typedef {import("../../cli/operator.mjs").Environment} Environment
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

/** @param {Environment} env */
const settingsOf = (env) => settingsFrom(env, LOCAL_DEFAULTS);

/** A programme's name. @param {string} text */
export function programName(text) {
  if (/^[0-9a-z_-]{1,64}$/.test(text)) return text;
  throw new InvalidArgumentError("A programme's name is 1 to 64 lower-case letters, digits, _ or -.");
}

/** Fetches it here, and pushes it to the Worker. @param {string} program @param {boolean} force @param {Environment} environment */
export async function pullProgram(program, force, environment) {
  const env = settingsOf(environment);
  const callWorker = workerOf(env);
  const access = { origin: originFrom(env, "KEYSECURE_ORIGIN"), apiKey: keyFrom(env, "KEYSECURE_API_KEY") };
  const { bins } = await pullCatalogue(access).catch(async (error) => {
    // So that /readyz shows it; if that fails too, the first failure is the one to tell.
    if (!(error instanceof PullError)) throw error;
    await callWorker("POST", `/${program}/failure`, error.toFailure()).catch(() => null);
    throw new ToolError(error.message);
  });
  return describe(await callWorker("PUT", `/${program}${force ? "?force=true" : ""}`, { bins }));
}

/** @param {string} program @param {Environment} environment @returns {Promise<Shown>} */
export async function showProgram(program, environment) {
  const callWorker = workerOf(settingsOf(environment));
  /** @type {ProgramBin[]} */
  const bins = [];
  for (let page = 0; ; page++) {
    /** @type {ProgramBinsPage} */
    const answer = await callWorker("GET", `/${program}/bins?page=${page}&size=${PAGE_SIZE}`);
    bins.push(...answer.bins);
    if (answer.bins.length < PAGE_SIZE) {
      const { version, pulledAt } = answer;
      const text = `${program}, version ${version}, pulled ${pulledAt}\n\n${programTable(bins)}`;
      return { data: { program, version, pulledAt, bins }, text };
    }
  }
}

/** The Worker fetches it by itself. @param {string} program @param {boolean} force @param {Environment} environment */
export const syncProgram = async (program, force, environment) =>
  describe(await workerOf(settingsOf(environment))("POST", `/${program}/sync${force ? "?force=true" : ""}`));

/** @param {Environment} environment @returns {Promise<Shown>} */
export async function showPrograms(environment) {
  /** @type {{ programs: ProgramSummary[] }} */
  const data = await workerOf(settingsOf(environment))("GET", "");
  const { programs } = data;
  return {
    data,
    text:
      programs.length === 0
        ? "no programme is mirrored yet: npm run card-programs -- pull NAME"
        : summaryTable(programs),
  };
}
