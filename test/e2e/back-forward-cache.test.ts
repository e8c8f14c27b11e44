/** The element in a page that Chromium froze and brought back whole: what was answered then is no answer now. */
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../tools/chromium.mjs";
import type { CardSurchargeElement } from "../../widget/element.ts";
import { builtWidget, exhibit, mount, SERVICE, SHOP, serve } from "../support/gallery.ts";

const PAGE = `<!doctype html><html lang="en"><title>Checkout</title>
<script type="module" src="${SERVICE}/card-surcharge.js" crossorigin></script><form></form></html>`;

let browser: Browser;
let files: ReadonlyMap<string, string>;
let page: Page;

beforeAll(async () => {
  ({ files } = await builtWidget());
  browser = await chromium.launch({
    executablePath: findChromium() ?? "chromium",
    args: ["--no-sandbox"],
    // Playwright switches the cache off, because a page that comes back has no `load` to wait for.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
});
afterAll(() => browser?.close());
afterEach(() => page?.close());

/** What the page has of an answer, and what its form would send. */
const present = () =>
  page.evaluate(() => {
    const element = document.querySelector("card-surcharge") as CardSurchargeElement;
    const entries = [...new FormData(document.querySelector("form") as HTMLFormElement)].map(([name]) => name);
    return { status: element.status, decision: element.decision?.outcome ?? null, entries };
  });

describe("leaving for another page and going back", () => {
  it.each(["none", "accepted"] as const)("starts afresh where the status was %s, without a quote", async (status) => {
    page = await browser.newPage();
    await serve(page, files, PAGE);
    await page.evaluate(mount, { into: "form", exhibit: exhibit(status) });
    await page.evaluate(() => {
      (document.querySelector("card-surcharge") as CardSurchargeElement).name = "quote";
      window.addEventListener("pageshow", ({ persisted }) => Object.assign(window, { persisted }));
    });
    expect(await present()).toMatchObject({ status, entries: ["quote"] });

    await page.goto(`${SHOP}/terms`);
    await page.goBack({ waitUntil: "commit" });

    await page.waitForFunction(() => (window as { persisted?: boolean }).persisted === true);
    expect(await present()).toEqual({ status: "idle", decision: null, entries: [] });
  });
});
