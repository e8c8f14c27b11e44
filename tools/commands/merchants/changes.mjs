/**
 * What an operator does to merchants. Secrets come from the environment or are made here and written to a file that only
 * its owner can read; none is ever printed.
 */
import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { sayChangedMeanwhile } from "../../cli/changed-meanwhile.mjs";
import { HTTP_PRECONDITION_FAILED, IF_NEW, ifUnchanged, operatorApi, settingsFrom } from "../../cli/operator.mjs";
import { ToolError } from "../../cli/tool-error.mjs";
import { applyEdits } from "./edits.mjs";
import { merchantSheet, merchantTable, warningText } from "./tables.mjs";

const CALL_TIMEOUT_MS = 30_000;
const SERVER_KEY_BYTES = 32;
const HTTP_NOT_FOUND = 404;
/** Members of a merchant's view that are no settings. */
const TOLD = ["updatedAt", "warnings", "requestId"];

/**
 * @typedef {import("../../cli/surroundings.ts").Environment} Environment
 * @typedef {import("../../cli/surroundings.ts").Surroundings} Surroundings
 * @typedef {import("../../cli/answer.ts").Shown} Shown
 * @typedef {Record<string, any>} View
 * @typedef {ReturnType<typeof operatorApi>} Api
 * @typedef {Pick<Surroundings, "env">} Around
 */

/** @param {Around} around */
const apiOf = ({ env }) => operatorApi(settingsFrom(env), "/v1/admin/merchants", CALL_TIMEOUT_MS);

/** All merchants, and which brands they lose soon. @param {Around} around @returns {Promise<Shown>} */
export async function listMerchants(around) {
  const merchants = await allMerchants(apiOf(around));
  return { data: { merchants }, text: merchantTable(merchants) };
}

/** One merchant, without its secrets. @param {string} id @param {Around} around @returns {Promise<Shown>} */
export async function showMerchant(id, around) {
  const data = await apiOf(around)("GET", `/${id}`);
  return { data, text: merchantSheet(data) };
}

/** @param {string} id @param {readonly string[]} changes as a person types them @param {Around} around */
export async function addMerchant(id, changes, { env }) {
  const gatewayKey = env.MERCHANT_GATEWAY_KEY || undefined;
  const settings = withChallengeSecret(applyEdits({}, changes), env);
  return put(apiOf({ env }), id, null, gatewayKey === undefined ? settings : { ...settings, gatewayKey }, "added");
}

/** @param {string} id @param {readonly string[]} changes as a person types them @param {Around} around */
export async function setMerchant(id, changes, { env }) {
  const api = apiOf({ env });
  const before = await api("GET", `/${id}`);
  const changed = withChallengeSecret(applyEdits(before, changes), env);
  if (changed.gateway === before.gateway) return put(api, id, before, changed, "changed");
  const gatewayKey = env.MERCHANT_GATEWAY_KEY || undefined;
  if (gatewayKey === undefined)
    throw new ToolError("MERCHANT_GATEWAY_KEY is not set: gatewayKey must be sent along with another gateway");
  return put(api, id, before, { ...changed, gatewayKey }, "changed");
}

/**
 * Records that a rule's condition is met.
 *
 * @param {string} id @param {string} rule the row's id @param {string} kind
 * @param {{ readonly by: string, readonly on?: string, readonly text?: string }} word
 * @param {Pick<Surroundings, "env" | "now">} around
 */
export async function attest(id, rule, kind, { by, on, text }, { env, now }) {
  const api = apiOf({ env });
  const view = await api("GET", `/${id}`);
  const day = on ?? now().toISOString().slice(0, 10);
  const attestation = { rule, kind, by, on: day, ...(text === undefined ? {} : { text }) };
  const others = view.attestations.filter(/** @param {View} one */ (one) => one.rule !== rule || one.kind !== kind);
  return put(api, id, view, { ...view, attestations: [...others, attestation] }, `attested ${rule} ${kind}`);
}

/**
 * @param {string} id
 * @param {string} which `server`, `gateway` or `sealing`
 * @param {{ readonly out?: string, readonly retire?: boolean }} options of a server key
 * @param {Around} around
 */
export async function replaceKey(id, which, { out, retire = false }, { env }) {
  const api = apiOf({ env });
  if (which === "server") return retire ? retireServerKeys(api, id) : addServerKey(api, id, out ?? `${id}.server-key`);
  const view = await api("GET", `/${id}`);
  if (which === "sealing") return put(api, id, view, view, "sealed again");
  const gatewayKey = env.MERCHANT_GATEWAY_KEY || undefined;
  if (gatewayKey === undefined)
    throw new ToolError("MERCHANT_GATEWAY_KEY is not set: put the new key into the environment");
  return put(api, id, view, { ...view, gatewayKey }, "has a new gateway key");
}

