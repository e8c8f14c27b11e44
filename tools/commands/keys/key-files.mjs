/**
 * The files that hold keys, and what turns them: the ring that signs quotes, and operators' keys.
 *
 * Keys live in a file that git ignores, `.dev.vars` or `.dev.vars.NAME` for an environment, because a Worker's secrets
 * cannot be read back. No private key is ever printed; wrangler gets it on its standard input.
 */
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ToolError } from "../../cli/tool-error.mjs";
import { readConfigFile } from "../../deploy/config-file.ts";
import { readDevVars, writeDevVars } from "../../local/dev-vars.mjs";
import { addAdminKey, adminKeyList, adminKeyTable, endAdminKey } from "./admin-keys.mjs";
import { newRing, readRing, revokeKey, ringList, rotateRing, settingsOf, tableOf } from "./key-ring.mjs";

const OWNER_ONLY = 0o600;
/** Of a change without --env. */
const STARTED_AGAIN = "A npm start that runs knows nothing of it: stop it and start it again.";

/**
 * @typedef {import("../../cli/surroundings.ts").Surroundings} Surroundings
 * @typedef {{ readonly env?: string, readonly force?: boolean, readonly dryRun?: boolean, readonly keepDays?: number }} Options
 * @typedef {{ kind: "new" } | { kind: "rotate" } | { kind: "revoke", kid: string }} RingChange
 * @typedef {{ kind: "add", name: string, limit: string } | { kind: "end", name: string }} AdminChange
 */

/** @param {URL} root @param {string} file as it is told @returns {string} where it is */
const placeOf = (root, file) => join(fileURLToPath(root), file);

/** @param {string | undefined} env @param {Surroundings} surroundings @throws {ToolError} where there is none for local use */
function fileOf(env, { root }) {
  if (env !== undefined) return `.dev.vars.${env}`;
  if (existsSync(placeOf(root, ".dev.vars"))) return ".dev.vars";
  throw new ToolError("There is no .dev.vars: copy tools/local/development.vars to it, or run npm start once.");
}

/** @param {import("./key-ring.mjs").Ring} ring @param {string} file */
function requireKeys(ring, file) {
  if (ring.signing.length === 0) throw new ToolError(`There are no keys in ${file}: make them with new.`);
  return ring;
}

/**
 * The keys and their state.
 *
 * @param {string | undefined} env
 * @param {Surroundings} surroundings
 * @returns {import("../../cli/answer.ts").Shown}
 */
export function listKeys(env, surroundings) {
  const file = fileOf(env, surroundings);
  const vars = readDevVars(placeOf(surroundings.root, file));
  const ring = requireKeys(readRing(vars), file);
  const { ADMIN_KEYS = "" } = vars;
  const adminKeys = ADMIN_KEYS === "" ? [] : adminKeyList(ADMIN_KEYS);
  const tables = [tableOf(ring), ...(ADMIN_KEYS === "" ? [] : [adminKeyTable(ADMIN_KEYS)])];
  return { data: { file, quoteKeys: ringList(ring), adminKeys }, text: tables.join("\n\n") };
}

/**
 * New keys that sign, one turn of the ring, or a key without trust.
 *
 * @param {RingChange} change
 * @param {Options} options
 * @param {Surroundings} surroundings
 */
export async function changeRing(change, { env, force = false, dryRun = false, keepDays }, surroundings) {
  const file = fileOf(env, surroundings);
  const place = placeOf(surroundings.root, file);
  const ring = readRing(readDevVars(place));
  const now = Math.floor(surroundings.now().getTime() / 1000);
  const next = requireKeys(await changed(), file);
  const settings = settingsOf(next);
  surroundings.print(tableOf(next));
  if (dryRun) return sayDryRun(env, settings, [file]);
  // The file first: keys that are uploaded but kept nowhere could never be rotated.
  writeDevVars(place, settings);
  if (env === undefined) return STARTED_AGAIN;
  upload(env, settings, file, surroundings);
  return "";

  function changed() {
    if (change.kind === "new") return newRing(ring, { now, force });
    if (change.kind === "rotate") return rotateRing(ring, { now, force, keepDays });
    return revokeKey(ring, { now, kid: change.kid });
  }
}

