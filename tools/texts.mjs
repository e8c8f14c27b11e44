/**
 * The register of translations: which languages there are, which a person has reviewed, and for exactly which words.
 *
 *   npm run texts                          the table of languages
 *   npm run texts -- update                after a change of words: new version, and the signature of that language lapses
 *   npm run texts -- sign LOCALE --by NAME record that NAME has reviewed the texts of LOCALE as they stand
 *   npm run texts -- show LOCALE           every text of a language beside the English one, for a reviewer
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

const USAGE = `usage: npm run texts [-- COMMAND]

  list                     the languages (the default)
  update                   after a change of words: new version, and the signature of that language lapses
  sign LOCALE --by NAME    record that NAME has reviewed the texts of LOCALE as they stand
  show LOCALE              every text of a language beside the English one, for a reviewer`;

const REGISTER = new URL("../worker/texts/register.json", import.meta.url);

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

function fail(/** @type {string} */ message) {
  console.error(`texts: ${message}`);
  process.exit(1);
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

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { by: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help === true) return console.log(USAGE);
  const [command = "list", locale] = positionals;
  const { LOCALES } = await import("../worker/texts/locales.ts");
  const register = readRegister();
  const named = () =>
    LOCALES.find((texts) => texts.locale === locale) ??
    fail(`name a language: one of ${LOCALES.map((texts) => texts.locale).join(", ")}`);

  if (command === "list") {
    for (const { locale, dir } of LOCALES) {
      const entry = register[locale];
      const state = entry?.reviewed
        ? `reviewed by ${entry.reviewed.by} on ${entry.reviewed.on}`
        : "machine-made, not reviewed";
      console.log(
        `${locale.padEnd(8)} ${dir}  ${entry?.version ?? "(run update)"}  ${locale === "en" ? "source language" : state}`,
      );
    }
  } else if (command === "update") {
    save(updateRegister(LOCALES, register));
  } else if (command === "sign") {
    const texts = named();
    const by = values.by?.trim();
    if (!texts) return;
    if (!by) return fail('say who reviewed the texts: --by "First Last"');
    const next = updateRegister(LOCALES, register);
    const on = new Date().toISOString().slice(0, 10);
    save({ ...next, [texts.locale]: { version: contentVersion(texts), reviewed: { by, on } } });
  } else if (command === "show") {
    const texts = named();
    if (!texts) return;
    const source = new Map(flatten(LOCALES[0] ?? {}));
    for (const [path, text] of flatten(texts))
      console.log(`${path}\n  en  ${source.get(path)}\n  ${texts.locale}  ${text}\n`);
  } else fail("unknown command: use list, update, sign or show");
}

if (import.meta.main) await main();
