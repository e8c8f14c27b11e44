/** The sample shop in a browser: what a shopper reads, agrees to and pays. */
import { describe, expect, test } from "vitest";
import {
  accept,
  acceptSurcharge,
  anotherCard,
  page,
  paid,
  pay,
  payAs,
  problem,
  surcharge,
  VISA_CREDIT,
  VISA_DEBIT,
  visit,
} from "../support/shopper/sample-shop.ts";
import { origins, transactions, typeCard } from "../support/shopper/shopper.ts";

/** What the focus is on, with nothing of the frames or the element inside. */
const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName);

describe("a shopper at the sample shop", () => {
  test("sees the surcharge of a credit card, accepts it and finds it on its own line of the receipt", async () => {
    await visit();
    await typeCard(page, { number: VISA_CREDIT });
    await payAs("Pay $125.00").click();
    await surcharge().getByText("Visa credit").first().waitFor();
    const shown = await surcharge().evaluate((element) => element.shadowRoot?.textContent ?? "");
    for (const part of ["Larch & Loam", "$3.75", "$128.75"]) expect(shown).toContain(part);
    await payAs("Choose above first").waitFor();

    await accept().click();
    await payAs("Pay $128.75").waitFor();
    await expect.poll(() => page.locator("#summary .total").innerText()).toMatch(/Total with surcharge\s+\$128\.75/);
    expect(await transactions()).toEqual([]);
    await pay().click();

    await paid();
    const receipt = await page.getByRole("main").innerText();
    for (const part of ["Guji natural, 1 kg", "Quantity 2", "Surcharge (3%)", "$3.75", "$128.75", "Visa ···· 7777"])
      expect(receipt).toContain(part);
    expect(receipt).not.toContain("401200");
    expect(await transactions()).toMatchObject([{ amount: 12_875, surcharge: 375 }]);
  });

  test("pays with a debit card by one press, and reads of no surcharge", async () => {
    await visit();
    await typeCard(page, { number: VISA_DEBIT });
    await payAs("Pay $125.00").click();
    await paid();
    await expect.poll(() => page.getByRole("main").innerText()).not.toMatch(/surcharge/i);
    expect(await transactions()).toMatchObject([{ amount: 12_500, surcharge: 0 }]);
  });

  test("can use another card instead, and nothing of the first offer remains", async () => {
    await visit();
    await typeCard(page, { number: VISA_CREDIT });
    await pay().click();
    await anotherCard().click();
    await payAs("Pay $125.00").waitFor();
    await typeCard(page, { number: VISA_DEBIT });
    await pay().click();
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 12_500, surcharge: 0 }]);
  });

  test("pays the new total after a change of the order, once the new surcharge is accepted", async () => {
    await visit();
    await typeCard(page, { number: VISA_CREDIT });
    await acceptSurcharge();
    await payAs("Pay $128.75").waitFor();
    await page.getByRole("button", { name: "One more: Enamel dripper set" }).click();
    await payAs("Pay $161.13").or(payAs("Choose above first")).waitFor();
    await payAs("Choose above first").waitFor();
    await accept().click();
    await payAs("Pay $165.96").click();
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 16_596, surcharge: 483 }]);
  });

  test("pays without a surcharge where the law of the new address forbids it", async () => {
    await visit();
    await typeCard(page, { number: VISA_CREDIT });
    await acceptSurcharge();
    await page.locator("#state").selectOption("MA");
    await payAs("Pay $125.00").click();
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 12_500, surcharge: 0 }]);
  });

  test("sees and pays the tax on the surcharge where the state takes one, and every amount follows the state", async () => {
    await visit();
    const shown = async (...parts: string[]) => {
      const text = await surcharge().evaluate((element) => element.shadowRoot?.textContent ?? "");
      for (const part of parts) expect(text).toContain(part);
      return text;
    };
    await page.locator("#state").selectOption("WA");
    await payAs("Pay $125.28").waitFor();
    await expect.poll(() => page.locator("#summary").innerText()).toMatch(/Sales tax\s+\$7\.28[^]*Total\s+\$125\.28/);
    await typeCard(page, { number: VISA_CREDIT });
    await payAs("Pay $125.28").click();
    await payAs("Choose above first").waitFor();
    await shown("$125.28", "$3.75", "Tax on the surcharge", "$0.24", "$129.27");
    await accept().click();
    await payAs("Pay $129.27").waitFor();

    await page.locator("#state").selectOption("IL");
    await payAs("Choose above first").waitFor();
    await expect.poll(() => page.locator("#summary .total").innerText()).toMatch(/^Total\s+\$125\.00$/);
    await surcharge().getByText("$128.75").first().waitFor();
    expect(await shown("$125.00", "$3.75")).not.toMatch(/tax on the surcharge|\$129\.27/i);

    await page.locator("#state").selectOption("WA");
    await surcharge().getByText("$129.27").first().waitFor();
    await accept().click();
    await payAs("Pay $129.27").click();
    await paid();
    await expect
      .poll(() => page.getByRole("main").innerText())
      .toMatch(/Tax on the surcharge\s+\$0\.24[^]*Total\s+\$129\.27/);
    expect(await transactions()).toMatchObject([{ amount: 12_927, surcharge: 375, tax_amount: 752 }]);
  });

  test("pays nothing that the button did not say, where the price is still on its way", async () => {
    await visit();
    await typeCard(page, { number: VISA_DEBIT });
    let go = () => {};
    const held = new Promise<void>((resolve) => (go = resolve));
    await page.route("**/basket", async (route) => {
      await held;
      await route.continue();
    });
    await page.locator("#state").selectOption("WA");
    await payAs("Pay $125.00").click();
    go();
    await problem().getByText("The total is now $125.28. Press Pay to agree to it.").waitFor();
    expect(await transactions()).toEqual([]);
    await payAs("Pay $125.28").click();
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 12_528 }]);
  });

  test("pays for the place that the form says, also after its price could not be had", async () => {
    await visit();
    await typeCard(page, { number: VISA_DEBIT });
    await page.route("**/basket", (route) => route.abort(), { times: 2 });
    await page.locator("#state").selectOption("WA");
    await problem().getByText("The order could not be changed.").waitFor();
    await payAs("Pay $125.00").click();
    await problem().getByText("The order could not be changed.").waitFor();
    await payAs("Pay $125.00").click();
    await problem().getByText("The total is now $125.28.").waitFor();
    await payAs("Pay $125.28").click();
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 12_528 }]);
  });

  test("is told what is wrong with the card or the address, and is not charged", async () => {
    await visit();
    await pay().click();
    await problem().getByText("Please check the card details above.").waitFor();
    expect(await focused()).toBe("pay");
    await page.getByLabel("Full name").fill("");
    await pay().click();
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe("name");
    expect(await transactions()).toEqual([]);
  });

  test("finds the shop's own page where there is none", async () => {
    await visit();
    const response = await page.goto(`${origins().shop}/nowhere`);
    expect(response?.status()).toBe(404);
    await page.getByRole("link", { name: "Back to the checkout" }).click();
    await payAs("Pay $125.00").waitFor();
  });
});
