/** All languages, which of them a person has reviewed, and the choice among them. */

import type { SurchargeProgramme } from "../surcharge/programme.ts";
import { ar } from "./locales/ar.ts";
import { da } from "./locales/da.ts";
import { de } from "./locales/de.ts";
import { en } from "./locales/en.ts";
import { es } from "./locales/es.ts";
import { fr } from "./locales/fr.ts";
import { frCA } from "./locales/fr-CA.ts";
import { he } from "./locales/he.ts";
import { hi } from "./locales/hi.ts";
import { it } from "./locales/it.ts";
import { ja } from "./locales/ja.ts";
import { ko } from "./locales/ko.ts";
import { nl } from "./locales/nl.ts";
import { pl } from "./locales/pl.ts";
import { ptBR } from "./locales/pt-BR.ts";
import { ru } from "./locales/ru.ts";
import { sv } from "./locales/sv.ts";
import { tr } from "./locales/tr.ts";
import { zhHans } from "./locales/zh-Hans.ts";
import { zhHant } from "./locales/zh-Hant.ts";
import register from "./register.json" with { type: "json" };
import type { LocaleTexts } from "./schema.ts";

/** Every language: the source language first, and each language before its variants. */
export const LOCALES: readonly LocaleTexts[] = [
  en,
  es,
  fr,
  frCA,
  de,
  it,
  ptBR,
  nl,
  pl,
  sv,
  da,
  tr,
  ru,
  ar,
  he,
  zhHans,
  zhHant,
  ja,
  ko,
  hi,
];

/** The language all others are translated from and compared with: it always counts as reviewed. */
const SOURCE = en;

interface RegisterEntry {
  /** Content hash of the language's texts; `tools/commands/texts/register.mjs` writes it, a test compares it. */
  readonly version: string;
  /** Who signed for this very version, and when; null means machine-made, not reviewed. */
  readonly reviewed: { readonly by: string; readonly on: string } | null;
}
const REGISTER: Readonly<Record<string, RegisterEntry>> = register;

/** Content hash of a language's texts: it changes with any word of them and with nothing else. */
export function versionOf(texts: LocaleTexts): string {
  const entry = REGISTER[texts.locale];
  if (entry === undefined) throw new Error(`texts: ${texts.locale} has no entry in register.json`);
  return entry.version;
}

/** True once a person has signed for the texts as they stand. */
function isReviewed(texts: LocaleTexts): boolean {
  return texts === SOURCE || (REGISTER[texts.locale]?.reviewed ?? null) !== null;
}

interface TagParts {
  readonly exact: string;
  readonly kin: string;
}

/** Reading a tag takes a tenth of the time of wording an answer, and shops use few; anybody may send others. */
const MAX_KNOWN_TAGS = 512;
const knownTags = new Map<string, TagParts | null>();

/** The parts of a tag that choose a language, with what the tag leaves open filled in: `zh-TW` is `zh`, `Hant`, `TW`. */
function partsOf(tag: string): TagParts | null {
  const known = knownTags.get(tag);
  if (known !== undefined) return known;
  if (knownTags.size >= MAX_KNOWN_TAGS) knownTags.clear();
  const parts = readTag(tag);
  knownTags.set(tag, parts);
  return parts;
}

/** Scripts as POSIX names them after an `@`. */
const POSIX_SCRIPTS: Readonly<Record<string, string>> = { latin: "Latn", cyrillic: "Cyrl", devanagari: "Deva" };

/**
 * Reads as much of a tag as can be read, from its beginning: `pt_PT_ao90` is Portuguese of Portugal, `sr@latin` Serbian in
 * Latin letters, `zh_Hans_CN.UTF-8` simplified Chinese, and of `fr-CH, fr;q=0.9` the first counts.
 */
function readTag(tag: string): TagParts | null {
  const [, name = "", modifier = ""] = /^[^\w]*([\w-]*)(?:[^@]*@(\w+))?/.exec(tag) ?? [];
  const [first = "", ...others] = name.split(/[-_]+/).filter((part) => part !== "");
  const script = POSIX_SCRIPTS[modifier.toLowerCase()];
  const parts = [first, ...(script === undefined ? [] : [script]), ...others];
  for (let length = parts.length; length > 0; length -= 1)
    try {
      const { language, script, region } = new Intl.Locale(parts.slice(0, length).join("-")).maximize();
      return { exact: `${language}-${region}`, kin: `${language}-${script}` };
    } catch {
      // Not a tag yet: less of it may be.
    }
  return null;
}

const byTag = new Map(LOCALES.map((texts) => [texts.locale, texts]));
/** Languages of one kin can stand in for each other: the same language in the same script. */
const kinOf = new Map(LOCALES.map((texts) => [texts, partsOf(texts.locale)?.kin]));

/** `fr-CA` is served by its own texts, `fr-CH` by `fr`, `pt-PT` by `pt-BR`, `zh-HK` by `zh-Hant`. */
function nearest(tag: string, allowed: (texts: LocaleTexts) => boolean): LocaleTexts | undefined {
  const parts = partsOf(tag);
  if (parts === null) return undefined;
  const exact = byTag.get(parts.exact);
  return exact !== undefined && allowed(exact)
    ? exact
    : LOCALES.find((texts) => kinOf.get(texts) === parts.kin && allowed(texts));
}

/**
 * The one language of an answer: the nearest to the one asked for, else to the merchant's, else English. For a live
 * merchant a language counts only where a person has read it, ours or the merchant's, in the very version that is shown:
 * no shopper is bound by an unchecked translation.
 */
export function chooseLocale(
  programme: Pick<SurchargeProgramme, "locale" | "mode" | "textSignOffs">,
  requested: string | undefined,
): LocaleTexts {
  const isSignedOff = (texts: LocaleTexts) =>
    programme.textSignOffs?.some(
      ({ locale, version, by }) => locale === texts.locale && version === versionOf(texts) && by.trim() !== "",
    ) ?? false;
  const allowed = (texts: LocaleTexts) => programme.mode === "test" || isReviewed(texts) || isSignedOff(texts);
  for (const tag of [requested, programme.locale]) {
    const texts = tag === undefined ? undefined : nearest(tag, allowed);
    if (texts !== undefined) return texts;
  }
  return SOURCE;
}
