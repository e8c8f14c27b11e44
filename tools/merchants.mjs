/**
 * Merchants from the command line, of the local Worker or a deployed one. Secrets come from the environment or are made
 * here and written to a file that only its owner can read; none is ever printed.
 */
import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { MERCHANT_ID } from "../contract/plain-checks.ts";
import { sayChangedMeanwhile } from "./cli/changed-meanwhile.mjs";
import { HTTP_PRECONDITION_FAILED, IF_NEW, ifUnchanged, operatorApi, settingsFrom } from "./cli/operator.mjs";
import { ToolError } from "./cli/tool-error.mjs";
import { applyEdits } from "./merchant-edits.mjs";
import { merchantSheet, merchantTable, warningText } from "./merchant-tables.mjs";

const USAGE = `usage: npm run merchants -- COMMAND

  list                                 all merchants, and which brands they lose soon
  show ID                              one merchant, without its secrets
  add ID CHANGE...                     a new merchant; its gateway key comes from MERCHANT_GATEWAY_KEY
  set ID CHANGE...                     change a merchant
  attest ID RULE KIND --by NAME [--on DATE] [--text TEXT]
                                       record that a rule's condition is met
  rotate-key ID server [--out FILE]    make one more server key and write it to FILE (default ID.server-key)
  rotate-key ID server --retire        let only the newest server key be valid
  rotate-key ID gateway                take the gateway key of MERCHANT_GATEWAY_KEY
  rotate-key ID sealing                seal the merchant's secrets again, by the first key of SEALING_KEYS
  disable ID                           answer every lookup with no surcharge

A CHANGE is path=value, list+=value, list-=value or path= (remove):
  npm run merchants -- add mch_shop name="My Shop" mode=test gateway=koipay_sandbox currency=USD \\
    place.country=US place.state=IL origins+=https://shop.example rates.visa=300 rates.amex=300 \\
    'costs.visa={"costBps":310,"by":"Jo Lee","on":"2026-11-22"}'

environment: CARD_SURCHARGE_ORIGIN     the Worker's origin (default http://localhost:8787)
             CARD_SURCHARGE_ADMIN_KEY  the operator's key (ak_...)
             MERCHANT_GATEWAY_KEY      for add, set with another gateway and rotate-key gateway
             MERCHANT_CHALLENGE_SECRET for add and set with challenge.siteKey`;

const CALL_TIMEOUT_MS = 30_000;
const SERVER_KEY_BYTES = 32;
const HTTP_NOT_FOUND = 404;
/** Members of a merchant's view that are no settings. */
const TOLD = ["updatedAt", "warnings", "requestId"];

/**
 * @typedef {import("./cli/operator.mjs").Environment} Environment
 * @typedef {Record<string, any>} View
 * @typedef {ReturnType<typeof operatorApi>} Api
 * @typedef {{ by?: string, on?: string, text?: string, out?: string, retire?: boolean }} Options
 * @typedef {{ api: Api, env: Environment, id: string, words: string[], options: Options }} Order
 */

