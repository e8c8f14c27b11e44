/** Where the focus goes, by real keys and presses, with a card form of another origin. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CardSurchargeElement } from "../../widget/element.ts";
import { answersIn } from "../support/service/shopper-answers.ts";
import { SERVICE, serve, servedFiles } from "../support/shopper/gallery.ts";
import { openBrowser, tabInto } from "../support/shopper/shopper.ts";

const GATEWAY = "http://gateway.test";
const TOKEN = "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1";
const CARD_FORM = `<!doctype html><title>Card</title><input aria-label="Card number"><input aria-label="Expiry"><input aria-label="CVV">`;
const CHECKOUT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Checkout</title>
<script type="module" src="${SERVICE}/card-surcharge.js" crossorigin></script>
<main><label>Name <input id="name"></label><div id="card-form"><iframe title="Card"></iframe></div>
<card-surcharge merchant="mch_demo" base-amount="12500" currency="USD" country="US" state="IL">Notice</card-surcharge>
<button id="pay">Pay</button></main></html>`;

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

const element = () => page.locator("card-surcharge");
const cardFrame = () => page.frameLocator("iframe");
const cardField = (name: string) => cardFrame().getByLabel(name);
const statusIs = (status: string) => page.locator(`card-surcharge[data-status=${status}]`).waitFor();
const focused = () =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.shadowRoot?.activeElement?.id ?? (activeElement?.id || activeElement?.localName);
  });

/** A checkout whose pay button reviews, and whose card form gives a token at once. */
async function open(answer: "surcharge" | "none" = "surcharge"): Promise<void> {
  await serve(page, servedFiles(), CHECKOUT);
  await page.route(`${GATEWAY}/form`, (route) => route.fulfill({ contentType: "text/html", body: CARD_FORM }));
  await page.route(`${SERVICE}/v1/lookup?*`, (route) =>
    route.fulfill({ headers: { "access-control-allow-origin": "*" }, json: answersIn("en")[answer] }),
  );
  await page.waitForFunction(() => customElements.get("card-surcharge") !== undefined);
  await page.evaluate(
    ({ token, form }) => {
      (document.querySelector("iframe") as HTMLIFrameElement).src = form;
      const element = document.querySelector("card-surcharge") as CardSurchargeElement;
      const tokenizer = {
        iframe: document.querySelector("iframe"),
        submission: (_response: unknown) => {},
        submit: () => setTimeout(() => tokenizer.submission({ status: "success", token })),
      };
      element.connect(tokenizer);
      const pay = document.querySelector("#pay") as HTMLButtonElement;
      pay.addEventListener("click", () => void element.review().catch(() => {}));
    },
    { token: TOKEN, form: `${GATEWAY}/form` },
  );
  await cardField("CVV").waitFor();
}

describe("a press on the page's pay button that brings an offer", () => {
  it("leads to the offer's message, and the next Tab to the choice", async () => {
    await open();
    await page.focus("#pay");
    await page.keyboard.press("Enter");
    await statusIs("surcharge");
    await page.waitForFunction(() => document.activeElement?.localName === "card-surcharge");
    expect(await focused()).toBe("status");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("accept");
  });

  it("brings the whole of it into sight, from its first line to the choice, on a small screen", async () => {
    await page.setViewportSize({ width: 375, height: 667 });
    await open();
    await page.locator("#pay").click();
    await statusIs("surcharge");
    await page.waitForFunction(() => document.activeElement?.localName === "card-surcharge");
    const isInSight = (part: string) =>
      page.waitForFunction((part) => {
        const shown = document.querySelector("card-surcharge")?.shadowRoot?.querySelector(`[part=${part}]`);
        const { top, bottom } = (shown as Element).getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      }, part);
    for (const part of ["headline", "message", "amounts", "actions"]) await isInSight(part);
  });

  it("leaves a shopper alone who has gone to another field meanwhile", async () => {
    await open();
    await page.route(`${SERVICE}/v1/lookup?*`, async (route) => {
      await page.focus("#name");
      await route.fallback();
    });
    await page.focus("#pay");
    await page.keyboard.press("Enter");
    await statusIs("surcharge");
    await page.evaluate(() => (document.querySelector("card-surcharge") as CardSurchargeElement).updateComplete);
    expect(await focused()).toBe("name");
  });

  it("is not taken for one where the page asks by itself, or nothing is offered", async () => {
    await open();
    // What a test runs in a page counts as a press of the shopper's.
    await page.evaluate(() => {
      Object.defineProperty(navigator, "userActivation", { value: { isActive: false }, configurable: true });
      return (document.querySelector("card-surcharge") as CardSurchargeElement).review();
    });
    await statusIs("surcharge");
    expect(await focused()).toBe("body");
    await open("none");
    await page.focus("#pay");
    await page.keyboard.press("Enter");
    await statusIs("none");
    expect(await focused()).toBe("pay");
  });
});

describe("Use another card", () => {
  it.each(["Card number", "CVV"])("leads back to the card number, also after the focus was in %s", async (field) => {
    await open();
    await cardField(field).click();
    await page.focus("#pay");
    await page.keyboard.press("Enter");
    await statusIs("surcharge");
    await page.waitForFunction(() => document.activeElement?.localName === "card-surcharge");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("decline");
    await page.keyboard.press("Enter");
    expect(await focused()).toBe("card-form");
    await expect.poll(() => element().getByRole("status").innerText()).toMatch(/^No surcharge accepted\./);
    await tabInto(page, cardFrame());
    await page.keyboard.type("4111");
    await expect.poll(() => cardField("Card number").inputValue()).toBe("4111");
    await expect.poll(() => page.locator("#card-form").getAttribute("tabindex")).toBeNull();
  });
});
