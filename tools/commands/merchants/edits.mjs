/** Changes to a merchant as a person types them: `name="My Shop" rates.visa=250 origins+=https://shop.example`. */
import { ToolError } from "../../cli/tool-error.mjs";

/** Members whose values are secrets: a command line is no place for them. */
const SECRETS = ["gatewayKey", "serverKeys", "challenge.secret"];

/** @typedef {Record<string, any>} Settings */

/**
 * `settings` with `edits` applied: `path=value` sets, `path+=value` adds to a list, `path-=value` takes out of a list,
 * `path=` removes. A value is text, but where a number or a yes or no belongs, and where it is a list or an object in JSON.
 *
 * @param {Settings} settings
 * @param {readonly string[]} edits
 * @returns {Settings}
 */
export function applyEdits(settings, edits) {
  const result = structuredClone(settings);
  for (const edit of edits) applyEdit(result, edit);
  return result;
}

/** @param {Settings} settings @param {string} edit */
function applyEdit(settings, edit) {
  const [, path = "", operator = "", text = ""] = /^([A-Za-z][\w.]*)(\+=|-=|=)(.*)$/s.exec(edit) ?? [];
  if (path === "") throw new ToolError("each change must be path=value, list+=value or list-=value");
  if (SECRETS.some((secret) => path === secret || path.startsWith(`${secret}.`)))
    throw new ToolError(`${path} is a secret: it goes in by the environment or rotate-key, never by the command line`);
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  const parent = steps.reduce((at, step) => {
    if (Object.hasOwn(at, step) && typeof at[step] === "object" && at[step] !== null) return at[step];
    return Object.defineProperty(at, step, { value: {}, enumerable: true, writable: true, configurable: true })[step];
  }, settings);
  if (operator === "=" && text === "") delete parent[last];
  else
    parent[last] =
      operator === "=" ? readValue(path, text) : changedList(parent[last], operator, readValue(path, text));
}

/** @param {unknown} list @param {string} operator @param {unknown} value */
function changedList(list, operator, value) {
  const present = Array.isArray(list) ? list : [];
  const without = present.filter((one) => JSON.stringify(one) !== JSON.stringify(value));
  return operator === "+=" ? [...without, value] : without;
}

/** Where no text belongs. A shop may be called 1984, and a reference `true`. */
const NO_TEXT =
  /^(?:rates\.\w+|costs\.\w+\.costBps|enabled|lookupShards|minimumBaseAmount|maximumSurchargeAmount|challenge)$/;

/** @param {string} path @param {string} text */
function readValue(path, text) {
  if (!NO_TEXT.test(path) && !/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