/** @type {Record<string, (order: Order) => Promise<string>>} */
const COMMANDS = {
  async show({ api, id, words }) {
    if (words.length > 0) throw new ToolError(USAGE);
    return merchantSheet(await api("GET", `/${id}`));
  },

  async add({ api, env, id, words }) {
    const gatewayKey = env.MERCHANT_GATEWAY_KEY;
    const settings = withChallengeSecret(applyEdits({}, words), env);
    return put(api, id, null, gatewayKey === undefined ? settings : { ...settings, gatewayKey }, "added");
  },

  async set({ api, env, id, words }) {
    if (words.length === 0) throw new ToolError(USAGE);
    const before = await api("GET", `/${id}`);
    const changed = withChallengeSecret(applyEdits(before, words), env);
    if (changed.gateway === before.gateway) return put(api, id, before, changed, "changed");
    const gatewayKey = env.MERCHANT_GATEWAY_KEY;
    if (gatewayKey === undefined)
      throw new ToolError("MERCHANT_GATEWAY_KEY is not set: gatewayKey must be sent along with another gateway");
    return put(api, id, before, { ...changed, gatewayKey }, "changed");
  },

  async attest({ api, id, words: [rule, kind, ...rest], options }) {
    if (rule === undefined || kind === undefined || rest.length > 0) throw new ToolError(USAGE);
    if (options.by === undefined) throw new ToolError("--by NAME is missing: the person who stands for it");
    const view = await api("GET", `/${id}`);
    const on = options.on ?? new Date().toISOString().slice(0, 10);
    const attestation = {
      rule,
      kind,
      by: options.by,
      on,
      ...(options.text === undefined ? {} : { text: options.text }),
    };
    const others = view.attestations.filter(/** @param {View} one */ (one) => one.rule !== rule || one.kind !== kind);
    return put(api, id, view, { ...view, attestations: [...others, attestation] }, `attested ${rule} ${kind}`);
  },

  async "rotate-key"(order) {
    const [which, ...rest] = order.words;
    if (rest.length > 0) throw new ToolError(USAGE);
    if (which === "server") return order.options.retire === true ? retireServerKeys(order) : addServerKey(order);
    const view = await order.api("GET", `/${order.id}`);
    if (which === "sealing") return put(order.api, order.id, view, view, "sealed again");
    if (which !== "gateway") throw new ToolError("name the key: server, gateway or sealing");
    const gatewayKey = order.env.MERCHANT_GATEWAY_KEY;
    if (gatewayKey === undefined)
      throw new ToolError("MERCHANT_GATEWAY_KEY is not set: put the new key into the environment");
    return put(order.api, order.id, view, { ...view, gatewayKey }, "has a new gateway key");
  },

  async disable({ api, id, words }) {
    if (words.length > 0) throw new ToolError(USAGE);
    const view = await api("GET", `/${id}`);
    return put(api, id, view, { ...view, enabled: false }, "disabled; every location follows within 60 s");
  },
};

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
  /** @type {import("./merchant-tables.mjs").Summary[]} */
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
  const secret = env.MERCHANT_CHALLENGE_SECRET;
  if (secret === undefined || settings.challenge == null) return settings;
  return { ...settings, challenge: { ...settings.challenge, secret } };
}

/** The new key is written before it is valid, so that no valid key is ever lost. @param {Order} order */
async function addServerKey({ api, id, options }) {
  const view = await api("GET", `/${id}`);
  const file = options.out ?? `${id}.server-key`;
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

/** @param {Order} order */
async function retireServerKeys({ api, id }) {
  const view = await api("GET", `/${id}`);
  const newest = view.serverKeys.at(-1);
  if (newest === undefined) throw new ToolError(`${id} has no server key: make one with rotate-key ${id} server`);
  return put(api, id, view, { ...view, serverKeys: [newest] }, `takes the server key ${newest.id} alone`);
}

/**
 * Runs one command.
 *
 * @param {readonly string[]} argv the words after `npm run merchants --`
 * @param {Environment} environment
 * @returns {Promise<string>} what to print
 * @throws {ToolError} with one line that says what to do
 */
export async function run(argv, environment) {
  const { positionals, values } = parse(argv);
  const [command = "", id = "", ...words] = positionals;
  const env = settingsFrom(environment);
  if (command === "list" && id === "") return merchantTable(await allMerchants(apiOf(env)));
  const carryOut = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (carryOut === undefined || id === "") throw new ToolError(USAGE);
  if (!MERCHANT_ID.test(id)) throw new ToolError("ID must be mch_ and up to 48 letters, digits, _ or -");
  return carryOut({ api: apiOf(env), env, id, words, options: values });
}

/** @param {Environment} env */
const apiOf = (env) => operatorApi(env, "/v1/admin/merchants", CALL_TIMEOUT_MS);

/** @param {readonly string[]} argv */
function parse(argv) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        by: { type: "string" },
        on: { type: "string" },
        text: { type: "string" },
        out: { type: "string" },
        retire: { type: "boolean" },
      },
    });
  } catch {
    throw new ToolError(USAGE);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    console.log(await run(process.argv.slice(2), process.env));
  } catch (error) {
    console.error(error instanceof ToolError ? error.message : error);
    process.exitCode = 1;
  }
}
