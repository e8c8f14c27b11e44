/** What somebody else changed between the read of a resource and the change that the service refused for it, in lines. */
import { shown } from "./tables.mjs";

/** Characters of a value that are shown. */
const MOST_SHOWN = 100;

/** @param {unknown} value */
function say(value) {
  if (value === undefined) return "not set";
  const text = shown(typeof value === "string" ? value : JSON.stringify(value));
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}...` : text;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {string} path @param {readonly unknown[]} before @param {readonly unknown[]} now @returns {string[]} */
function listChanges(path, before, now) {
  const texts = [before, now].map((list) => list.map((one) => JSON.stringify(one)));
  const gone = before.filter((one) => !texts[1]?.includes(JSON.stringify(one)));
  const come = now.filter((one) => !texts[0]?.includes(JSON.stringify(one)));
  return [...gone.map((one) => `${path} had ${say(one)}`), ...come.map((one) => `${path} has ${say(one)}`)];
}

/** @param {string} path @param {unknown} before @param {unknown} now @returns {string[]} */
function changesAt(path, before, now) {
  if (JSON.stringify(before) === JSON.stringify(now)) return [];
  if (Array.isArray(before) && Array.isArray(now)) {
    const lines = listChanges(path, before, now);
    return lines.length > 0 ? lines : [`${path} has another order`];
  }
  if (isObject(before) && isObject(now)) return changesIn(before, now, `${path}.`);
  return [`${path} was ${say(before)}, is ${say(now)}`];
}

/** @param {Record<string, unknown>} before @param {Record<string, unknown>} now @param {string} prefix */
function changesIn(before, now, prefix = "") {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names.flatMap((name) => changesAt(`${prefix}${name}`, before[name], now[name]));
}

/**
 * A line for each member that is another now.
 *
 * @param {object} before as it was read
 * @param {object} now as it is
 * @param {readonly string[]} told members that only tell something, such as when it was written
 * @returns {string[]}
 */
export function changedMeanwhile(before, now, told) {
  /** @param {object} view */
  const settings = (view) => Object.fromEntries(Object.entries(view).filter(([name]) => !told.includes(name)));
  return changesIn(settings(before), settings(now));
}

/**
 * The same for a person at a terminal, who is to look and run the command again.
 *
 * @param {string} what such as a merchant's id
 * @param {object} before
 * @param {object} now
 * @param {readonly string[]} told
 */
export function sayChangedMeanwhile(what, before, now, told) {
  const lines = changedMeanwhile(before, now, told);
  const changes =
    lines.length > 0 ? lines : ["nothing that is shown: a secret, or a change that has yet to arrive here"];
  return [
    `${what} was changed by somebody else meanwhile, and nothing was written:`,
    ...changes.map((line) => `  ${line}`),
    "run it again to make your change to what is there now",
  ].join("\n");
}
