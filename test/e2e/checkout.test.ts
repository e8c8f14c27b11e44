import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openBrowser, origins, resetSandbox, transactions, typeCard } from "../support/shopper/shopper.ts";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  await resetSandbox();
  page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(origins().shop);
});
afterEach(() => page.close());

const surcharge = () => page.locator("card-surcharge");
const review = () => page.getByRole("button", { name: "Review payment" }).click();

describe("a shopper at the sample shop", () => {
  test("sees the surcharge of a Visa credit card, accepts it and finds it on its own line of the receipt", async () => {
    await typeCard(page, { number: "4012000077777777" });
    await review();
    await surcharge().getByText("Identified as Visa credit").waitFor();
    const shown = await surcharge().evaluate((element) => element.shadowRoot?.textContent ?? "");
    for (const part of ["$3.75", "3.00", "$128.75"]) expect(shown).toContain(part);
    expect(await page.getByRole("button", { name: /^Pay \$/ }).isVisible()).toBe(false);
    expect(await transactions()).toEqual([]);

    await surcharge()
      .getByRole("button", { name: /accept/i })
      .click();
    expect(await transactions()).toEqual([]);
    await page.getByRole("button", { name: "Pay $128.75" }).click();

    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    const receipt = page.locator("#receipt");
    expect(await receipt.getByText(/Credit card surcharge/).count()).toBe(1);
    expect(await receipt.textContent()).toContain("$3.75");
    expect(await transactions()).toMatchObject([{ amount: 12_875, surcharge: 375 }]);
  });

  test("sees that a debit card carries no surcharge and pays the order alone", async () => {
    await typeCard(page, { number: "4111111111111111" });
    await review();
    await surcharge().getByText(/debit/i).first().waitFor();
    await page.getByRole("button", { name: "Pay $125.00" }).click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    expect(
      await page
        .locator("#receipt")
        .getByText(/surcharge/i)
        .count(),
    ).toBe(0);
    expect(await transactions()).toMatchObject([{ amount: 12_500, surcharge: 0 }]);
  });

  test("can use another card instead, and nothing of the first offer remains", async () => {
    await typeCard(page, { number: "4012000077777777" });
    await review();
    await surcharge()
      .getByRole("button", { name: /another card/i })
      .click();
    expect(await page.getByRole("button", { name: /^Pay \$/ }).isVisible()).toBe(false);
    await typeCard(page, { number: "4217651111111119" });
    await review();
    await page.getByRole("button", { name: "Pay $125.00" }).click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    expect(await transactions()).toMatchObject([{ amount: 12_500, surcharge: 0 }]);
  });

  test("must choose again when the order changes after the surcharge was accepted", async () => {
    await typeCard(page, { number: "4012000077777777" });
    await review();
    await surcharge()
      .getByRole("button", { name: /accept/i })
      .click();
    await page.getByRole("button", { name: "Pay $128.75" }).waitFor();
    await page.getByRole("button", { name: "One more: Enamel dripper set" }).click();
    await page.getByRole("button", { name: /^Pay \$/ }).waitFor({ state: "hidden" });
    await surcharge().getByText("$161.12").or(surcharge().getByText("$165.95")).first().waitFor();
    expect(await transactions()).toEqual([]);
  });

  test("is told what is wrong with the card and is not charged", async () => {
    await typeCard(page, { number: "4012000077777778" });
    await review();
    await page.getByText("Please check the card details above.").waitFor();
    expect(await transactions()).toEqual([]);
  });
});
