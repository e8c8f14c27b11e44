/**
 * Pays in every example, also when something on the way fails. Those that are built, with their own dependencies as their
 * README says, run under `NIGHTLY=1` alone.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { IS_NIGHTLY } from "../support/nightly/nightly.ts";
import {
  cardForm,
  openBrowser,
  origins,
  resetSandbox,
  tabInto,
  transactions,
  typeCard,
} from "../support/shopper/shopper.ts";

const FRAMEWORKS = ["react", "vue", "svelte"] as const;
const INSTALL_TIMEOUT_MS = 300_000;
const VISA_CREDIT = "4012000077777777";
const VISA_DEBIT = "4111111111111111";
const DECLINED = "4000000000000002";
const EXPIRY_MS = 106_000;

/** Where each example's files are, once built. */
let built: string;
let browser: Browser;

/** Shows an example from an origin of the demo merchant, whose server is the sample shop's. */
async function open(folder: string, prepare: (page: Page) => Promise<unknown> = async () => {}): Promise<Page> {
  const { product, sandbox, shop } = origins();
  // A page that Playwright answers for counts as one of an unknown network; Chromium would keep it from the local servers.
  const page = await browser.newPage({ permissions: ["local-network-access"] });
  page.setDefaultTimeout(20_000);
  await page.route(`${shop}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/pay") return route.continue();
    const path = join(folder, pathname === "/" ? "index.html" : pathname);
    const type = { html: "text/html", css: "text/css", js: "text/javascript" }[path.split(".").at(-1) ?? ""];
    if (type === undefined) return route.abort();
    const file = readFileSync(path, "utf8");
    const body = file.replaceAll("http://localhost:8787", product).replaceAll("http://localhost:8788", sandbox);
    return route.fulfill({ body, contentType: type });
  });
  await prepare(page);
  await page.goto(shop);
  return page;
}

/** The one button, by what it says. */
const press = (page: Page, label: string) => page.getByRole("button", { name: label, exact: true }).click();
const accept = (page: Page) =>
  page
    .locator("card-surcharge")
    .getByRole("button", { name: /accept/i })
    .click();
const reads = (page: Page, words: string) => page.getByRole("alert").getByText(words).waitFor();
const charged = async () => (await transactions()).map(({ amount }) => amount);

function build(framework: string): void {
  const folder = resolve("examples", framework);
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, stdio: "pipe" });
  // npm keeps a copied package that has the same version, even if it was built anew.
  rmSync(join(folder, "node_modules/@card-surcharge/element"), { recursive: true, force: true });
  run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error");
  run("npm", "run", "build", "--", "--outDir", join(built, framework));
}

/** The compiler's word on a file beside the example's own dependencies. */
function typeCheck(framework: string, file: string, text: string): string {
  const path = resolve("examples", framework, file);
  const tsc = resolve("node_modules/typescript/bin/tsc");
  const options =
    "--ignoreConfig --noEmit --strict --skipLibCheck --module esnext --moduleResolution bundler --target es2023";
  writeFileSync(path, text);
  try {
    execFileSync(process.execPath, [tsc, ...options.split(" "), "--types", "", path], { encoding: "utf8" });
    return "";
  } catch (error) {
    return (error as { stdout: string }).stdout;
  } finally {
    rmSync(path);
  }
}

/** What any of the examples has to survive; `folder` holds its files. */
function survives(folder: () => string): void {
  test("charges a credit card with its surcharge only after the shopper has accepted", async () => {
    const page = await open(folder());
    await typeCard(page, { number: VISA_CREDIT });
    await press(page, "Pay $125.00");
    await accept(page);
    await page.getByRole("button", { name: "Pay $128.75" }).waitFor();
    expect(await charged()).toEqual([]);
    await press(page, "Pay $128.75");
    await reads(page, "Paid.");
    expect(await charged()).toEqual([12_875]);
  });

  test("charges a debit card by one press, and no second time", async () => {
    const page = await open(folder());
    await typeCard(page, { number: VISA_DEBIT });
    await press(page, "Pay $125.00");
    await reads(page, "Paid.");
    await press(page, "Pay $125.00");
    await reads(page, "Paid.");
    expect(await charged()).toEqual([12_500]);
  });

  test("offers anew after a change, and charges nothing where the law forbids a surcharge", async () => {
    const page = await open(folder());
    await typeCard(page, { number: VISA_CREDIT });
    await press(page, "Pay $125.00");
    await accept(page);
    await page.getByRole("button", { name: "Pay $128.75" }).waitFor();
    await page.getByLabel("State").selectOption("NV");
    await page.getByRole("button", { name: "Choose above first" }).waitFor();
    await accept(page);
    await page.getByRole("button", { name: "Pay $128.75" }).waitFor();
    await page.getByLabel("State").selectOption("MA");
    await press(page, "Pay $125.00");
    await reads(page, "Paid.");
    expect(await charged()).toEqual([12_500]);
  });

  test("lets another card pay after a decline", async () => {
    const page = await open(folder());
    await typeCard(page, { number: DECLINED });
    await press(page, "Pay $125.00");
    await accept(page);
    await press(page, "Pay $128.75");
    await reads(page, "The card was declined.");
    await typeCard(page, { number: VISA_DEBIT });
    await press(page, "Pay $125.00");
    await reads(page, "Paid.");
    expect(await charged()).toEqual([12_875, 12_500]);
  });

  test("pays by the next press after a request that failed", async () => {
    const page = await open(folder());
    await typeCard(page, { number: VISA_CREDIT });
    await press(page, "Pay $125.00");
    await accept(page);
    await page.route("**/pay", (route) => route.abort(), { times: 1 });
    await press(page, "Pay $128.75");
    await reads(page, "The shop could not be reached.");
    await press(page, "Pay $128.75");
    await reads(page, "Paid.");
    expect(await charged()).toEqual([12_875]);
  });

  test("renews what was accepted and has expired", async () => {
    const page = await open(folder(), (page) => page.clock.install());
    await typeCard(page, { number: VISA_CREDIT });
    await press(page, "Pay $125.00");
    await accept(page);
    await page.getByRole("button", { name: "Pay $128.75" }).waitFor();
    await page.clock.fastForward(EXPIRY_MS);
    await page.locator("card-surcharge[data-status=expired]").waitFor();
    await press(page, "Pay $128.75");
    await reads(page, "Paid.");
    expect(await charged()).toEqual([12_875]);
  });

  test("asks for the card where there is none", async () => {
    const page = await open(folder());
    await press(page, "Pay $125.00");
    await reads(page, "Please check the card details.");
  });
}

beforeAll(async () => {
  browser = await openBrowser();
});
beforeEach(resetSandbox);
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser?.close());

describe("the example in HTML", () => {
  survives(() => resolve("examples/html"));

  test("is paid by keyboard alone, and keeps the focus", async () => {
    const page = await open(resolve("examples/html"));
    const focused = () => page.evaluate(() => document.activeElement?.localName);
    await page.getByLabel("State").focus();
    await tabInto(page, cardForm(page));
    await page.keyboard.type(VISA_CREDIT);
    for (const text of ["1230", "123"]) {
      await page.keyboard.press("Tab");
      await page.keyboard.type(text);
    }
    await page.locator("#pay").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Choose above first" }).waitFor();
    // Half a second after the offer is in sight.
    await page.getByRole("button", { name: "Accept surcharge", disabled: false }).waitFor();
    if ((await focused()) === "button") await page.keyboard.press("Enter");
    else await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Pay $128.75" }).waitFor();
    expect(await focused()).not.toBe("body");
    await page.locator("#pay").focus();
    await page.keyboard.press("Enter");
    await reads(page, "Paid.");
    expect(await charged()).toEqual([12_875]);
  });

  test("shows the offer of the shop's server where the element's script is missing", async () => {
    const page = await open(resolve("examples/html"), (page) =>
      page.route("**/card-surcharge.js", (route) => route.abort()),
    );
    await typeCard(page, { number: VISA_CREDIT });
    await press(page, "Pay $125.00");
    await press(page, "Choose above first");
    expect(
      await page
        .locator("#server-offer p")
        .first()
        .evaluate((message) => message.matches(":focus")),
    ).toBe(true);
    expect(await charged()).toEqual([]);
    await press(page, "Accept surcharge and pay $128.75");
    await reads(page, "Paid.");
    expect(await charged()).toEqual([12_875]);
  });
});

if (IS_NIGHTLY)
  describe("the example in", () => {
    beforeAll(() => {
      built = mkdtempSync(join(tmpdir(), "card-surcharge-examples-"));
      for (const framework of FRAMEWORKS) build(framework);
    }, INSTALL_TIMEOUT_MS);

    afterAll(() => rmSync(built, { recursive: true, force: true }));

    describe.each(FRAMEWORKS)("%s", (name) => survives(() => join(built, name)));

    test("the example in React is typed", () => {
      const tsc = resolve("node_modules/typescript/bin/tsc");
      const run = () => execFileSync(process.execPath, [tsc, "-p", "examples/react"], { encoding: "utf8" });
      expect(run()).toBe("");
    });

    test.each([
      [
        "vue",
        `import type {} from "@card-surcharge/element/vue";
       import type { GlobalComponents } from "vue";
       type Props = InstanceType<GlobalComponents["card-surcharge"]>["$props"];
       export const good: Props = { merchant: "m", "base-amount": 1, class: "c", onSurchargeAccept: (e) => e.detail.decision?.quote };`,
      ],
      [
        "svelte",
        `import type {} from "@card-surcharge/element/svelte";
       import type { SvelteHTMLElements } from "svelte/elements";
       type Props = SvelteHTMLElements["card-surcharge"];
       export const good: Props = { merchant: "m", "base-amount": 1, class: "c", "onsurcharge-accept": (e) => e.detail.decision?.quote };`,
      ],
    ])("the tag is typed in %s", (framework, text) => {
      const bad = `\n// @ts-expect-error misspelt\nexport const bad: Props = { merchnt: "m" };`;
      expect(typeCheck(framework, "tag.check.ts", text + bad)).toBe("");
    });
  });
