import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BRANDS, FUNDINGS, REASON_OUTCOME, REASONS, type Reason } from "../../../contract/lists.ts";
import { wordAnswer } from "../../../worker/texts/index.ts";
import { en } from "../../../worker/texts/locales/en.ts";
import { LOCALES } from "../../../worker/texts/locales.ts";
import { labelTemplates, messageTemplates } from "../../../worker/texts/templates.ts";
import { decision, programme, withoutMarks } from "../../support/merchant/wording.ts";
import { runs } from "../../support/nightly/runs.ts";

const AT = new Date("2026-11-22T12:00:00Z");
const word = (
  decided: Parameters<typeof decision>[0] = {},
  merchant: Parameters<typeof programme>[0] = {},
  locale?: string,
) => wordAnswer(decision(decided), programme(merchant), locale, AT);
const none = (reason: Reason) =>
  ({ reason, outcome: REASON_OUTCOME[reason], rateBps: 0, surchargeAmount: 0, totalAmount: 12_500 }) as const;

/** A recorded cost of accepting Visa. */
const cost = (costBps: number) => ({ costs: { visa: { costBps, by: "A. Owner", on: "2026-11-01" } } });
/** A name as it may be shown: one line, no bidirectional controls. */
const visible = (name: string) =>
  name
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
/** The same surcharge with a tax of 8.875 % on it. */
const TAXED = { surchargeTaxRate: 8_875, surchargeTaxAmount: 33, totalAmount: 12_908 };
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, key]) => key);

describe("the message", () => {
  test("of a surcharge names brand and funding, amount, percent, new total and the choice", () => {
    expect(word().message).toBe(
      "Identified as Visa credit. Corner Books adds a surcharge of $3.75 (3%), new total $128.75. Accept it or use another card.",
    );
  });

  test("names the tax where the surcharge is taxed, so that its figures add up", () => {
    expect(word(TAXED).message).toBe(
      "Identified as Visa credit. Corner Books adds a surcharge of $3.75 (3%) plus $0.33 tax, new total $129.08. Accept it or use another card.",
    );
    expect(word({ ...TAXED, surchargeTaxAmount: 0, totalAmount: 12_875 })).toEqual(word());
    const untold = { ...TAXED, surchargeAmount: null, surchargeTaxAmount: null, totalAmount: null };
    expect(word(untold).message).toBe(word({ ...untold, surchargeTaxRate: 0 }).message);
  });

  test("tells the percentage alone where no amount was asked", () => {
    expect(word({ surchargeAmount: null, totalAmount: null }).message).toBe(
      "Identified as Visa credit. Corner Books adds a surcharge of 3%. Accept it or use another card.",
    );
  });

  test.each([
    ["debit", { funding: "debit" }, "Identified as Visa debit. Debit cards carry no surcharge."],
    ["prepaid", { funding: "prepaid" }, "Identified as Visa prepaid. Prepaid cards carry no surcharge."],
    ["debit", { funding: "debit", brand: "unknown" }, "Identified as a debit card. Debit cards carry no surcharge."],
    ["card_unrecognised", {}, "The card could not be identified with certainty, so no surcharge is added."],
    ["contradictory", {}, "The card could not be identified with certainty, so no surcharge is added."],
    ["region_prohibited", {}, "No surcharge is added for this address."],
    ["region_not_covered", {}, "No surcharge is added for this address."],
    ["region_missing", { brand: "unknown" }, "The address is not complete, so no surcharge is added."],
    ["merchant_off", {}, "Corner Books does not add a surcharge."],
    ["not_a_card", { brand: "unknown" }, "This payment method carries no surcharge."],
    ["gateway_timeout", {}, "Checking the card took too long, so no surcharge is added."],
    [
      "network_not_enabled",
      { brand: "amex" },
      "Identified as American Express credit. No surcharge is added to this card.",
    ],
    ["gateway_not_eligible", { brand: "unknown", funding: "unknown" }, "No surcharge is added to this card."],
    ["waived", {}, "Identified as Visa credit. No surcharge is added to this purchase."],
    ["below_minimum", {}, "Identified as Visa credit. No surcharge is added at this amount."],
    ["rounds_to_zero", { funding: "charge" }, "Identified as Visa charge card. No surcharge is added at this amount."],
  ] as const)("of %s with %o is plain", (reason, changes, expected) => {
    expect(word({ ...none(reason), ...changes }).message).toBe(expected);
  });

  test("names the merchant's own programme when the match is certain", () => {
    const houseCard = { match: "certain", programmeName: "Book Club" } as const;
    expect(word({ ...none("house_card"), houseCard }).message).toBe(
      "Identified as Visa credit, a Book Club card. No surcharge is added to this card.",
    );
  });

  test("stays neutral when the card is only possibly of the merchant's programme", () => {
    expect(word({ ...none("house_card"), houseCard: { match: "possible" } }).message).toBe(
      "Identified as Visa credit. No surcharge is added to this card.",
    );
  });

  test("shows a house card and still tells of its surcharge where such cards are not exempt", () => {
    const houseCard = { match: "certain", programmeName: "Book Club" } as const;
    expect(word({ houseCard }, { houseCards: "shown" }).message).toMatch(
      /^Identified as Visa credit, a Book Club card\. Corner Books adds a surcharge of \$3\.75 /,
    );
  });
});

