import { expect, test } from "vitest";
import { CURATED_BINS } from "../../../sandbox/gateway/bins/curated-bins.ts";
import { HOUSE_BINS } from "../../../sandbox/gateway/bins/house-bins.ts";
import { DOCUMENTED_SAMPLE, TEST_CARDS, TRIGGERS } from "../../../sandbox/gateway/bins/test-cards.ts";
import { demoCatalogue, HOUSE_CARD_BIN, LONG_HOUSE_CARD_BIN } from "../../../sandbox/keysecure/catalogue.ts";

const listed = demoCatalogue().map(({ card_bin }) => card_bin);
/** Whether a card of which only six digits are known could be one of the programme's. */
const couldBeHouseCard = (six: string) => listed.some((bin) => bin.startsWith(six));

test.each([...TEST_CARDS, DOCUMENTED_SAMPLE, ...TRIGGERS].map(({ number }) => number))(
  "the gateway's test card %s is no house card",
  (number) => {
    expect(couldBeHouseCard(number.slice(0, 6))).toBe(false);
  },
);

test.each(CURATED_BINS)("the invented BIN $bin ($about) is no house card", ({ bin }) => {
  expect(couldBeHouseCard(bin.slice(0, 6))).toBe(false);
});

test("the gateway's house cards are in the programme", () => {
  expect(HOUSE_BINS.map(({ bin }) => couldBeHouseCard(bin))).toEqual([true, true]);
  expect(listed).toEqual(expect.arrayContaining([HOUSE_CARD_BIN, LONG_HOUSE_CARD_BIN]));
});

test("the catalogue holds a few hundred BINs and is the same every time", () => {
  expect(listed.length).toBeGreaterThan(200);
  expect(listed.length).toBeLessThan(1_000);
  expect(demoCatalogue()).toEqual(demoCatalogue());
});
