/** What the shop and the sandbox look like to those who see little, and to the tools that check for them. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openBrowser, origins, resetSandbox, typeCard } from "../support/shopper/shopper.ts";

const VISA_CREDIT = "4012000077777777";
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(resetSandbox);
afterEach(() => context?.close());

async function open(options: BrowserContextOptions): Promise<void> {
  // axe is put into the page, which a policy of the page's own would refuse.
  context = await browser.newContext({ ...options, bypassCSP: true });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
}

/** What axe finds on the page as it is, its frames left to their own tests. */
async function findings(): Promise<string[]> {
  await page.addScriptTag({ content: axeSource });
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      iframes: false,
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

const pay = () => page.locator("#pay");
const says = (words: string) => page.getByRole("button", { name: words, exact: true });

/** Each leads from an open page to a state of it. */
const STATES: Readonly<Record<string, () => Promise<unknown>>> = {
  "the shop as it comes": () => page.goto(origins().shop),
  "a problem": async () => {
    await page.goto(origins().shop);
    await pay().click();
    await page.getByRole("alert").getByText("Please check").waitFor();
  },
  "the choice": async () => {
    await page.goto(origins().shop);
    await typeCard(page, { number: VISA_CREDIT });
    await pay().click();
    await says("Choose above first").waitFor();
  },
  "the choice as the server shows it, then the receipt": async () => {
    await page.route("**/card-surcharge.js", (route) => route.abort());
    await page.goto(origins().shop);
    await typeCard(page, { number: VISA_CREDIT });
    await pay().click();
    await says("Choose above first").waitFor();
    expect(await findings()).toEqual([]);
    await says("Accept surcharge and pay $128.75").click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
  },
  "a page that is not there": () => page.goto(`${origins().shop}/nowhere`),
  "the sandbox, with everything open": async () => {
    await page.goto(origins().sandbox);
    for (const summary of await page.locator("summary").all()) await summary.click();
  },
};

describe.each([
  [320, "light"],
  [1280, "dark"],
] as const)("at %i px, %s", (width, colorScheme) => {
  test.each(Object.entries(STATES))("%s has nothing that axe knows to be wrong", async (_, lead) => {
    await open({ viewport: { width, height: 800 }, colorScheme });
    await lead();
    expect(await findings()).toEqual([]);
  });
});

test.each(["shop", "sandbox"] as const)("the %s has a name, a description and an icon", async (name) => {
  await open({});
  await page.goto(origins()[name]);
  const icon = (await page.locator("link[rel=icon]").getAttribute("href")) ?? "";
  const response = await fetch(new URL(icon, origins()[name]));
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
  expect((await page.locator("meta[name=description]").getAttribute("content"))?.length).toBeGreaterThan(40);
  expect(await page.title()).not.toBe("");
});

test("the sandbox does not scroll sideways on a small phone", async () => {
  await open({ viewport: { width: 320, height: 600 } });
  await page.goto(origins().sandbox);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test("the sandbox's buttons change what it does, without script", async () => {
  await open({ javaScriptEnabled: false });
  await page.goto(origins().sandbox);
  await page.getByRole("button", { name: "Make the gateway fail" }).click();
  await page.getByText("503 for /api/lookup/bin/protected").waitFor();
  await page.getByRole("button", { name: "Gateway back to normal" }).click();
  await page.getByText("The gateway answers normally.").waitFor();
});
