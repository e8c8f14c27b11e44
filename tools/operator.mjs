/** The Worker's operator API for command-line tools. The key comes from the environment alone, and is printed nowhere. */
import { USER_AGENT } from "../contract/user-agent.ts";

const LOCAL_ORIGIN = "http://localhost:8787";

/** @typedef {Record<string, string | undefined>} Environment */

/** A failure with one line for the person at the terminal. */
export class ToolError extends Error {
  /** @param {string} message @param {number | null} [status] the HTTP status behind it, if there is one */
  constructor(message, status = null) {
    super(message);
    this.status = status;
  }
}

/** @param {Environment} env @param {string} name */
export function originFrom(env, name) {
  const text = env[name] ?? "";
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLocal = url?.hostname === "localhost" || url?.hostname === "127.0.0.1";
  if (url === null || url.origin !== text || (url.protocol !== "https:" && !isLocal))
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
   * @returns {Promise<any>} the answer; its shape is the contract's
   */
  return async (method, path, body) => {
    const response = await fetch(`${origin}${base}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        "User-Agent": USER_AGENT,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error) => {
      if (error?.name === "TimeoutError") throw new ToolError(`${origin} did not answer in time: try again later`);
      throw new ToolError(`${origin} cannot be reached: start it (npm start), or set CARD_SURCHARGE_ORIGIN`);
    });
    /** @type {any} */
    const answer = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer;
    if (response.status === 401)
      throw new ToolError(`${origin} refuses the operator's key: check CARD_SURCHARGE_ADMIN_KEY`);
    throw new ToolError(
      answer?.detail ?? `${origin} answered HTTP ${response.status}: is it a card-surcharge Worker?`,
      response.status,
    );
  };
}
