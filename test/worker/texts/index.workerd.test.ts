/** The words as workerd makes them: its own locale data, without Node. */
import { expect, test } from "vitest";
import { wordAnswer } from "../../../worker/texts/index.ts";
import { LOCALES } from "../../../worker/texts/locales.ts";
import { decision, programme } from "../../support/merchant/wording.ts";

/** Marks that direct the text removed, every blank a plain one. */
const plain = (text: string) => text.replace(/[\u061c\u200e\u200f\u2066-\u2069]/g, "").replace(/\s/g, " ");

/** The surcharge of 1,234.50 USD at 3 % as each language writes it. */
const WRITTEN: Readonly<Record<string, readonly [money: string, rate: string]>> = {
  en: ["$1,234.50", "3%"],
  es: ["1234,50 US$", "3 %"],
  fr: ["1 234,50 $US", "3 %"],
  "fr-CA": ["1 234,50 $ US", "3 %"],
  de: ["1.234,50 $", "3 %"],
  it: ["1234,50 USD", "3%"],
  "pt-BR": ["US$ 1.234,50", "3%"],
  nl: ["US$ 1.234,50", "3%"],
  pl: ["1234,50 USD", "3%"],
  sv: ["1 234,50 US$", "3 %"],
  da: ["1.234,50 US$", "3 %"],
  tr: ["$1.234,50", "%3"],
  ru: ["1 234,50 $", "3 %"],
  ar: ["1,234.50 US$", "3%"],
  he: ["1,234.50 $", "3%"],
  "zh-Hans": ["US$1,234.50", "3%"],
  "zh-Hant": ["US$1,234.50", "3%"],
  ja: ["$1,234.50", "3%"],
  ko: ["US$1,234.50", "3%"],
  hi: ["$1,234.50", "3%"],
};

test.each(LOCALES.map(({ locale }) => locale))("%s writes money and percent its own way", (locale) => {
  const [money, rate] = WRITTEN[locale] ?? expect.unreachable();
  const answer = wordAnswer(
    decision({ surchargeAmount: 123_450, totalAmount: 4_238_450, rateBps: 300 }),
    programme(),
    locale,
    new Date("2026-11-22T12:00:00Z"),
  );
  for (const text of [answer.message, answer.disclosure ?? ""]) {
    expect(plain(text)).toContain(money);
    expect(plain(text)).toContain(rate);
  }
});
