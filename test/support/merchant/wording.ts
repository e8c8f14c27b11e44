/** A merchant's programme and a decision to word, each with what a test wants different. */
import type { SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import type { wordAnswer } from "../../../worker/texts/index.ts";
import type { LocaleTexts } from "../../../worker/texts/schema.ts";

type Decided = Parameters<typeof wordAnswer>[0];

export function programme(changes: Partial<SurchargeProgramme> = {}): SurchargeProgramme {
  return {
    id: "mch_test",
    name: "Corner Books",
    enabled: true,
    mode: "test",
    place: { country: "US", state: "IL" },
    currency: "USD",
    rates: { visa: 300 },
    costs: {},
    attestations: [],
    otherMethods: [],
    houseCards: "exempt",
    locale: "en",
    ...changes,
  };
}

/** A surcharge of 3.75 on 125.00 at 3.00 %, US dollars, Visa credit. */
export function decision(changes: Partial<Decided> = {}): Decided {
  return {
    outcome: "surcharge",
    reason: "eligible",
    brand: "visa",
    funding: "credit",
    rateBps: 300,
    surchargeAmount: 375,
    surchargeTaxRate: 0,
    surchargeTaxAmount: 0,
    totalAmount: 12_875,
    currency: "USD",
    currencyDigits: 2,
    rules: { ids: [] },
    houseCard: { match: "none" },
    ...changes,
  };
}

/** Every text of a language by its path, such as `sentences.debit`. */
export function flatten(texts: LocaleTexts): Map<string, string> {
  const rows = new Map<string, string>();
  const walk = (value: object, path: string) => {
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === "string") rows.set(path + key, inner);
      else walk(inner as object, `${path}${key}.`);
    }
  };
  walk(texts, "");
  return rows;
}

/** What a reader sees: without the marks that only direct the text. */
export function withoutMarks(text: string): string {
  return text.replace(/[\u061c\u200e\u200f\u2060\u2066-\u2069]/g, "");
}