describe("the disclosure", () => {
  test("says amount and percent, that the store adds it, credit only, and that debit is free", () => {
    expect(word().disclosure).toBe(
      "Corner Books adds this surcharge of $3.75 (3%). It applies to credit cards only. No surcharge for debit or prepaid cards.",
    );
  });

  test("says what the tax comes to, or that there is one where no amount was asked", () => {
    expect(word(TAXED).disclosure).toBe(
      "Corner Books adds this surcharge of $3.75 (3%). It applies to credit cards only. Tax on the surcharge: $0.33. No surcharge for debit or prepaid cards.",
    );
    expect(word({ ...TAXED, surchargeAmount: null, surchargeTaxAmount: null, totalAmount: null }).disclosure).toContain(
      "It applies to credit cards only. Tax is added to the surcharge. No surcharge",
    );
  });

  test("is absent unless there is a surcharge", () => {
    for (const reason of REASONS) {
      if (reason !== "eligible") expect(word(none(reason)).disclosure, reason).toBeNull();
    }
  });

  const STATEMENT = "Corner Books states this is not more than it pays to accept this card.";

  test("states the cost only where the merchant recorded it for that brand", () => {
    expect(word({}, cost(320)).disclosure).toContain(STATEMENT);
    expect(word({ brand: "mastercard" }, cost(320)).disclosure).not.toContain("pays");
    expect(word().disclosure).not.toContain("pays");
  });

  test.each([
    ["nobody stands for", { by: " ", on: "2026-11-01" }],
    ["is dated in the future", { by: "A. Owner", on: "2026-11-24" }],
    ["has no date", { by: "A. Owner", on: "soon" }],
  ])("never states a cost that %s", (_name, record) => {
    expect(word({}, { costs: { visa: { costBps: 320, ...record } } }).disclosure).not.toContain("pays");
  });

  test("never states the cost for a rate above it", () => {
    expect(word({ rateBps: 320 }, cost(320)).disclosure).toContain(STATEMENT);
    expect(word({ rateBps: 321 }, cost(320)).disclosure).not.toContain("pays");
  });

  test("names other ways to pay only as the merchant says it offers them", () => {
    expect(word({}, { otherMethods: ["bank", "paypal", "ach", "check", "made_up"] }).disclosure).toContain(
      "No surcharge for bank payment, PayPal, or check.",
    );
    expect(word().disclosure).not.toContain("bank");
  });

  const statutory = {
    attestations: [
      {
        rule: "us-co-credit",
        kind: "statutory_text",
        by: "A",
        on: "2026-11-01",
        text: "Text set by {store} Colorado.",
      },
      { rule: "us-co-credit", kind: "actual_fee", by: "A", on: "2026-11-01", text: "our statement of fees" },
    ],
  } as const;

  test("shows a place's own wording, as attested, where its rule spoke", () => {
    const { disclosure } = word({ rules: { ids: ["us-visa-credit", "us-co-credit"] } }, statutory);
    expect(disclosure).toMatch(/ Text set by \{store\} Colorado\.$/);
    expect(disclosure).not.toContain("our statement");
  });

  test("leaves it out elsewhere", () => {
    expect(word({ rules: { ids: ["us-visa-credit"] } }, statutory).disclosure).not.toContain("Colorado");
  });

  test("says the percentage alone where no amount was asked", () => {
    expect(word({ surchargeAmount: null, totalAmount: null }).disclosure).toMatch(
      /^Corner Books adds this surcharge of 3%\. /,
    );
  });
});

