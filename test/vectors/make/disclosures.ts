/**
 * `disclosures.json`: what the service shows of one surcharge in each of its languages, and the hash of it that the quote
 * carries. Made by the service's own texts: here it is the hash that others are held to, not the words.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import { wordAnswer } from "../../../worker/texts/index.ts";
import { LOCALES } from "../../../worker/texts/locales.ts";
import { decision, programme } from "../../support/merchant/wording.ts";

interface Entry {
  readonly locale: string;
  readonly sale: string;
  readonly disclosure: string;
  readonly version: string;
  readonly sha256: string;
}

const FILE = new URL("../disclosures.json", import.meta.url);
const AT = new Date("2026-11-22T12:00:00Z");
const SHOP = { name: "Zoë’s Café & “Söhne” <Nº 1>" };
const RECORDED: Partial<SurchargeProgramme> = {
  otherMethods: ["bank", "cash", "paypal"],
  costs: { visa: { costBps: 320, by: "A. Owner", on: "2026-11-01" } },
  attestations: [
    {
      rule: "us-co-credit",
      kind: "statutory_text",
      by: "A. Owner",
      on: "2026-11-01",
      text: "Notice of the state: 3%.",
    },
  ],
};
const TAXED = { surchargeTaxRate: 8_875, surchargeTaxAmount: 33, totalAmount: 12_908 };
const NO_AMOUNT = { surchargeAmount: null, surchargeTaxAmount: null, totalAmount: null };

const SALES = {
  "3.75 on 125.00 USD": [{}, {}],
  "3.75 on 125.00 USD, with a tax of 0.33": [TAXED, {}],
  "3 % of an amount that was not asked": [NO_AMOUNT, {}],
  "12 on 400 JPY": [{ surchargeAmount: 12, totalAmount: 412, currency: "JPY", currencyDigits: 0 }, {}],
  "3.75 on 125.00 USD, with all that a shop has recorded": [{ rules: { ids: ["us-co-credit"] } }, RECORDED],
} as const;

/** The words alone: the blanks and marks around figures are the runtime's, and may be another's on the next machine. */
const wordsOf = (text: string): string => text.replace(/[\s\u061c\u200e\u200f\u2066-\u2069]/g, "");

const standing: readonly Entry[] = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")).disclosures : [];

function entry(locale: string, sale: keyof typeof SALES): Entry {
  const [decided, recorded] = SALES[sale];
  const answer = wordAnswer(decision(decided), programme({ ...SHOP, ...recorded }), locale, AT);
  const made = answer.disclosure ?? "";
  const kept = standing.find((one) => one.locale === locale && one.sale === sale)?.disclosure;
  const disclosure = kept !== undefined && wordsOf(kept) === wordsOf(made) ? kept : made;
  const sha256 = createHash("sha256").update(disclosure).digest("base64url");
  return { locale, sale, disclosure, version: answer.version, sha256 };
}

export default () => ({
  disclosures: LOCALES.flatMap(({ locale }) =>
    (Object.keys(SALES) as (keyof typeof SALES)[]).map((sale) => entry(locale, sale)),
  ),
});
