/** The site as it is served: what its pages may do, who can read them, what their search finds. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shippedPackages } from "../../tools/pci/packages.ts";
import { IS_NIGHTLY } from "../support/nightly/nightly.ts";
import { type ServedSite, serveSite } from "../support/node/served-site.ts";
import { openBrowser } from "../support/shopper/shopper.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** One of each kind; those whose parts are seen elsewhere in each run have their turn at night. */
const KINDS = [
  "/",
  "/builder",
  "/docs/five-minutes/",
  "/docs/how-it-works/",
  "/docs/api/operations/reportoutcome/",
  ...(IS_NIGHTLY ? ["/playground", "/status", "/docs/", "/docs/api/", "/docs/pci/"] : []),
];

let site: ServedSite;
let browser: Browser;
beforeAll(async () => {
  site = await serveSite();
  browser = await openBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

interface Watched {
  readonly axe: { run(options: object): Promise<AxeResults> };
  readonly refused: string[];
}

async function open(path: string, look: { colorScheme: "light" | "dark"; width: number }): Promise<Page> {
  const { colorScheme, width } = look;
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.addInitScript(() => {
    const refused: string[] = [];
    Object.assign(window, { refused });
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      refused.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  const response = await page.goto(`${site.origin}${path}`);
  expect(response?.status()).toBe(200);
  return page;
}

const refusedBy = (page: Page) => page.evaluate(() => (window as unknown as Watched).refused);

describe.each(KINDS)("%s", (path) => {
  test.each([
    ["light", 1280],
    ["dark", 320],
  ] as const)("can be read by everybody, %s, %i pixels wide", async (colorScheme, width) => {
    const page = await open(path, { colorScheme, width });
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() =>
      (window as unknown as Watched).axe.run({
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      }),
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    const { scrollWidth, clientWidth } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
    expect(scrollWidth).toBe(clientWidth);
    expect(await refusedBy(page)).toEqual([]);
    await page.context().close();
  });
});

describe("the docs", () => {
  test("find a word and lead to its page, within their policy", async () => {
    const page = await open("/docs/", { colorScheme: "light", width: 1280 });
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("textbox", { name: "Search" }).fill("chargePlan");
    await page.locator("dialog").getByRole("link").first().click();
    await page.waitForURL("**/docs/integrate-server/**");
    expect(await refusedBy(page)).toEqual([]);
    await page.context().close();
  });

  test("can be gone through by the keyboard: past the menu, to what scrolls sideways", async () => {
    const page = await open("/docs/integrate/", { colorScheme: "dark", width: 320 });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("**#_top");
    const reached = await page
      .locator(".sl-markdown-content table")
      .evaluateAll((tables) =>
        tables.filter((table) => table.scrollWidth > table.clientWidth).map((table) => table.getAttribute("tabindex")),
      );
    expect(reached.length).toBeGreaterThan(0);
    expect(new Set(reached)).toEqual(new Set(["0"]));
    await page.context().close();
  });

  test("are there as Markdown, which llms.txt lists", async () => {
    const index = await (await fetch(`${site.origin}/llms.txt`)).text();
    const [, address] = /\]\((\/docs\/integrate\.md)\)/.exec(index) ?? [];
    const text = await (await fetch(`${site.origin}${address}`)).text();
    expect(text).toMatch(/^# Put it on a checkout page\n/);
    expect(text).toContain("(/docs/integrate-server.md)");
  });
});

test("the status page asks for a key, is nobody's to keep, and needs no second address", async () => {
  const page = await open("/status", { colorScheme: "light", width: 320 });
  await page.getByLabel("Admin key").waitFor();
  await page.context().close();
  const response = await fetch(`${site.origin}/status`, { redirect: "error" });
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  expect(response.headers.get("Content-Security-Policy")).toMatch(/trusted-types lit-html$/);
});

test("says which packages of others are in its scripts, each with its notice", async () => {
  const own = (await shippedPackages(site.assets)).filter(({ parts }) => parts.includes("site"));
  const names = own.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["@astrojs/starlight", "jose", "lit-html", "pagefind", "uplot", "zod"]));
  expect(own.filter(({ notice }) => !/copyright/i.test(notice)).map(({ name }) => name)).toEqual([]);
  expect(new Set(own.map(({ licence }) => licence))).toEqual(new Set(["BSD-3-Clause", "MIT"]));
});