describe("the language", () => {
  test.each([
    ["fr-CA", "fr-CA"],
    ["fr_CA", "fr-CA"],
    ["fr-CH", "fr"],
    ["pt", "pt-BR"],
    ["pt-PT", "pt-BR"],
    ["zh", "zh-Hans"],
    ["zh-CN", "zh-Hans"],
    ["zh-SG", "zh-Hans"],
    ["zh-TW", "zh-Hant"],
    ["zh-HK", "zh-Hant"],
    ["zh-Hant-HK", "zh-Hant"],
    ["iw", "he"],
    ["ar-EG", "ar"],
    ["FR", "fr"],
    ["es-MX", "es"],
    ["en-GB", "en"],
    ["tlh", "es"],
    ["no", "es"],
    [undefined, "es"],
    ["x", "es"],
  ])("asked for as %s is answered in %s by a merchant whose own is Spanish", (asked, answered) => {
    expect(word({}, { locale: "es" }, asked).locale).toBe(answered);
  });

  test("is English when neither the one asked for nor the merchant's is there", () => {
    expect(word({}, { locale: "tlh" }, "tlh").locale).toBe("en");
  });

  test("of a live merchant is one that a person has reviewed, for message and disclosure alike", () => {
    const answer = word({}, { mode: "live", locale: "fr" }, "es");
    expect(answer.locale).toBe("en");
    expect(answer.message).toMatch(/^Identified as/);
    expect(answer.disclosure).toMatch(/adds this surcharge/);
  });
});

const ALL = LOCALES.map((texts) => [texts.locale, texts] as const);

describe.each(ALL)("in %s", (locale, texts) => {
  const money = (amount: string, currency: string, digits: number) =>
    new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
      .format(amount as Intl.StringNumericLiteral)
      // Left alone, "US$" reads "$US" in a right-to-left text.
      .replace(/[a-z]+[$¥]?/i, texts.dir === "rtl" ? "\u2068$&\u2069" : "$&");

  test.each([
    ["JPY", 0, 375, "375", 12_875, "12875"],
    ["USD", 2, 375, "3.75", 12_875, "128.75"],
    ["KWD", 3, 375, "0.375", 12_875, "12.875"],
    ["CLF", 4, 375, "0.0375", 12_875, "1.2875"],
    // ISO 4217 gives the Hungarian forint two decimals; a formatter left to itself may show none.
    ["HUF", 2, 375, "3.75", 999_999_999_999, "9999999999.99"],
  ])("money in %s has %i decimals", (currency, currencyDigits, surchargeAmount, surcharge, totalAmount, total) => {
    const answer = word({ currency, currencyDigits, surchargeAmount, totalAmount }, {}, locale);
    expect(answer.locale).toBe(locale);
    expect(answer.message).toContain(money(surcharge, currency, currencyDigits));
    expect(answer.message).toContain(money(total, currency, currencyDigits));
    expect(answer.disclosure).toContain(money(surcharge, currency, currencyDigits));
  });

  test("a tax is told in money, in the message and in the disclosure", () => {
    const answer = word(TAXED, {}, locale);
    for (const text of [answer.message, answer.disclosure]) {
      expect(text).toContain(money("0.33", "USD", 2));
      expect(placeholders(text ?? "")).toEqual([]);
    }
  });

  test.each([
    [205, "0.0205", 2],
    [250, "0.025", 1],
    [300, "0.03", 0],
  ])(
    "a percentage of %i basis points is whole, without zeros behind it, in the language's own form",
    (rateBps, decimal, digits) => {
      const percent = { style: "percent", minimumFractionDigits: digits } as const;
      const rate = new Intl.NumberFormat(locale, percent).format(decimal as Intl.StringNumericLiteral);
      const answer = word({ rateBps }, {}, locale);
      expect(answer.message).toContain(rate);
      expect(answer.disclosure).toContain(rate);
    },
  );

  test("values in a right-to-left sentence are isolated, brand and money alike", () => {
    if (texts.dir === "ltr") {
      expect(word({}, {}, locale).message).not.toMatch(/[\u2068\u2069]/);
      expect(labelTemplates(texts).surcharge).not.toMatch(/[\u2068\u2069]/);
      return;
    }
    const { message } = word({}, {}, locale);
    expect(message).toContain("\u2068Visa\u2069");
    expect(message).toContain("\u2068Corner Books\u2069");
    expect(message).toContain(`\u2068${money("128.75", "USD", 2)}\u2069`);
    expect(labelTemplates(texts).surcharge).toContain("\u2068{rate}\u2069");
  });

  test("no reason leaves a placeholder, whatever the card", () => {
    for (const reason of REASONS)
      for (const brand of BRANDS)
        for (const funding of FUNDINGS) {
          const changes = reason === "eligible" ? {} : none(reason);
          const { message } = word({ ...changes, brand, funding }, {}, locale);
          expect(message).not.toMatch(/[{}]|undefined|null/);
          expect(message.length).toBeGreaterThan(5);
        }
  });

  test("a policy's templates hold only placeholders that the element fills", () => {
    const templates = { ...labelTemplates(texts), ...messageTemplates(texts, "Corner Books") };
    for (const template of Object.values(templates))
      expect(template.replace(/\{(brand|rate|surcharge|total|base|funding)\}/g, "")).not.toMatch(/[{}]/);
  });

  test("a policy's template, filled, is the message of the answer", () => {
    const { message } = word({}, {}, locale);
    const templates = messageTemplates(texts, "Corner Books");
    const values: Record<string, string> = {
      brand: "Visa",
      rate: new Intl.NumberFormat(locale, { style: "percent" }).format("0.03"),
      surcharge: money("3.75", "USD", 2),
      total: money("128.75", "USD", 2),
    };
    expect(templates.eligible.replace(/\{(\w+)\}/g, (_all, key: string) => values[key] ?? "?")).toBe(message);
  });
});

