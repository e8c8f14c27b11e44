/** The sample shop in a browser: the bank asks, something on the way fails, a script is missing. */
import { beforeEach, describe, expect, test } from "vitest";
import {
  accept,
  acceptSurcharge,
  page,
  paid,
  pay,
  payAs,
  problem,
  VISA_CREDIT,
  VISA_DEBIT,
  visit,
} from "../support/shopper/sample-shop.ts";
import { cardForm, origins, transactions, typeCard } from "../support/shopper/shopper.ts";

const DECLINED = "4000000000000002";
const ASKING_CARD = "4012000033330026";
const EXPIRY_MS = 106_000;
const spoil = (path: string, fault: string) =>
  fetch(`${origins().sandbox}/sandbox/faults`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ path, fault, times: 1 }),
  });

describe("a card whose bank asks", () => {
  const bank = () => cardForm(page).getByRole("dialog", { name: "Your bank" });

  test("pays once the bank and the shopper have said yes", async () => {
    await visit();
    await typeCard(page, { number: ASKING_CARD });
    await payAs("Pay $125.00").click();
    await bank().getByText("$125.00").waitFor();
    await expect.poll(() => pay().getAttribute("aria-disabled")).toBe("true");
    await bank().getByRole("button", { name: "Approve" }).click();
    await accept().click();
    await payAs("Pay $128.75").click();
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 12_875 }]);
  });

  test("is not taken where the bank was refused, and the next press asks again", async () => {
    await visit();
    await typeCard(page, { number: ASKING_CARD });
    await payAs("Pay $125.00").click();
    await bank().getByRole("button", { name: "Refuse" }).click();
    await problem().getByText("The card was not taken.").waitFor();
    await payAs("Pay $125.00").click();
    await bank().waitFor();
    expect(await transactions()).toEqual([]);
  });
});

describe("something fails on the way", () => {
  test("a declined card: another one pays", async () => {
    await visit();
    await typeCard(page, { number: DECLINED });
    await acceptSurcharge();
    await payAs("Pay $128.75").click();
    await problem().getByText("The card was declined.").waitFor();
    await typeCard(page, { number: VISA_DEBIT });
    await payAs("Pay $125.00").click();
    await paid();
    expect((await transactions()).map(({ amount }) => amount)).toEqual([12_875, 12_500]);
  });

  test("a request that does not reach the shop: the next press pays", async () => {
    await visit();
    await typeCard(page, { number: VISA_CREDIT });
    await acceptSurcharge();
    await page.route("**/pay", (route) => route.abort(), { times: 1 });
    await payAs("Pay $128.75").click();
    await problem().getByText("The shop could not be reached.").waitFor();
    await payAs("Pay $128.75").click();
    await paid();
    expect(await transactions()).toHaveLength(1);
  });

  test("a charge whose answer is lost on its way: the next press shows its receipt, and charges nothing", async () => {
    await visit();
    await typeCard(page, { number: VISA_CREDIT });
    await acceptSurcharge();
    await spoil("/api/transaction", "half_json");
    await payAs("Pay $128.75").click();
    await problem().getByText("this order is never charged twice").waitFor();
    await page.getByRole("button", { name: "One more: Enamel dripper set" }).click();
    await payAs("Choose above first").waitFor();
    await accept().click();
    await payAs("Pay $165.96").click();
    await paid();
    await expect.poll(() => page.getByRole("main").innerText()).toContain("$128.75");
    expect(await transactions()).toMatchObject([{ amount: 12_875 }]);
  });

  test("an answer that is too old: what was accepted is renewed, and the press pays what the button says", async () => {
    await visit({}, (page) => page.clock.install());
    await typeCard(page, { number: VISA_CREDIT });
    await acceptSurcharge();
    await payAs("Pay $128.75").waitFor();
    await page.clock.fastForward(EXPIRY_MS);
    await page.locator("card-surcharge[data-status=expired]").waitFor();
    await payAs("Pay $128.75").click();
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 12_875 }]);
  });

  test("the card form's script is missing: the shopper reads so", async () => {
    await visit({}, (page) => page.route("**/tokenizer.js", (route) => route.abort()));
    await pay().click();
    await problem().getByText("The card form could not be loaded. Please reload the page.").waitFor();
  });
});

describe("the element's script is missing", () => {
  const serverOffer = () => page.locator("#server-offer form");

  beforeEach(() => visit({}, (page) => page.route("**/card-surcharge.js", (route) => route.abort())));

  test("a debit card pays all the same", async () => {
    await typeCard(page, { number: VISA_DEBIT });
    await pay().click();
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 12_500, surcharge: 0 }]);
  });

  test("a credit card's surcharge is shown by the shop's server, and is charged once it is accepted", async () => {
    await typeCard(page, { number: VISA_CREDIT });
    await pay().click();
    await serverOffer().getByText("$128.75").first().waitFor();
    expect(
      await serverOffer()
        .locator("p")
        .first()
        .evaluate((message) => message.matches(":focus")),
    ).toBe(true);
    expect(await serverOffer().evaluate((offer) => offer.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
    expect(await transactions()).toEqual([]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 12_875, surcharge: 375 }]);
  });

  test("another card may be used, and a change of the address takes the offer away", async () => {
    await typeCard(page, { number: VISA_CREDIT });
    await pay().click();
    await serverOffer().getByRole("link", { name: "Use another card" }).click();
    await payAs("Pay $125.00").waitFor();
    await pay().click();
    await serverOffer().waitFor();
    await page.locator("#state").selectOption("MA");
    await serverOffer().waitFor({ state: "detached" });
    await payAs("Pay $125.00").click();
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 12_500, surcharge: 0 }]);
  });
});
