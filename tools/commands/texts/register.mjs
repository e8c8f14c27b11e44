/** The register of translations: which languages there are, which a person has reviewed, and for exactly which words. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { ToolError } from "../../cli/tool-error.mjs";

const REGISTER = new URL("../../../worker/texts/register.json", import.meta.url);

/** @typedef {{ version: string, reviewed: { by: string, on: string } | null }} Entry */

/** JSON with sorted keys, so that moving a line in the source does not change the version. */
function canonical(/** @type {unknown} */ value) {
  return JSON.stringify(value, (_key, inner) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The content hash of one language's texts: the first 16 hexadecimal digits of SHA-256. */
export function contentVersion(/** @type {unknown} */ texts) {
  return createHash("sha256").update(canonical(texts)).digest("hex").slice(0, 16);
}

/** The register for the texts as they stand: a signature stays only where the words did. */
export function updateRegister(
  /** @type {readonly { readonly locale: string }[]} */ locales,
  /** @type {Record<string, Entry>} */ register,
) {
  /** @type {Record<string, Entry>} */
  const next = {};
  for (const texts of locales) {
    const version = contentVersion(texts);
    const known = register[texts.locale];
    next[texts.locale] = { version, reviewed: known?.version === version ? known.reviewed : null };
  }
  return next;
}

/** @returns {Record<string, Entry>} */
export function readRegister() {
  return JSON.parse(readFileSync(REGISTER, "utf8"));
}

function save(/** @type {Record<string, Entry>} */ register) {
  writeFileSync(REGISTER, `${JSON.stringify(register, null, 2)}\n`);
}

/** Every text of a language by its path, such as `sentences.debit`. */
function flatten(/** @type {object} */ texts, path = "") {
  /** @type {[string, string][]} */
  const rows = [];
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === "string") rows.push([path + key, value]);
    else rows.push(...flatten(value, `${path}${key}.`));
  }
  return rows;
}

/** Loaded when it is asked for: the register is read by others too. */
const allTexts = async () => (await import("../../../worker/texts/locales.ts")).LOCALES;

/** @param {string} locale */
async function textsOf(locale) {
  const all = await allTexts();
  const texts = all.find((one) => one.locale === locale);
  if (texts !== undefined) return texts;
  throw new ToolError(`There is no such language: it must be one of ${all.map((one) => one.locale).join(", ")}.`);
}

/** The languages, and who has reviewed which. @returns {Promise<import("../../cli/answer.ts").Shown>} */
export async function listTexts() {
  const register = readRegister();
  const languages = (await allTexts()).map(({ locale, dir }) => ({
    locale,
    dir,
    version: register[locale]?.version ?? null,
    reviewed: register[locale]?.reviewed ?? null,
  }));
  const lines = languages.map(({ locale, dir, version, reviewed }) => {
    const state = reviewed === null ? "machine-made, not reviewed" : `reviewed by ${reviewed.by} on ${reviewed.on}`;
    return `${locale.padEnd(8)} ${dir}  ${version ?? "(run update)"}  ${locale === "en" ? "source language" : state}`;
  });
  return { data: { languages }, text: lines.join("\n") };
}

/** Every text of a language beside the English one. @param {string} locale @returns {Promise<import("../../cli/answer.ts").Shown>} */
export async function showTexts(locale) {
  const [source] = await allTexts();
  const english = new Map(flatten(source ?? {}));
  const texts = flatten(await textsOf(locale)).map(([path, text]) => ({ path, en: english.get(path) ?? null, text }));
  const blocks = texts.map(({ path, en, text }) => `${path}\n  en  ${en}\n  ${locale}  ${text}\n`);
  return { data: { locale, texts }, text: blocks.join("\n") };
}

/** After a change of words. */
export async function updateTexts() {
  save(updateRegister(await allTexts(), readRegister()));
  return "";
}

/** Records that somebody has reviewed the texts of a language as they stand. @param {string} locale @param {string} name @param {Date} now */
export async function signTexts(locale, name, now) {
  const texts = await textsOf(locale);
  const by = name.trim();
  if (by === "") throw new ToolError('say who reviewed the texts: --by "First Last"');
  const next = updateRegister(await allTexts(), readRegister());
  const on = now.toISOString().slice(0, 10);
  save({ ...next, [texts.locale]: { version: contentVersion(texts), reviewed: { by, on } } });
  return "";
}
