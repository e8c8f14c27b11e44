/** The sample shop in a browser: by mouse, by touch and by keyboard, and when something on the way fails. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  cardForm,
  openBrowser,
  origins,
  resetSandbox,
  tabInto,
  transactions,
  typeCard,
} from "../support/shopper/shopper.ts";

const VISA_CREDIT = "4012000077777777";
const VISA_DEBIT = "4111111111111111";
const DECLINED = "4000000000000002";
const ASKING_CARD = "4012000033330026";
const EXPIRY_MS = 106_000;

let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(resetSandbox);
afterEach(() => context?.close());

/** A shopper without a past, at the checkout. */
async function visit(options: BrowserContextOptions = {}): Promise<void> {
  context = await browser.newContext(options);
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(origins().shop);
}

const surcharge = () => page.locator("card-surcharge");
const accept = () => surcharge().getByRole("button", { name: /accept/i });
const anotherCard = () => surcharge().getByRole("button", { name: /another card/i });
/** The one button, whatever it says. */
const pay = () => page.locator("#pay");
const payAs = (words: string) => page.getByRole("button", { name: words, exact: true });
const paid = () => page.getByRole("heading", { name: "Thank you" }).waitFor();
const problem = () => page.getByRole("alert");
const spoil = (path: string, fault: string) =>
  fetch(`${origins().sandbox}/sandbox/faults`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ path, fault, times: 1 }),
  });

/** What the focus is on, with nothing of the frames or the element inside. */
const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName);

async function acceptSurcharge(): Promise<void> {
  await payAs("Pay $125.00").click();
  await accept().click();
}

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
    context = await browser.newContext();
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.clock.install();
    await page.goto(origins().shop);
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
    context = await browser.newContext();
    page = await context.newPage();
    await page.route("**/tokenizer.js", (route) => route.abort());
    await page.goto(origins().shop);
    await pay().click();
    await problem().getByText("The card form could not be loaded. Please reload the page.").waitFor();
  });
});

describe("the element's script is missing", () => {
  const serverOffer = () => page.locator("#server-offer form");

  beforeEach(async () => {
    context = await browser.newContext();
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.route("**/card-surcharge.js", (route) => route.abort());
    await page.goto(origins().shop);
  });

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
    await visit();
    const tabs = [page, await context.newPage()];
    for (page of tabs) {
      page.setDefaultTimeout(15_000);
      await page.goto(origins().shop);
      await typeCard(page, { number });
      if (number === VISA_CREDIT) await acceptSurcharge();
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

describe("the page", () => {
  test("does not jump while it loads", async () => {
    context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    page = await context.newPage();
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(origins().shop);
    await cardForm(page).getByLabel("Security code").waitFor();
    await surcharge().getByText("Larch & Loam").first().waitFor();
    const shifts = await page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return (window as unknown as { shifts: number[] }).shifts;
    });
    expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.05);
  });

  test.each([
    [320, "100%"],
    [390, "200%"],
    [768, "100%"],
    [1280, "200%"],
  ])("does not scroll sideways at %i px with text of %s, which the card form takes over", async (width, size) => {
    context = await browser.newContext({ viewport: { width, height: 800 } });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.route("**/shop.css", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()} html { font-size: ${size} }` });
    });
    await page.goto(origins().shop);
    await typeCard(page, { number: VISA_CREDIT });
    await pay().click();
    await payAs("Choose above first").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const textSize = (field: Element) => getComputedStyle(field).fontSize;
    expect(await cardForm(page).getByLabel("Card number").evaluate(textSize)).toBe(
      await page.getByLabel("City").evaluate(textSize),
    );
  });

  test.each(["light", "dark"] as const)("has one look, in the card form as well: %s", async (colorScheme) => {
    await visit({ colorScheme });
    const look = (field: Element) => {
      const { borderTopColor, borderTopLeftRadius, backgroundColor, color, minHeight } = getComputedStyle(field);
      return { borderTopColor, borderTopLeftRadius, backgroundColor, color, minHeight };
    };
    await expect
      .poll(() => cardForm(page).getByLabel("Card number").evaluate(look))
      .toEqual(await page.getByLabel("City").evaluate(look));
  });

  test("keeps a border around every button in forced colours", async () => {
    await visit({ forcedColors: "active" });
    expect(await pay().evaluate((button) => getComputedStyle(button).borderTopWidth)).toBe("1px");
  });
});
