/** The Worker's operator API for command-line tools. The key comes from the environment alone, and is printed nowhere. */
import { setTimeout as sleep } from "node:timers/promises";
import { USER_AGENT } from "../../contract/user-agent.ts";
import { ToolError } from "./tool-error.mjs";

const HTTP_TOO_MANY = 429;
const LOCAL_ORIGIN = "http://localhost:8787";

/** The status of a change that was held back because something else is there than its caller takes to be. */
export const HTTP_PRECONDITION_FAILED = 412;

/** Carried out only where nothing is there yet. */
export const IF_NEW = { "If-None-Match": "*" };

/** @typedef {Record<string, string | undefined>} Environment */

/** What the service named each answer by, to tell whether that is still what is there. @type {WeakMap<object, string>} */
const tags = new WeakMap();

/** Carried out only where what `answer` told of is still as it was told. @param {object} answer of the same resource */
export function ifUnchanged(answer) {
  const tag = tags.get(answer);
  return tag === undefined ? {} : { "If-Match": tag };
}

/** A tag is strong, whatever a proxy that compressed its answer made of it. @param {Response} response */
const tagOf = (response) => response.headers.get("ETag")?.replace(/^W\//, "");

/** An answer that is a text, and no JSON. @param {Response} response */
const isTable = (response) => response.headers.get("Content-Type")?.startsWith("text/csv") === true;

/** A call that is refused because there were too many is made so often at most, and waits so long at most each time. */
const MOST_TRIES = 4;
const LONGEST_WAIT_SECONDS = 90;

/**
 * How long a service asks to wait, in seconds; null where it does not say, or for longer than anybody waits at a terminal.
 *
 * @param {Response} response
 */
function waitOf(response) {
  const text = response.headers.get("Retry-After") ?? "";
  return response.status === HTTP_TOO_MANY && /^\d{1,4}$/.test(text) && Number(text) <= LONGEST_WAIT_SECONDS
    ? Number(text)
    : null;
}

/** On this machine. @param {string} origin */
export const isLocalOrigin = (origin) => ["localhost", "127.0.0.1"].includes(new URL(origin).hostname);

/** @param {Environment} env @param {string} name */
export function originFrom(env, name) {
  const text = env[name] ?? "";
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.origin !== text || (url.protocol !== "https:" && !isLocalOrigin(text)))
    throw new ToolError(`${name} must be an https origin without a path, such as https://pay.example.com`);
  return text;
}

/** @param {Environment} env @param {string} name */
export function keyFrom(env, name) {
  const key = env[name] ?? "";
  if (!/^[!-~]+$/.test(key)) throw new ToolError(`${name} is not set: put the key into the environment`);
  return key;
}

/**
 * The environment, filled up with development's values when the Worker is the local one.
 *
 * @param {Environment} env
 * @param {Record<string, string>} [localDefaults] more values that only the local Worker gets
 * @returns {Environment}
 */
export function settingsFrom(env, localDefaults = {}) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const all = { CARD_SURCHARGE_ORIGIN: LOCAL_ORIGIN, ...given };
  return all.CARD_SURCHARGE_ORIGIN === LOCAL_ORIGIN
    ? { CARD_SURCHARGE_ADMIN_KEY: "ak_sandbox_demo", ...localDefaults, ...all }
    : all;
}

/**
 * One resource of the Worker's operator API.
 *
 * @param {Environment} env
 * @param {string} base the resource's path
 * @param {number} timeoutMs
 */
export function operatorApi(env, base, timeoutMs) {
  const origin = originFrom(env, "CARD_SURCHARGE_ORIGIN");
  const key = keyFrom(env, "CARD_SURCHARGE_ADMIN_KEY");
  /**
   * @param {"GET" | "PUT" | "POST" | "DELETE"} method
   * @param {string} path below the resource's own
   * @param {unknown} [body]
   * @param {Record<string, string>} [conditions] {@link IF_NEW}, or those of {@link ifUnchanged}
   * @returns {Promise<any>} the answer; its shape is the contract's
   */
  return async (method, path, body, conditions = {}) => {
    const once = () =>
      fetch(`${origin}${base}${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${key}`,
          "User-Agent": USER_AGENT,
          ...conditions,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      }).catch((error) => {
        if (error?.name === "TimeoutError") throw new ToolError(`${origin} did not answer in time: try again later`);
        throw new ToolError(`${origin} cannot be reached: start it (npm start), or set CARD_SURCHARGE_ORIGIN`);
      });
    let response = await once();
    // Nothing of what is refused so was carried out.
    for (let tries = 1; tries < MOST_TRIES; tries += 1) {
      const seconds = waitOf(response);
      if (seconds === null) break;
      await response.body?.cancel();
      console.error(`${origin} takes no more right now: trying again in ${seconds} s`);
      await sleep(seconds * 1000);
      response = await once();
    }
    /** @type {any} */
    const answer = await (isTable(response) ? response.text() : response.json().catch(() => null));
    const tag = tagOf(response);
    if (response.ok && answer !== null && tag !== undefined) tags.set(answer, tag);
    if (response.ok && answer !== null) return answer;
    if (response.status === 401)
      throw new ToolError(`${origin} refuses the operator's key: check CARD_SURCHARGE_ADMIN_KEY`);
    throw new ToolError(
      answer?.detail ?? `${origin} answered HTTP ${response.status}: is it a card-surcharge Worker?`,
      response.status,
    );
  };
}
