/** The sample shop in a browser: by keyboard, mouse and touch, and pressed more often than meant. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import {
  accept,
  acceptSurcharge,
  page,
  paid,
  pay,
  payAs,
  surcharge,
  VISA_CREDIT,
  VISA_DEBIT,
  visit,
  visitAgain,
} from "../support/shopper/sample-shop.ts";
import { cardForm, tabInto, transactions, typeCard } from "../support/shopper/shopper.ts";

describe("by keyboard alone", () => {
  /** Waits until the focus is on the element's message. */
  const isOnMessage = () => surcharge().locator("#status:focus").waitFor();

  test("the focus is never lost, and every press leads on", async () => {
    await visit();
    await page.getByLabel("Ship to another address").focus();
    await tabInto(page, cardForm(page));
    await page.keyboard.type(VISA_CREDIT);
    for (const text of ["1230", "123"]) {
      await page.keyboard.press("Tab");
      await page.keyboard.type(text);
    }
    await pay().focus();
    await page.keyboard.press("Enter");
    await payAs("Choose above first").waitFor();
    await isOnMessage();
    await page.keyboard.press("Tab");
    expect(await accept().evaluate((button) => button.matches(":focus"))).toBe(true);
    await surcharge().locator("#accept:not([aria-disabled=true])").waitFor();
    await page.keyboard.press("Enter");
    await payAs("Pay $128.75").waitFor();
    await isOnMessage();
    await pay().focus();
    await page.keyboard.press("Enter");
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 12_875 }]);
  });

  test("a stepper keeps the focus while the order changes under it", async () => {
    await visit();
    const more = page.getByRole("button", { name: "One more: Enamel dripper set" });
    await more.focus();
    await page.keyboard.press("Enter");
    await payAs("Pay $161.13").waitFor();
    expect(await more.evaluate((button) => button.matches(":focus"))).toBe(true);
  });
});

describe("by mouse", () => {
  test.each([360, 1280])(
    "nothing moves between pressing Pay and letting go, with the focus still in the choice: %i px",
    async (width) => {
      await visit({ viewport: { width, height: 800 } });
      await typeCard(page, { number: VISA_CREDIT });
      await acceptSurcharge();
      await payAs("Pay $128.75").scrollIntoViewIfNeeded();
      const { x, y, width: wide, height } = (await pay().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      await page.mouse.move(x + wide / 2, y + height / 2);
      await page.mouse.down();
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      await page.mouse.up();
      await paid();
      expect(await transactions()).toMatchObject([{ amount: 12_875 }]);
    },
  );
});

describe("by touch, on a small screen", () => {
  test("the surcharge is accepted and paid", async () => {
    await visit({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });
    await typeCard(page, { number: VISA_CREDIT });
    await pay().tap();
    await payAs("Choose above first").waitFor();
    // What is accepted must be in sight: here the bar with the pay button is in front of it at first.
    await accept().scrollIntoViewIfNeeded();
    await accept().tap();
    await payAs("Pay $128.75").waitFor();
    await pay().tap();
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 12_875 }]);
  });
});

describe("an order is charged once", () => {
  test.each([
    ["a debit card", VISA_DEBIT, 12_500],
    ["an accepted surcharge", VISA_CREDIT, 12_875],
  ])("whatever is pressed, in two tabs, with %s", async (_, number, amount) => {
    const tabs: Page[] = [];
    for (const open of [visit, visitAgain]) {
      await open();
      await typeCard(page, { number });
      if (number === VISA_CREDIT) await acceptSurcharge();
      tabs.push(page);
    }
    await Promise.all(
      tabs.map((tab) =>
        tab.evaluate(() => {
          for (let press = 0; press < 20; press++) (document.querySelector("#pay") as HTMLElement).click();
        }),
      ),
    );
    for (const tab of tabs) await tab.getByRole("heading", { name: "Thank you" }).waitFor();
    expect(await transactions()).toMatchObject([{ amount }]);
  });

  test("and going back leads to its receipt, until another order is wanted", async () => {
    await visit();
    await typeCard(page, { number: VISA_DEBIT });
    await pay().click();
    await paid();
    await page.goBack();
    await paid();
    await page.getByRole("button", { name: "Start another order" }).click();
    await payAs("Pay $125.00").waitFor();
    await typeCard(page, { number: VISA_DEBIT });
    await pay().click();
    await paid();
    expect(await transactions()).toHaveLength(2);
  });
});
