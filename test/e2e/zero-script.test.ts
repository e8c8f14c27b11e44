/** `tokenizer="#container"`: the gateway's own frame in a page that never calls the element. */
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, origins, postJson, typeCard } from "../support/shopper/shopper.ts";

let browser: Browser;
let page: Page;
let sent: URLSearchParams | undefined;

beforeAll(async () => {
  browser = await openBrowser();
  // A page that the test answers itself counts as one of the internet, which has to ask before it may reach this machine.
  page = await (await browser.newContext({ permissions: ["local-network-access"] })).newPage();
  page.setDefaultTimeout(10_000);
});
afterAll(() => browser?.close());

/** What such a page consists of: the gateway's form as its documents show it, our two tags, and a form that is sent. */
function checkout(): string {
  const { product, sandbox } = origins();
  const { module } = JSON.parse(readFileSync("dist/package/widget.json", "utf8")) as {
    module: { path: string; integrity: string };
  };
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Checkout</title>
    <script type="module" src="${product}${module.path}" integrity="${module.integrity}" crossorigin></script>
    <form action="/paid" method="post">
      <div id="card-form"></div>
      <card-surcharge merchant="mch_demo" base-amount="12500" currency="USD" country="US" state="IL"
        tokenizer="#card-form" name="quote" token-name="token">Credit cards may carry a surcharge.</card-surcharge>
      <button type="button" id="review">Review</button><button>Pay</button>
    </form>
    <script src="${sandbox}/tokenizer/tokenizer.js"></script>
    <script>
      const gateway = new Tokenizer({
        url: "${sandbox}", apikey: "pub_sandbox_demo", container: document.querySelector("#card-form"),
        submission() {},
      });
      document.querySelector("#review").onclick = () => gateway.submit();
    </script></html>`;
}

describe("a page wired without script", () => {
  it("shows the answer for the card that was typed, and sends its quote once it is accepted", async () => {
    const { shop, product } = origins();
    await page.route(`${shop}/no-script`, (route) => route.fulfill({ contentType: "text/html", body: checkout() }));
    await page.route(`${shop}/paid`, (route) => {
      sent = new URLSearchParams(route.request().postData() ?? "");
      return route.fulfill({ contentType: "text/html", body: "<h1>Thank you</h1>" });
    });
    await page.goto(`${shop}/no-script`);
    await typeCard(page, { number: "4012000077777777" });
    await page.getByText("Looks like Visa").waitFor();
    await page.getByRole("button", { name: "Review" }).click();
    const element = page.locator("card-surcharge");
    await element.getByRole("status").getByText("$128.75").waitFor();

    await page.getByRole("button", { name: "Pay" }).click();
    expect(
      await element.getByRole("button", { name: "Accept surcharge" }).evaluate((each) => each.matches(":focus")),
    ).toBe(true);
    await element.locator("#accept:not([aria-disabled=true])").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Pay" }).click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();

    expect([...(sent?.keys() ?? [])]).toEqual(["quote", "token"]);
    const verdict = await postJson(
      `${product}/v1/server/quotes/verify`,
      {
        quote: sent?.get("quote"),
        env: "test",
        subject: { token: sent?.get("token") },
        baseAmount: 12_500,
        currency: "USD",
        country: "US",
        state: "IL",
      },
      { Authorization: "Bearer sk_sandbox_demo" },
    );
    expect(await verdict.json()).toMatchObject({ valid: true, claims: { totalAmount: 12_875 } });
  });
});
