import { describe, expect, test } from "vitest";
import { contentVersion, readRegister, updateRegister } from "../../../tools/commands/texts/register.mjs";
import { chooseLocale, LOCALES } from "../../../worker/texts/locales.ts";
import { flatten } from "../../support/merchant/wording.ts";

const [source] = LOCALES;
if (source === undefined) throw new Error("no languages");
const english = flatten(source);
const placeholders = (text: string) => [...text.matchAll(/\{[^{}]*\}/g)].map(String).toSorted();
const META = new Set(["locale", "dir", "gap"]);

describe.each(LOCALES.map((texts) => [texts.locale, texts] as const))("the texts in %s", (locale, texts) => {
  const rows = flatten(texts);
  const words = [...rows].filter(([path]) => !META.has(path));

  test("have every key that English has and no other", () => {
    expect([...rows.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  test("have no empty, padded or doubled-up text", () => {
    for (const [path, text] of words) expect(text, path).toMatch(/^\S(?!.* {2}).*\S$/su);
  });

  test("use the same placeholders as English, each once", () => {
    for (const [path, text] of words) {
      expect(placeholders(text), path).toEqual(placeholders(english.get(path) ?? ""));
      expect(new Set(placeholders(text)).size, path).toBe(placeholders(text).length);
    }
  });

  test("hold no digit, percent or currency sign and no stray brace", () => {
    for (const [path, text] of words) {
      expect(text, path).not.toMatch(/[\p{Nd}\p{Sc}%‰٪﹪％]/u);
      expect(text.replace(/\{[a-z]+\}/g, ""), path).not.toMatch(/[{}]/);
    }
  });

  test("end each sentence with the language's own full stop", () => {
    const full = [...rows].filter(([path]) => /^(identified|sentences\.|notice\.|disclosure\.)/.test(path));
    for (const [path, text] of full) expect(text, path).toMatch(/[.。।]$/u);
  });

  test("carry a tag that Intl supports", () => {
    expect(Intl.NumberFormat.supportedLocalesOf(locale)).toEqual([locale]);
    expect(Intl.getCanonicalLocales(locale)).toEqual([locale]);
  });

  test("run in the direction of their script", () => {
    const script = new Intl.Locale(locale).maximize().script ?? "";
    expect(texts.dir).toBe(["Arab", "Hebr"].includes(script) ? "rtl" : "ltr");
  });

  if (locale !== "en")
    test("leave no sentence in English", () => {
      for (const [path, text] of words) {
        if (text.length > 15 && !path.startsWith("cards.")) expect(text, path).not.toBe(english.get(path));
      }
    });
});

describe("the register of versions and reviews", () => {
  test("holds the content hash of every language (npm run texts -- update)", () => {
    expect(readRegister()).toEqual(updateRegister(LOCALES, readRegister()));
  });

  test("keeps a signature while the words stay and drops it when one changes", () => {
    const reviewed = { by: "Ada Example", on: "2026-11-22" };
    const signed = { [source.locale]: { version: contentVersion(source), reviewed } };
    expect(updateRegister([source], signed)[source.locale]?.reviewed).toEqual(reviewed);
    const edited = { ...source, identified: "Recognised as {card}." };
    expect(updateRegister([edited], signed)[source.locale]?.reviewed).toBeNull();
  });

  test("gives the same version whatever order the texts stand in", () => {
    expect(contentVersion({ a: "x", b: { c: "y", d: "z" } })).toBe(contentVersion({ b: { d: "z", c: "y" }, a: "x" }));
    expect(contentVersion({ a: "x" })).not.toBe(contentVersion({ a: "y" }));
  });
});

describe("the choice of a language", () => {
  test.each([
    ["fr", "fr"],
    ["fr-CA", "fr-CA"],
    ["FR_ca", "fr-CA"],
    ["fr-CH", "fr"],
    ["pt_PT_ao90", "pt-BR"],
    ["pt-PT-ao90-x-own", "pt-BR"],
    ["ar-EG-u-nu-latn", "ar"],
    ["zh_Hans_CN.UTF-8", "zh-Hans"],
    ["zh-TW", "zh-Hant"],
    ["zh", "zh-Hans"],
    ["de_DE@euro", "de"],
    ["en_US_POSIX", "en"],
    ["iw", "he"],
    ["es-419", "es"],
    ["  ja", "ja"],
    ["ja-", "ja"],
    ["it-nonsensical_tag", "it"],
    ["ru, en;q=0.8", "ru"],
    ["sr@latin", "de"],
    ["hi@latin", "de"],
    ["C.UTF-8", "de"],
    ["tlh", "de"],
    ["-", "de"],
    ["@", "de"],
    ["__proto__", "de"],
    [undefined, "de"],
  ])("takes '%s' for %s, in a shop whose own is German", (tag, locale) => {
    expect(chooseLocale({ locale: "de", mode: "test" }, tag).locale).toBe(locale);
  });
});