/** Every lookup is answered with no surcharge. @param {string} id @param {Around} around */
export async function disableMerchant(id, around) {
  const api = apiOf(around);
  const view = await api("GET", `/${id}`);
  return put(api, id, view, { ...view, enabled: false }, "disabled; every location follows within 60 s");
}

/**
 * Removes a merchant with its keys, where it is still as it was shown to the person who was asked.
 *
 * @param {string} id
 * @param {boolean} isSure nobody is asked
 * @param {Pick<Surroundings, "env" | "ask">} around
 */
export async function removeMerchant(id, isSure, { env, ask }) {
  const api = apiOf({ env });
  const view = await api("GET", `/${id}`);
  if (!isSure) {
    const typed = await ask(
      `${id} (${view.name}, ${view.mode}) is removed with its settings and keys, which cannot be undone. Type its id to remove it:`,
    );
    if (typed === null) throw new ToolError(`nobody sits at a terminal: to remove ${id} say --yes`);
    if (typed !== id) throw new ToolError("that is not its id: nothing was removed");
  }
  try {
    await api("DELETE", `/${id}`, undefined, ifUnchanged(view));
  } catch (error) {
    if (!(error instanceof ToolError) || error.status !== HTTP_PRECONDITION_FAILED) throw error;
    throw new ToolError(await whyNot(api, id, view), error.status);
  }
  return `${id} removed; every location follows within 60 s. Its counts, reports and record of changes stay.`;
}

/**
 * Writes the merchant where it is still as it was read.
 *
 * @param {Api} api
 * @param {string} id
 * @param {View | null} before as it was read; null: it is to be new
 * @param {View} body
 * @param {string} done
 */
async function put(api, id, before, body, done) {
  try {
    const { warnings } = await api("PUT", `/${id}`, body, before === null ? IF_NEW : ifUnchanged(before));
    return [`${id} ${done}`, warningText(warnings)].filter((line) => line !== "").join("\n");
  } catch (error) {
    if (!(error instanceof ToolError) || error.status !== HTTP_PRECONDITION_FAILED) throw error;
    throw new ToolError(await whyNot(api, id, before), error.status);
  }
}

/** Why somebody else's change is in the way. @param {Api} api @param {string} id @param {View | null} before */
async function whyNot(api, id, before) {
  if (before === null) return `${id} exists already: change it with set`;
  try {
    return sayChangedMeanwhile(id, before, await api("GET", `/${id}`), TOLD);
  } catch (error) {
    if (!(error instanceof ToolError) || error.status !== HTTP_NOT_FOUND) throw error;
    return `${id} was removed by somebody else meanwhile`;
  }
}

/** @param {Api} api */
async function allMerchants(api) {
  /** @type {import("./tables.mjs").Summary[]} */
  const merchants = [];
  for (let cursor = ""; ; ) {
    const page = await api("GET", cursor === "" ? "" : `?cursor=${encodeURIComponent(cursor)}`);
    merchants.push(...page.merchants);
    if (page.cursor === null) return merchants;
    cursor = page.cursor;
  }
}

/** @param {View} settings @param {Environment} env */
function withChallengeSecret(settings, env) {
  const secret = env.MERCHANT_CHALLENGE_SECRET || undefined;
  if (secret === undefined || settings.challenge == null) return settings;
  return { ...settings, challenge: { ...settings.challenge, secret } };
}

/**
 * The new key is written before it is valid, so that no valid key is ever lost.
 *
 * @param {Api} api @param {string} id @param {string} file
 */
async function addServerKey(api, id, file) {
  const view = await api("GET", `/${id}`);
  const key = `sk_${randomBytes(SERVER_KEY_BYTES).toString("base64url")}`;
  try {
    writeFileSync(file, `${key}\n`, { mode: 0o600, flag: "wx" });
  } catch {
    throw new ToolError(`${file} cannot be written, or exists already: name another with --out FILE`);
  }
  const done = `has one more server key, written to ${file}; the older ones stay valid until rotate-key ${id} server --retire`;
  try {
    return await put(api, id, view, { ...view, serverKeys: [...view.serverKeys, key] }, done);
  } catch (error) {
    // The service said no, so the key is none and its file would stand in the way of the next.
    if (error instanceof ToolError && isRefusal(error.status)) rmSync(file);
    throw error;
  }
}

/** @param {number | null} status */
const isRefusal = (status) => status !== null && status >= 400 && status < 500;

/** @param {Api} api @param {string} id */
async function retireServerKeys(api, id) {
  const view = await api("GET", `/${id}`);
  const newest = view.serverKeys.at(-1);
  if (newest === undefined) throw new ToolError(`${id} has no server key: make one with rotate-key ${id} server`);
  return put(api, id, view, { ...view, serverKeys: [newest] }, `takes the server key ${newest.id} alone`);
}
