import { beforeEach, describe, expect, test } from "vitest";
import { CURATED_BINS } from "../../../sandbox/gateway/bins/curated-bins.ts";
import { INVENTED_BINS } from "../../../sandbox/gateway/bins/invented-bins.ts";
import { sampleNumber } from "../../../sandbox/gateway/bins/sample-number.ts";
import { ILLINOIS, lookUp, mint, resetSandbox } from "../../support/sandbox/call.ts";

beforeEach(resetSandbox);

/** The gateway's test-data page: number, brand, type, surchargeable, country, level. A dash there is a gap here. */
const PUBLISHED = [
  ["4111111111111111", "Visa", "Debit", false, "POL", "Standard"],
  ["4005519200000004", "Visa", "Credit", true, "USA", "Business"],
  ["4009348888881881", "Visa", "Credit", true, "IDN", "Corporate"],
  ["4012000033330026", "Visa", "Credit", true, "USA", "Standard"],
  ["4012000077777777", "Visa", "Credit", true, "USA", "Standard"],
  ["4012888888881881", "Visa", "Credit", true, "UKR", "Infinite"],
  ["4217651111111119", "Visa", "Debit", false, "USA", "Standard"],
  ["4500600000000061", "Visa", "Credit", true, "CAN", "Gold"],
  ["5555555555554444", "Mastercard", "Debit", false, "BRA", "Prepaid"],
  ["2223000048400011", "Mastercard", "Credit", true, "JPN", undefined],
  ["378282246310005", "Amex", "Credit", true, "USA", "Corporate"],
  ["371449635398431", "Amex", "Credit", true, "USA", "Personal"],
  ["6011111111111117", "Discover", undefined, true, undefined, undefined],
] as const;

describe("a published test card", () => {
  test.each(PUBLISHED)(
    "%s is %s %s, surchargeable %s, of %s, %s",
    async (number, brand, type, flag, country, level) => {
      const { token } = await mint({ number });
      const { json } = await lookUp({ temp_token: token, ...ILLINOIS });
      expect(json).toEqual({
        bin: number.slice(0, 6),
        card_brand: brand,
        issuing_bank: "Test Bank",
        ...(type === undefined ? {} : { card_type: type }),
        ...(level === undefined ? {} : { card_level_generic: level }),
        ...(country === undefined ? {} : { country }),
        is_surchargeable: flag,
        payment_method_type: "card",
      });
    },
  );

  test.each(PUBLISHED)("%s answers by its BIN as by its token", async (number) => {
    const { token } = await mint({ number });
    const byToken = await lookUp({ temp_token: token, ...ILLINOIS });
    expect((await lookUp({ bin: number.slice(0, 6), ...ILLINOIS })).json).toEqual(byToken.json);
  });
});

describe("an invented BIN", () => {
  test("is one of a few thousand, and none is there twice", () => {
    const bins = INVENTED_BINS.map(({ bin }) => bin);
    expect(bins.length).toBeGreaterThan(3000);
    expect(new Set(bins).size).toBe(bins.length);
    expect(bins.filter((bin) => !/^\d{6}$/.test(bin))).toEqual([]);
  });

  test("says the same in every run", () => {
    expect(INVENTED_BINS.at(-1)).toEqual({
      bin: "603696",
      record: {
        brand: "PRIVATE LABEL",
        bank: "First Invented",
        type: "private label",
        level: "Business",
        country: "CAN",
        surchargeable: false,
      },
    });
  });

  test.each(CURATED_BINS)("$bin: $about", async ({ bin, record }) => {
    const { token } = await mint({ number: sampleNumber(bin) });
    const { json } = await lookUp({ temp_token: token, ...ILLINOIS });
    expect(json).toMatchObject({ bin, ...(record.type === undefined ? {} : { card_type: record.type }) });
  });
});
