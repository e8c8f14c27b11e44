/** Every test card that the gateway publishes, through the real sandbox and the real Worker, for the demo merchant in Illinois. */
import { expect, test } from "vitest";
import { lookUp, mintToken } from "../support/shopper/shopper.ts";

test.each([
  ["4111111111111111", "visa", "debit", "none", "debit"],
  ["4005519200000004", "visa", "credit", "surcharge", "eligible"],
  ["4009348888881881", "visa", "credit", "surcharge", "eligible"],
  ["4012000033330026", "visa", "credit", "surcharge", "eligible"],
  ["4012000077777777", "visa", "credit", "surcharge", "eligible"],
  ["4012888888881881", "visa", "credit", "surcharge", "eligible"],
  ["4217651111111119", "visa", "debit", "none", "debit"],
  ["4500600000000061", "visa", "credit", "surcharge", "eligible"],
  ["5555555555554444", "mastercard", "prepaid", "none", "prepaid"],
  ["2223000048400011", "mastercard", "credit", "surcharge", "eligible"],
  ["378282246310005", "amex", "credit", "none", "needs_sign_off"],
  ["371449635398431", "amex", "credit", "none", "needs_sign_off"],
  ["6011111111111117", "discover", "unknown", "unknown", "card_unrecognised"],
])("%s is %s %s: %s, %s", async (number, brand, funding, outcome, reason) => {
  const { status, body } = await lookUp({ token: await mintToken(number) });
  expect(status).toBe(200);
  expect(body).toMatchObject({ outcome, reason, card: { brand, funding } });
  expect(body.surcharge).toMatchObject(
    outcome === "surcharge"
      ? { rateBps: 300, baseAmount: 12_500, surchargeAmount: 375, totalAmount: 12_875 }
      : { rateBps: 0, baseAmount: 12_500, surchargeAmount: 0, totalAmount: 12_500 },
  );
});
