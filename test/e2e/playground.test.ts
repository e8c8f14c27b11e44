/** The playground with the real service and the real element, under the policy that it is served with. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { REASONS } from "../../contract/lists.ts";
import { assetHeadersFile, withSandbox } from "../../worker/http/headers.ts";
import { IS_NIGHTLY } from "../support/nightly/nightly.ts";
import { openBrowser, origins, resetSandbox, typeCard } from "../support/shopper/shopper.ts";
import { pageFiles } from "../support/status/page-files.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
/** As `npm start` serves it, with its sandbox's origin. */
const policy = () => {
  const headers = withSandbox(assetHeadersFile({ moving: [], unreleased: null }, []), origins().sandbox);
  return /\n\/playground\n(?:.+\n)*? {2}Content-Security-Policy: (.+)\n/.exec(headers)?.[1] ?? "default-src 'none'";
};

let browser: Browser;
let files: Awaited<ReturnType<typeof pageFiles>>;
let page: Page;
/** What the policy refused, and what nobody caught. */
let troubles: string[];

beforeAll(async () => {
  const data = ` data-element="/widget/${version}/card-surcharge.js"`;
  [browser, files] = await Promise.all([openBrowser(), pageFiles("playground", data)]);
});
afterAll(() => browser?.close());
beforeEach(resetSandbox);
afterEach(async () => {
  await page.context().close();
  expect(troubles).toEqual([]);
});

async function open(hash = "", options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({
    permissions: ["local-network-access"],
    reducedMotion: "reduce",
    ...options,
  });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  troubles = [];
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text())) troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  for (const [path, { type, text }] of files)
    await page.route(`${origins().product}${path}`, (route) =>
      route.fulfill({ contentType: type, body: text, headers: { "content-security-policy": policy() } }),
    );
  await page.goto(`${origins().product}/playground${hash}`);
}

const part = (name: string) => page.getByRole("region", { name, exact: true });
const answered = (reason: string) => part("Asked and answered").locator(".summary").getByText(reason).waitFor();

test("shows a surcharge, its signed quote, the rules that spoke, and another state beside it", async () => {
  await open();
  await answered("eligible");
  await part("The signed quote").getByText("Valid: signed for exactly this sale").waitFor();
  await expect
    .poll(() => part("The rules that spoke").getByRole("link", { name: "Source" }).count())
    .toBeGreaterThan(0);
  await part("The same in another state").getByText("region_prohibited").waitFor();

  const shop = part("What the shopper sees");
  const accept = shop.getByRole("button", { name: "Accept surcharge" });
  // Nobody accepts what was not on the screen.
  await accept.scrollIntoViewIfNeeded();
  await accept.click();
  await shop.locator(".events").getByText("surcharge-accept").waitFor();
  const heard = await shop.locator(".heard li").allTextContents();
  expect(heard).toHaveLength(2);
  expect(heard[0]).toContain("Visa");
  expect(heard[1]).toMatch(/accepted/i);
});

test("refuses a quote with one claim changed, and a sale that is another", async () => {
  await open();
  const quote = part("The signed quote");
  const change = quote.getByLabel("Change before it is checked");
  await change.selectOption({ label: "Claim surchargeAmount: 1" });
  await quote.locator(".verdict").getByText("bad_signature").waitFor();
  await change.selectOption({ label: "Sale of one cent more" });
  await quote.locator(".verdict").getByText("wrong_amount").waitFor();
  await change.selectOption({ label: "Nothing: as it came" });
  await quote.getByText("Valid").waitFor();
});

test("leads to reasons by the keyboard alone, each with an address that brings it back", async () => {
  await open();
  const reasons = part("Every reason, at a click");
  await expect.poll(() => reasons.getByRole("rowheader").count()).toBe(REASONS.length);
  const debit = reasons.getByRole("link", { name: "debit" });
  await page.getByRole("link", { name: "Docs" }).focus();
  for (let presses = 0; presses < 40; presses += 1) {
    if (await debit.evaluate((link) => link === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await answered("debit");
  await page.reload();
  await answered("debit");

  await part("The question").getByLabel("State", { exact: true }).fill("");
  await page.keyboard.press("Enter");
  await answered("region_missing");
  expect(page.url()).toContain("state=&");
});

if (IS_NIGHTLY)
  describe("with what `npm start` has beside the service", () => {
    test("makes a sandbox's card number into a token, and reaches the merchant's own card by it", async () => {
      // Mirrors the card programme, as `npm start` does.
      await fetch(`${origins().product}/cdn-cgi/handler/scheduled?cron=npm+start`);
      await open();
      await answered("eligible");
      await part("With the sandbox").getByRole("link", { name: "Visa debit" }).click();
      await answered("debit");
      await part("The signed quote").getByText("Valid").waitFor();
      expect(page.url()).not.toMatch(/4217|tok_/);
      await part("Every reason, at a click").getByRole("link", { name: "house_card" }).click();
      await answered("house_card");
    });

    test("spoils the gateway's answers at a click, and takes the fault back", async () => {
      await open("#sandbox=visa_credit");
      await answered("eligible");
      await part("With the sandbox").getByRole("link", { name: "Unavailable (503)" }).click();
      await answered("gateway_unavailable");
      await part("What the shopper sees").locator("card-surcharge[data-status=unknown]").waitFor();
      const faults = async () =>
        ((await (await fetch(`${origins().sandbox}/sandbox/faults`)).json()) as { faults: object[] }).faults;
      await expect.poll(faults).toEqual([]);
    });

    test("takes a card that is typed into the gateway's own form", async () => {
      await open("#sandbox=typed");
      await typeCard(page, { number: "4012000077777777" }, "#playground-card-form iframe");
      await part("What the shopper sees").getByRole("button", { name: "Pay" }).click();
      await answered("eligible");
      await part("The signed quote").getByText("Valid").waitFor();
    });

    test("reaches what is a merchant's own setting by demo merchants, and says how the rest is seen", async () => {
      await open();
      const reasons = part("Every reason, at a click");
      for (const reason of ["merchant_off", "cost_not_recorded", "below_minimum"]) {
        await reasons.getByRole("link", { name: reason }).click();
        await answered(reason);
      }
      await reasons.getByText("npm run explain -- --card visa/credit --place US-CO --on 2030-01-01").waitFor();
      await expect.poll(() => reasons.getByRole("link").count()).toBe(REASONS.length - 2);
    });
  });

test("says how to make a merchant where there is none, and keeps nothing", async () => {
  await open("#merchant=mch_nobody");
  await part("Asked and answered")
    .getByText(/^MERCHANT_GATEWAY_KEY=api_\w+ npm run merchants -- add mch_try /)
    .waitFor();
  await expect.poll(() => page.locator("input[type=password]").count()).toBe(0);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ""]);
});

test.each([
  ["light", 1440],
  ["dark", 320],
] as const)("can be read by everybody, %s, %i pixels wide", async (colorScheme, width) => {
  await open("", { colorScheme, viewport: { width, height: 900 } });
  await part("The signed quote").getByText("Valid").waitFor();
  await part("The rules that spoke").getByRole("listitem").first().waitFor();
  for (const summary of await page.locator("summary").all()) await summary.click();
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const [scrollWidth, clientWidth] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  expect(scrollWidth).toBe(clientWidth);
});
