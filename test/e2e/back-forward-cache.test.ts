/** The element in a page that Chromium froze and brought back whole: what was answered then is no answer now. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CardSurchargeElement } from "../../widget/element.ts";
import { exhibit, mount, SERVICE, SHOP, serve, servedFiles } from "../support/shopper/gallery.ts";
import { openBrowser } from "../support/shopper/shopper.ts";

const PAGE = `<!doctype html><html lang="en"><title>Checkout</title>
<script type="module" src="${SERVICE}/card-surcharge.js" crossorigin></script>
<form id="none"></form><form id="accepted"></form></html>`;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  // Playwright switches the cache off, because a page that comes back has no `load` to wait for.
  browser = await openBrowser({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  page = await browser.newPage();
});
afterEach(() => page?.close());

/** What each form has of an answer, and what it would send. */
const present = () =>
  page.evaluate(() =>
    [...document.forms].map((form) => {
      const { status, decision } = form.querySelector("card-surcharge") as CardSurchargeElement;
      return { status, outcome: decision?.outcome, entries: [...new FormData(form).keys()] };
    }),
  );

describe("leaving for another page and going back", () => {
  it("starts afresh, without an answer and without a quote in the form", async () => {
    await serve(page, servedFiles(), PAGE);
    for (const status of ["none", "accepted"] as const)
      await page.evaluate(mount, { into: `#${status}`, exhibit: exhibit(status) });
    await page.evaluate(() => {
      for (const element of document.querySelectorAll("card-surcharge")) element.name = "quote";
      window.addEventListener("pageshow", ({ persisted }) => Object.assign(window, { persisted }));
    });
    expect(await present()).toEqual([
      { status: "none", outcome: "none", entries: ["quote"] },
      { status: "accepted", outcome: "surcharge", entries: ["quote"] },
    ]);

    await page.goto(`${SHOP}/terms`);
    await page.goBack({ waitUntil: "commit" });
    await page.waitForFunction(() => (window as { persisted?: boolean }).persisted === true);

    const afresh = { status: "idle", outcome: undefined, entries: [] };
    expect(await present()).toEqual([afresh, afresh]);
  });
});
