import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BRANDS, ELEMENT_REASONS, FUNDINGS, LABEL_KEYS, LEVELS, REASONS } from "../../../contract/lists.ts";
import { Policy } from "../../../contract/policy.ts";
import { type PolicyQuestion, policyOf } from "../../../worker/answer/policy.ts";
import { normalisePlace } from "../../../worker/surcharge/places.ts";
import type { SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import { wordAnswer } from "../../../worker/texts/index.ts";
import { ask, CHECK_DAY, placeOf } from "../../support/merchant/deciding.ts";
import { demoProgramme, NOTICE } from "../../support/merchant/demo-programme.ts";
import { runs } from "../../support/nightly/runs.ts";
import { rules } from "../../support/rules/frozen-book.ts";

interface Asked extends Partial<Omit<PolicyQuestion, "programme" | "billing" | "shipTo">> {
  merchant?: Partial<SurchargeProgramme>;
  billing?: string;
  shipTo?: string;
}

function policy({ merchant = {}, billing, shipTo, ...rest }: Asked = {}) {
  return policyOf({
    programme: { ...demoProgramme, ...merchant },
    billing: billing === undefined ? null : placeOf(billing),
    shipTo: shipTo === undefined ? null : placeOf(shipTo),
    locale: undefined,
    at: CHECK_DAY,
    rules,
    ...rest,
  });
}

const rowsOf = (asked: Asked) =>
  Object.fromEntries(policy(asked).rates.map(({ brand, status, rateBps }) => [brand, [status, rateBps]]));

describe("rates by brand", () => {
  test("are those after every cap where the place is known", () => {
    expect(rowsOf({ billing: "US-IL" })).toEqual({
      visa: ["surcharge", 300],
      mastercard: ["surcharge", 300],
      discover: ["surcharge", 300],
      // Nobody signed for American Express.
      amex: ["none", null],
    });
    expect(rowsOf({ billing: "US-CO" })).toMatchObject({ visa: ["surcharge", 200], mastercard: ["surcharge", 200] });
  });

  test("follow the strictest of billing and ship-to", () => {
    expect(rowsOf({ billing: "US-IL", shipTo: "US-CO" })).toMatchObject({ visa: ["surcharge", 200] });
    expect(rowsOf({ billing: "US-IL", shipTo: "US-CT" })).toMatchObject({ visa: ["none", null] });
  });

  test.each([
    ["no place", {}],
    ["a country without its state", { billing: "US" }],
    ["a ship-to country without its state", { billing: "US-IL", shipTo: "CA" }],
  ])("are not named with %s", (_case, asked) => {
    expect(rowsOf(asked)).toMatchObject({ visa: ["may_apply", null], discover: ["may_apply", null] });
  });

  test("are none without a place where the merchant's own place bars them", () => {
    const merchant = { place: { country: "US", state: "MA" } };
    expect(rowsOf({ merchant })).toMatchObject({ visa: ["none", null], mastercard: ["none", null] });
  });

  test("tell of commercial cards where only those carry a surcharge", () => {
    const merchant = { place: { country: "GB" }, currency: "GBP" };
    expect(rowsOf({ merchant, billing: "GB" })).toMatchObject({ visa: ["surcharge", 300] });
  });

  test("stand in the order of the rates, and only for brands the merchant has a rate for", () => {
    const { rates } = policy({ merchant: { rates: { visa: 150, discover: 250, mastercard: 200 } }, billing: "US-IL" });
    expect(rates.map(({ brand }) => brand)).toEqual(["discover", "mastercard", "visa"]);
    expect(policy({ merchant: { rates: {} }, billing: "US-IL" }).rates).toEqual([]);
  });

  test("are none for a merchant that is off", () => {
    const off = policy({ merchant: { enabled: false }, billing: "US-IL" });
    expect(off.enabled).toBe(false);
    expect(off.rates.every(({ status, rateBps }) => status === "none" && rateBps === null)).toBe(true);
    expect(off.disclosures).toEqual([]);
  });

  test("lapse with the rules behind them", () => {
    const rows = policy({ billing: "US-IL", at: new Date("2031-01-01T12:00:00Z") }).rates;
    expect(rows.every(({ status }) => status === "none")).toBe(true);
  });

  test("are never below what a lookup could answer", () => {
    const places = ["US-IL", "US-CO", "US-CT", "US-OK", "CA-ON", "CA-QC", "GB", "AU", "DK", "FR"];
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom(...BRANDS),
        fc.constantFrom(...FUNDINGS),
        fc.constantFrom(...LEVELS),
        fc.constantFrom("US", "DE", null),
        (place, brand, funding, level, country) => {
          const merchant = {
            place: { country: place.slice(0, 2), state: place.slice(3) || undefined },
            rates: { visa: 300, mastercard: 250, amex: 300, discover: 300 },
          };
          const card = { brands: [brand], funding, level, country };
          const answer = ask({ merchant, card, billing: placeOf(place) });
          const row = policy({ merchant, billing: place }).rates.find((rate) => rate.brand === answer.brand);
          expect(row?.rateBps ?? 0).toBeGreaterThanOrEqual(answer.rateBps);
        },
      ),
      { numRuns: runs(200) },
    );
  });
});