describe("a hostile name", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
    fc.constantFrom(
      "{total}",
      "{store}{programme}{surcharge}",
      "$& $1 $$ $`",
      "<img src=x onerror=alert(1)>",
      "${7*7}",
      "\u202eevil",
      "\u2069\u202e$9.99",
      "מכולת 24",
      "متجر",
      "a\nb\u2028c",
      "__proto__",
      "constructor",
    ),
  );

  test("comes out as it was written, as text, and never as a template", () => {
    fc.assert(
      fc.property(hostile, hostile, fc.constantFrom(...LOCALES), (name, programmeName, { locale }) => {
        const houseCard = { match: "certain", programmeName } as const;
        const answer = word({ houseCard }, { name, houseCards: "shown" }, locale);
        expect(answer.message).toContain(visible(name));
        expect(answer.message).toContain(visible(programmeName));
        expect(answer.disclosure).toContain(visible(name));
        const plain = word({ houseCard: { match: "certain", programmeName: "\ue001" } }, { name: "\ue000" }, locale);
        const expected = plain.message
          .replace("\ue000", () => visible(name))
          .replace("\ue001", () => visible(programmeName));
        expect(withoutMarks(answer.message)).toBe(withoutMarks(expected));
      }),
      { numRuns: runs(500) },
    );
  });

  test("cannot turn the text around it: isolates are balanced and no override is left", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...LOCALES), (name, { locale }) => {
        const { message } = word({}, { name }, locale);
        expect(message).not.toMatch(/[\u202a-\u202e\u2066\u2067\n\r\u2028\u2029]/);
        expect(message.split("\u2068").length).toBe(message.split("\u2069").length);
      }),
      { numRuns: runs(500) },
    );
  });

  test("cannot smuggle a placeholder into a policy's templates", () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const { eligible, merchant_off } = messageTemplates(en, name);
        expect(placeholders(eligible)).toEqual(["brand", "surcharge", "rate", "total"]);
        expect(placeholders(merchant_off)).toEqual([]);
      }),
    );
  });

  test("in a right-to-left script is isolated inside a left-to-right sentence", () => {
    expect(word({}, { name: "מכולת 24" }).message).toContain("\u2068מכולת 24\u2069 adds");
  });
});
