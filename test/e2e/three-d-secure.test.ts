/**
 * A card whose bank asks the shopper for a password: the gateway's frame takes its time between `submit` and
 * `submission`. The published Tokenizer client, a frame that waits, and a clock that the test moves.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type Tokenizer from "fluidpay-tokenizer";
import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Reviewed } from "../../widget/checkout/decision.ts";
import type { CardSurchargeElement } from "../../widget/element.ts";
import { SERVICE, serve, servedFiles } from "../support/shopper/gallery.ts";
import { openBrowser } from "../support/shopper/shopper.ts";

const TOKEN = "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1";
const GATEWAY = "http://gateway.test";
const A_MINUTE_MS = 60_000;
const PATIENCE_MS = 3_000;

const PAGE = `<!doctype html><html lang="en"><title>Checkout</title><div id="card-form"></div>
<script type="module" src="${SERVICE}/card-surcharge.js" crossorigin></script>
<card-surcharge merchant="mch_demo" base-amount="12500" currency="USD" country="US" state="IL"></card-surcharge></html>`;

/** Speaks the Tokenizer's protocol; `approve()` is the bank's yes. */
const FRAME = `<!doctype html><title>Card</title><script>
  let id;
  addEventListener("message", ({ data }) => {
    const message = JSON.parse(data);
    if (message.event === "setSettings") id = message.data.id;
    if (message.event === "submit") document.title = "Your bank's password, please";
  });
  window.approve = (token) =>
    parent.postMessage(JSON.stringify({ id, event: "submission", data: { status: "success", token } }), "*");
</script>`;

const client = readFileSync(createRequire(import.meta.url).resolve("fluidpay-tokenizer/dist/tokenizer.var.js"), "utf8");

interface Shop {
  readonly Tokenizer: typeof Tokenizer;
  readonly handed: { surcharge: { status: string } }[];
  reviewed?: Reviewed;
}

let browser: Browser;
let page: Page;
let frame: Frame;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
afterEach(() => page?.close());

/** What has come of the review so far. */
const soFar = () =>
  page.evaluate(() => {
    const { handed, reviewed } = window as unknown as Shop;
    const { status } = document.querySelector("card-surcharge") as CardSurchargeElement;
    const { token, decision } = reviewed ?? {};
    return { status, handed: handed.map(({ surcharge }) => surcharge.status), token, reason: decision?.reason };
  });

/** A page whose review has reached the bank. */
async function reviewing(): Promise<void> {
  page = await browser.newPage();
  await page.clock.install();
  await serve(page, servedFiles(), PAGE);
  await page.route(`${GATEWAY}/**`, (route) => route.fulfill({ contentType: "text/html", body: FRAME }));
  await page.addScriptTag({ content: client });
  await page.clock.pauseAt(Date.now() + A_MINUTE_MS);
  await page.evaluate(async (url) => {
    await customElements.whenDefined("card-surcharge");
    const shop = window as unknown as Shop;
    const handed: unknown[] = [];
    const container = document.querySelector("#card-form");
    const tokenizer = await new Promise<Tokenizer>((resolve) => {
      const made = new shop.Tokenizer({
        url,
        apikey: "pub_test",
        container,
        onLoad: () => resolve(made),
        submission: (response: unknown) => handed.push(response),
      });
    });
    const element = document.querySelector("card-surcharge") as CardSurchargeElement;
    element.connect(tokenizer);
    Object.assign(window, { handed });
    void element.review().then((reviewed) => Object.assign(window, { reviewed }));
  }, GATEWAY);
  frame = page.frames().find((each) => each.url().startsWith(GATEWAY)) as Frame;
  await frame.waitForFunction(() => document.title.includes("password"));
}

describe("a card that needs a password", () => {
  it("has its three seconds counted from the token, not from review()", async () => {
    await reviewing();
    await page.clock.runFor(A_MINUTE_MS);
    expect(await soFar()).toEqual({ status: "idle", handed: [] });

    await frame.evaluate((token) => (window as unknown as { approve(token: string): void }).approve(token), TOKEN);
    await page.locator("card-surcharge[data-status=pending]").waitFor();
    await page.clock.runFor(PATIENCE_MS - 1);
    expect(await soFar()).toEqual({ status: "pending", handed: [] });
    await page.clock.runFor(1);
    expect(await soFar()).toEqual({ status: "unknown", handed: ["unknown"], token: TOKEN, reason: "timeout" });
  });

  it("may take its time for the second token as well, where the service has rejected the first", async () => {
    await reviewing();
    await page.route(`${SERVICE}/v1/lookup?*`, (route) =>
      route.fulfill({ status: 422, headers: { "access-control-allow-origin": "*" }, json: { code: "token_rejected" } }),
    );
    await frame.evaluate((token) => {
      document.title = "Card";
      (window as unknown as { approve(token: string): void }).approve(token);
    }, TOKEN);
    await frame.waitForFunction(() => document.title.includes("password"));
    await page.clock.runFor(A_MINUTE_MS);
    expect(await soFar()).toEqual({ status: "pending", handed: [] });
  });
});