test("any place gets a policy that the contract allows and that leaves nothing to fill in", () => {
  const word = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom("US", "CA", "EU", "IL", "QC", "PR", "", "__proto__"),
  );
  fc.assert(
    fc.property(
      word,
      word,
      fc.option(word),
      fc.constantFrom("en", "ar", "xx", undefined),
      (country, state, ship, locale) => {
        const answer = policyOf({
          programme: demoProgramme,
          billing: normalisePlace({ country, state }),
          shipTo: ship === null ? null : normalisePlace({ country: ship, state }),
          locale,
          at: CHECK_DAY,
          rules,
        });
        Policy.parse({ ...answer, requestId: "r" });
        expect(answer.notice).not.toMatch(/[{}]/);
        for (const { status, rateBps } of answer.rates) expect(rateBps === null).toBe(status !== "surcharge");
      },
    ),
    { numRuns: runs(200) },
  );
});

describe("the notice", () => {
  test("names the highest rate, the brands, and that debit and prepaid are free", () => {
    expect(policy({ billing: "US-IL" }).notice).toBe(
      "Larch & Loam adds a surcharge of up to 3% to credit cards (Visa, Mastercard, and Discover). Debit and prepaid cards carry no surcharge. Larch & Loam states this is not more than it pays to accept these cards.",
    );
  });

  test("states the cost only where each brand's is recorded and not exceeded", () => {
    const merchant = { rates: { visa: 300 }, place: { country: "US", state: "IL" } };
    expect(policy({ merchant, billing: "US-IL" }).notice).toContain("states");
    const gb = { place: { country: "GB" }, currency: "GBP", costs: {} };
    expect(policy({ merchant: gb, billing: "GB" }).notice).not.toContain("states");
  });

  test("names no rate while the place is not complete", () => {
    const { notice } = policy();
    expect(notice).toBe(
      "Larch & Loam may add a surcharge to credit cards (Visa, Mastercard, and Discover), depending on the address. Debit and prepaid cards carry no surcharge.",
    );
    expect(notice).not.toMatch(/\d/);
  });

  test.each([
    ["a place that bars it", { billing: "US-CT" }, "No surcharge is added for this address."],
    ["a place no rule covers", { billing: "US-ZZ" }, "No surcharge is added for this address."],
    ["a merchant that is off", { merchant: { enabled: false } }, "Larch & Loam does not add a surcharge."],
    ["a merchant without rates", { merchant: { rates: {} } }, "Larch & Loam does not add a surcharge."],
    [
      "a merchant whose own place bars it",
      { merchant: { place: { country: "US", state: "CT" } } },
      "Larch & Loam does not add a surcharge.",
    ],
  ])("says plainly that nothing is added for %s", (_case, asked, expected) => {
    expect(policy(asked).notice).toBe(expected);
  });
});

describe("the texts", () => {
  test("are complete and of one language, with its tag, direction and version", () => {
    const arabic = policy({ billing: "US-IL", locale: "ar" });
    expect(Policy.parse({ ...arabic, requestId: "r" })).toMatchObject({ locale: "ar", dir: "rtl" });
    expect(Object.keys(arabic.labels).toSorted()).toEqual(LABEL_KEYS.toSorted());
    expect(Object.keys(arabic.messages).toSorted()).toEqual([...REASONS, ...ELEMENT_REASONS].toSorted());
    expect(arabic.textsVersion).not.toBe(policy().textsVersion);
  });

  test("of a live merchant are in a reviewed language", () => {
    expect(policy({ merchant: { mode: "live" }, locale: "ar" }).locale).toBe("en");
  });

  test("hold every disclosure that a lookup answers with in this place", () => {
    const fill = (template: string, values: Record<string, string>) =>
      template.replace(/\{(\w+)\}/g, (_all, key: string) => values[key] ?? "?");
    for (const place of ["US-IL", "US-CO", "US-NY", "US-MN"]) {
      const { disclosures } = policy({ billing: place });
      const questions = [12_500, null].flatMap((baseAmount) => [
        { baseAmount, surchargeTaxRate: 0 },
        { baseAmount, surchargeTaxRate: 8_875 },
      ]);
      for (const question of questions) {
        const decision = ask({ billing: placeOf(place), ...question });
        const { disclosure } = wordAnswer(decision, demoProgramme, "en", CHECK_DAY);
        const values = {
          rate: `${decision.rateBps / 100}%`,
          surcharge: `$${((decision.surchargeAmount ?? 0) / 100).toFixed(2)}`,
          tax: `$${((decision.surchargeTaxAmount ?? 0) / 100).toFixed(2)}`,
        };
        expect(disclosures.map((template) => fill(template, values))).toContain(disclosure);
      }
    }
  });

  test("carry a place's own wording where it was attested", () => {
    expect(policy({ billing: "US-CO" }).disclosures.every((text) => text.endsWith(NOTICE))).toBe(true);
    expect(policy({ billing: "US-IL" }).disclosures.join(" ")).not.toContain(NOTICE);
  });
});

test("a place is read the same way as in a lookup", () => {
  const named = policyOf({
    programme: demoProgramme,
    billing: normalisePlace({ country: "us", state: "Colorado" }),
    shipTo: null,
    locale: "en",
    at: CHECK_DAY,
    rules,
  });
  expect(named.rates).toEqual(policy({ billing: "US-CO" }).rates);
});
