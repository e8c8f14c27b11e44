/** What is asked, and what is due by the oracle: figures by hand, so that a broken oracle or card table is noticed. */
import { expect, test } from "vitest";
import { randomFrom } from "../load/random.ts";
import { CARDS } from "./cards.ts";
import { soakMerchants } from "./merchants.ts";
import { Questions } from "./questions.ts";
import { dueOf, keepTicket } from "./sales.ts";

const NOW = new Date();
const [merchant, off] = (() => {
  const all = soakMerchants(new Date(NOW.getTime() - 45 * 86_400_000).toISOString().slice(0, 10));
  return [all[0], all.at(-1)];
})();
if (merchant === undefined || off === undefined) throw new Error("There are no merchants.");

const sale = (card: string, state: string, more: object = {}) => ({
  merchant,
  token: "tokenOfAQuestion",
  card,
  billing: { country: "US", state },
  shipTo: null,
  baseAmount: 12_500,
  ...more,
});

test.each([
  ["a credit card at 3.00 %", 375, sale("4012000077777777", "IL")],
  ["a commercial one", 375, sale("4005519200000004", "IL")],
  ["two per cent are all that Colorado lets", 250, sale("4012000077777777", "CO")],
  ["Connecticut lets none", 0, sale("4012000077777777", "CT")],
  ["nor where it is only sent there", 0, sale("4012000077777777", "IL", { shipTo: { country: "US", state: "CT" } })],
  ["debit", 0, sale("4217651111111119", "IL")],
  ["prepaid", 0, sale("4853400000000002", "IL")],
  ["the merchant's own card", 0, sale("4840010000000005", "IL")],
  ["no cost recorded", 0, sale("371449635398431", "IL")],
  ["turned off", 0, sale("4012000077777777", "IL", { merchant: off })],
])("%s: %i", (_, due, asked) => {
  expect(dueOf(asked, NOW)).toBe(due);
});

test("a ticket makes a page need no call for the places that it covers", async () => {
  const questions = new Questions([merchant], randomFrom(1), async () => "aToken");
  for (let count = 0; count < 200; count++) {
    const { page, sale: asked, needs } = await questions.next();
    if (page === undefined || asked === undefined) continue;
    const places = new Set([asked.billing, ...(asked.shipTo === null ? [] : [asked.shipTo])].map(({ state }) => state));
    const known = [...places].filter((state) => page.ticket !== null && page.covered.has(`US-${state}`)).length;
    expect(needs).toBe(places.size - known);
    keepTicket(page, asked, "a ticket");
    expect(page.covered.size).toBeGreaterThan(0);
  }
});

test("every card number has a right check digit", () => {
  for (const card of CARDS) {
    const sum = Array.from(card)
      .toReversed()
      .reduce((total, digit, at) => {
        const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
        return total + (value > 9 ? value - 9 : value);
      }, 0);
    expect(sum % 10, card).toBe(0);
  }
});
