/** The operators' keys, as the setting `ADMIN_KEYS` holds them: one more, one less. No files and no processes here. */
import { randomBytes } from "node:crypto";
import {
  isKeyLimit,
  isKeyName,
  KEY_LIMITS,
  NAME_RULE,
  readAdminKeys,
} from "../../../worker/settings/admin-keys-setting.ts";
import { table } from "../../cli/tables.mjs";
import { ToolError } from "../../cli/tool-error.mjs";

const KEY_BYTES = 32;

/** @param {string} text @throws ToolError */
function read(text) {
  const { keys, error } = readAdminKeys(text);
  if (error !== null) throw new ToolError(`ADMIN_KEYS: ${error}.`);
  return keys;
}

/** @param {string} text */
const entriesOf = (text) =>
  text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");

/**
 * One more key behind those that are there.
 *
 * @param {string} text the setting
 * @param {{ name: string, limit: string }} wanted
 * @returns {{ text: string, key: string }} the setting, and the key alone
 * @throws ToolError
 */
export function addAdminKey(text, { name, limit }) {
  if (!isKeyName(name)) throw new ToolError(`The name must be ${NAME_RULE}.`);
  if (!isKeyLimit(limit)) throw new ToolError(`--limit must be one of ${KEY_LIMITS.join(", ")}.`);
  if (read(text).some((known) => known.name === name))
    throw new ToolError(`There is a key named ${name} already: choose another name, or end that one first.`);
  const key = `ak_${randomBytes(KEY_BYTES).toString("hex")}`;
  return { text: [...entriesOf(text), [name, ...(limit === "all" ? [] : [limit]), key].join(":")].join(","), key };
}

/**
 * The setting without the key of this name.
 *
 * @param {string} text @param {string} name @returns {string}
 * @throws ToolError
 */
export function endAdminKey(text, name) {
  const keys = read(text);
  const at = keys.findIndex((known) => known.name === name);
  if (at < 0)
    throw new ToolError(
      `There is no key named ${name}: there are ${keys.map(({ name }) => name).join(", ") || "none"}.`,
    );
  if (keys.length === 1) throw new ToolError("This is the last key: make another one first.");
  return entriesOf(text).toSpliced(at, 1).join(",");
}

/** Names and limits; never a key. @param {string} text */
export const adminKeyList = (text) => read(text).map(({ name, limit }) => ({ name, limit }));

/** The same as a table. @param {string} text */
export const adminKeyTable = (text) =>
  table([["admin key", "limit"], ...adminKeyList(text).map(({ name, limit }) => [name, limit])]);
