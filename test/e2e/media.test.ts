/** The element on paper, and for shoppers who want nothing to move. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CardSurchargeElement } from "../../widget/element.ts";
import { answersIn } from "../support/service/shopper-answers.ts";
import { exhibit, mount, SERVICE, serve, servedFiles } from "../support/shopper/gallery.ts";
import { openBrowser } from "../support/shopper/shopper.ts";

const TOKEN = "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1";
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Checkout</title>
<script type="module" src="${SERVICE}/card-surcharge.js" crossorigin></script><main id="shop"></main></html>`;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  page = await browser.newPage();
});
afterEach(() => page?.close());

async function open(status: "idle" | "accepted", theme?: string): Promise<void> {
  await page.emulateMedia({ media: null, reducedMotion: null });
  await serve(page, servedFiles(), PAGE);
  await page.evaluate(mount, { into: "#shop", exhibit: exhibit(status, theme) });
}

const part = (name: string) => page.locator(`card-surcharge [part=${name}]`);

describe("on paper", () => {
  // A sheet, and the roll of a receipt printer.
  it.each([
    [794, "outlined"],
    [272, "plain"],
  ])("shows what was accepted, whole and without its buttons, %i px wide", async (width, theme) => {
    await open("accepted", theme);
    await page.setViewportSize({ width, height: 600 });
    await expect.poll(() => part("decline").isVisible()).toBe(true);
    await page.emulateMedia({ media: "print" });

    for (const name of ["amounts", "disclosure"])
      await expect.poll(() => part(name).isVisible(), { message: name }).toBe(true);
    await expect.poll(() => part("actions").isVisible()).toBe(false);
    await expect.poll(() => part("amounts").innerText()).toMatch(/\$125\.00[^]*\$3\.75[^]*\$128\.75/);
    await expect.poll(() => part("disclosure").innerText()).toBe(answersIn("en").surcharge.disclosure);

    const outside = await page.evaluate(() => {
      const host = document.querySelector("card-surcharge") as CardSurchargeElement;
      const box = host.getBoundingClientRect();
      const shown = [...(host.shadowRoot?.querySelectorAll<HTMLElement>("p, dt, dd, svg") ?? [])];
      const isOut = ({ left, right, top, bottom }: DOMRect) =>
        left < box.left - 1 || right > box.right + 1 || top < box.top - 1 || bottom > box.bottom + 1;
      const texts = shown.flatMap((each) => {
        const range = document.createRange();
        range.selectNodeContents(each);
        return [...range.getClientRects()].some(isOut) ? [each.textContent] : [];
      });
      return { texts, page: document.documentElement.scrollWidth - window.innerWidth };
    });
    expect(outside).toEqual({ texts: [], page: 0 });
  });

  it("leaves the frame of a security check out", async () => {
    await open("idle");
    const json = { code: "challenge_required", challengeUrl: `${SERVICE}/challenge` };
    await page.route(`${SERVICE}/v1/lookup?*`, (route) =>
      route.fulfill({ status: 403, headers: { "access-control-allow-origin": "*" }, json }),
    );
    await page.evaluate((token) => {
      (document.querySelector("card-surcharge") as CardSurchargeElement).token = token;
    }, TOKEN);
    const frame = page.locator("card-surcharge iframe");
    await frame.waitFor();
    await page.emulateMedia({ media: "print" });
    await expect.poll(() => frame.isVisible()).toBe(false);
    await expect.poll(() => part("message").first().isVisible()).toBe(true);
  });
});

describe("the sign of a check in progress", () => {
  it.each([
    ["turns", "no-preference", 1],
    ["is still where the shopper wants no motion", "reduce", 0],
  ] as const)("%s", async (_, reducedMotion, count) => {
    await open("idle");
    await page.emulateMedia({ reducedMotion });
    const moving = await page.evaluate(async (token) => {
      const element = document.querySelector("card-surcharge") as CardSurchargeElement;
      element.token = token;
      await element.updateComplete;
      return { status: element.status, count: element.shadowRoot?.getAnimations().length };
    }, TOKEN);
    expect(moving).toEqual({ status: "pending", count });
  });
});

describe("an offer", () => {
  it.each([
    ["grows", "no-preference", 1],
    ["is there at once where the shopper wants no motion", "reduce", 0],
  ] as const)("%s", async (_, reducedMotion, count) => {
    await open("idle");
    await page.emulateMedia({ reducedMotion });
    const moving = await page.evaluate(async (answer) => {
      const element = document.querySelector("card-surcharge") as CardSurchargeElement;
      element.answer = answer;
      await element.updateComplete;
      return element.shadowRoot?.getAnimations().length;
    }, answersIn("en").surcharge);
    expect(moving).toBe(count);
  });
});