/** Sends what the file has to the environment. @param {Options} options @param {Surroundings} surroundings */
export function uploadKeys({ env, dryRun = false }, surroundings) {
  if (env === undefined) throw new ToolError("upload needs --env NAME.");
  const file = fileOf(env, surroundings);
  const vars = readDevVars(placeOf(surroundings.root, file));
  const ring = requireKeys(readRing(vars), file);
  const { ADMIN_KEYS = "" } = vars;
  const settings = settingsOf(ring);
  if (ADMIN_KEYS !== "") settings.push(["ADMIN_KEYS", ADMIN_KEYS]);
  surroundings.print(tableOf(ring));
  if (dryRun) return sayDryRun(env, settings, []);
  upload(env, settings, file, surroundings);
  return "";
}

/**
 * One operator's key more, or one less.
 *
 * @param {AdminChange} change
 * @param {Options} options
 * @param {Surroundings} surroundings
 */
export function changeAdminKeys(change, { env, force = false, dryRun = false }, surroundings) {
  const { root } = surroundings;
  const file = fileOf(env, surroundings);
  const { ADMIN_KEYS: before = "" } = readDevVars(placeOf(root, file));
  if (env !== undefined && before === "" && !force)
    throw new ToolError(
      `There are no ADMIN_KEYS in ${file}, and an upload would end those that ${env} has: put them there first, or use --force where it has none.`,
    );
  const made = change.kind === "add" ? addAdminKey(before, change) : null;
  const after = made?.text ?? endAdminKey(before, change.name);
  const keyFile = `${change.name}.admin-key`;
  surroundings.print(adminKeyTable(after));
  if (dryRun) return sayDryRun(env, [["ADMIN_KEYS", after]], made === null ? [file] : [keyFile, file]);
  if (made !== null) writeNew(root, keyFile, `${made.key}\n`);
  writeDevVars(placeOf(root, file), [["ADMIN_KEYS", after]]);
  if (env !== undefined) upload(env, [["ADMIN_KEYS", after]], file, surroundings);
  return [
    ...(env === undefined ? [STARTED_AGAIN] : []),
    ...(made === null ? [] : [`The key is in ${keyFile}: give it to its operator, and delete the file.`]),
  ].join("\n");
}

/** @param {string | undefined} env @param {[name: string, value: string][]} settings @param {string[]} files */
function sayDryRun(env, settings, files) {
  const uploads = env === undefined ? [] : settings;
  return [
    ...files.map((file) => `would write ${file}`),
    ...uploads.map(([name]) => `would run: wrangler secret put ${name} --env ${env}`),
  ].join("\n");
}

/** @param {URL} root @param {string} file @param {string} text */
function writeNew(root, file, text) {
  try {
    writeFileSync(placeOf(root, file), text, { mode: OWNER_ONLY, flag: "wx" });
  } catch {
    throw new ToolError(`${file} cannot be written, or exists already: move it away first.`);
  }
}

/** @param {string} environment @param {[name: string, value: string][]} settings @param {string} file @param {Surroundings} surroundings */
function upload(environment, settings, file, { root, env, print }) {
  const { account } = readConfigFile(environment, root);
  for (const [name, value] of settings) {
    const { status } = spawnSync("wrangler", ["secret", "put", name, "--env", environment], {
      input: value,
      cwd: fileURLToPath(root),
      stdio: ["pipe", "ignore", "inherit"],
      shell: process.platform === "win32",
      // A login may have several accounts, and nobody can be asked: what stands at the input is the secret.
      env: { ...env, ...(account && { CLOUDFLARE_ACCOUNT_ID: account }), WRANGLER_SEND_METRICS: "false" },
    });
    if (status !== 0)
      throw new ToolError(
        `wrangler secret put ${name} failed. The keys are safe in ${file}: npm run keys -- upload --env ${environment}`,
      );
    print(`${name} is in ${environment}`);
  }
}
