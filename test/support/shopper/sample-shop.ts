/** A shopper at the sample shop: one browser a file, a fresh shopper a test, and what is seen and pressed there. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { openBrowser, origins, resetSandbox } from "./shopper.ts";

export const VISA_CREDIT = "4012000077777777";
export const VISA_DEBIT = "4111111111111111";

let browser: Browser;
let context: BrowserContext;
/** The page that was visited last. */
export let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(resetSandbox);
afterEach(() => context?.close());

/**
 * A shopper without a past comes to the checkout.
 *
 * @param prepare is done to the page before it is opened
 */
export async function visit(
  options: BrowserContextOptions = {},
  prepare?: (page: Page) => Promise<unknown>,
): Promise<void> {
  context = await browser.newContext(options);
  await visitAgain(prepare);
}

/** The same shopper, in one more tab. */
export async function visitAgain(prepare?: (page: Page) => Promise<unknown>): Promise<void> {
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await prepare?.(page);
  await page.goto(origins().shop);
}

export const surcharge = () => page.locator("card-surcharge");
export const accept = () => surcharge().getByRole("button", { name: /accept/i });
export const anotherCard = () => surcharge().getByRole("button", { name: /another card/i });
/** The one button, whatever it says. */
export const pay = () => page.locator("#pay");
export const payAs = (words: string) => page.getByRole("button", { name: words, exact: true });
export const paid = () => page.getByRole("heading", { name: "Thank you" }).waitFor();
export const problem = () => page.getByRole("alert");

export async function acceptSurcharge(): Promise<void> {
  await payAs("Pay $125.00").click();
  await accept().click();
}
