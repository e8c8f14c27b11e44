/**
 * The guide's two ways to put the element on a page, as they are printed: three steps, and a form that is sent by the browser. Each
 * press on Pay ends in what the server gets, in a choice that the shopper sees, or in a word to the shopper.
 */
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answersIn, policyIn } from "../support/service/shopper-answers.ts";
import { SERVICE, SHOP, servedFiles } from "../support/shopper/gallery.ts";
import { openBrowser } from "../support/shopper/shopper.ts";

const GUIDE = readFileSync("docs/integrate.md", "utf8");
const TOKEN = "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1";
const GATEWAY = "http://gateway.test";
const { integrity } = (
  JSON.parse(readFileSync("dist/package/widget.json", "utf8")) as { module: { integrity: string } }
).module;

/** A card form that gives a token, or says what is missing. */
const TOKENIZER = `window.Tokenizer = class {
  constructor({ container, submission }) {
    this.submission = submission;
    this.iframe = document.querySelector(container).appendChild(document.createElement("iframe"));
  }
  submit() {
    const success = { status: "success", token: "${TOKEN}" };
    setTimeout(() => this.submission(cardIsWhole ? success : { status: "validation", invalid: ["cvv"] }));
  }
};`;

/** What the guide leaves to the page: its server is told by a request, as a form tells it. */
const STAND_INS = `window.cardIsWhole = true;
window.told = [];
window.tellShopper = (...words) => told.push(words);
window.sendToServer = ({ token, quote }) =>
  fetch("/pay", { method: "POST", body: new URLSearchParams({ card_token: token, quote }) });`;

/** The blocks of one language under a heading. */
function blocks(heading: string, language: string): string[] {
  const section = GUIDE.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return [...section.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, kind, text = ""]) =>
    kind === language ? [text] : [],
  );
}

const [steps = ""] = blocks("Three steps", "html");
const [scripts = ""] = steps.split("<div id=");
const PAGES = {
  "three steps": { html: steps, script: blocks("Three steps", "js").slice(0, 2).join("\n") },
  "a form": { html: scripts + (blocks("Forms", "html")[0] ?? ""), script: blocks("Forms", "js").join("\n") },
};

let browser: Browser;
let page: Page;
/** What the server got, oldest first. */
let posted: Record<string, string>[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  page = await browser.newPage();
  posted = [];
});
afterEach(() => page?.close());

interface Trouble {
  readonly isScriptMissing?: boolean;
  readonly isServiceDown?: boolean;
}

/** Opens a printed page, on which every card gets the same answer. */
async function open(name: keyof typeof PAGES, answer: "surcharge" | "none", trouble: Trouble = {}) {
  const { isScriptMissing = false, isServiceDown = false } = trouble;
  const html = PAGES[name].html
    .replaceAll(/https:\/\/HOST\/widget\/[^/]+/g, SERVICE)
    .replaceAll("https://GATEWAY", GATEWAY)
    .replaceAll("mch_yours", "mch_demo")
    .replace("sha384-...", integrity);
  const script = servedFiles().get("card-surcharge.js") ?? "";
  const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
  await page.addInitScript(STAND_INS);
  await page.route("**/*", (route) => {
    const request = route.request();
    const { origin, pathname } = new URL(request.url());
    if (origin === GATEWAY) return route.fulfill({ contentType: "text/javascript", body: TOKENIZER });
    if (origin === SHOP && request.method() === "POST")
      posted.push(Object.fromEntries(new URLSearchParams(request.postData() ?? "")));
    if (origin === SHOP)
      return route.fulfill({
        contentType: "text/html",
        body: `<!doctype html><html lang="en"><title>Checkout</title>${html}<script type="module">${PAGES[name].script}</script></html>`,
      });
    if (pathname === "/card-surcharge.js")
      return isScriptMissing
        ? route.fulfill({ status: 404, headers, body: "" })
        : route.fulfill({ contentType: "text/javascript", headers, body: script });
    if (isServiceDown) return route.abort();
    return route.fulfill({ headers, json: pathname === "/v1/lookup" ? answersIn("en")[answer] : policyIn("en") });
  });
  await page.goto(SHOP);
  if (!isScriptMissing) await page.waitForFunction(() => customElements.get("card-surcharge") !== undefined);
}

const press = (label: string | RegExp) => page.getByRole("button", { name: label }).click();
const accept = () =>
  page.locator("card-surcharge").getByRole("button", { name: "Accept surcharge", disabled: false }).click();
/** Waits until the server has got so much, and tells it. */
async function got(count: number) {
  await expect.poll(() => posted.length).toBe(count);
  return posted;
}
const { surcharge, none } = answersIn("en");

describe.each(Object.keys(PAGES) as (keyof typeof PAGES)[])("the guide's page in %s", (name) => {
  it("sends a credit card's token and quote once the shopper has accepted, and not before", async () => {
    await open(name, "surcharge");
    await press(/^Pay/);
    await page.locator("card-surcharge[data-status=surcharge]").waitFor();
    await press(/^Pay/);
    await accept();
    expect(posted).toEqual([]);
    await press(/^Pay/);
    expect(await got(1)).toEqual([{ card_token: TOKEN, quote: surcharge.quote }]);
  });

  it("sends a debit card's by one press, though it was typed and never asked about before", async () => {
    await open(name, "none");
    await press(/^Pay/);
    expect(await got(1)).toEqual([{ card_token: TOKEN, quote: none.quote }]);
  });

  it("says what is missing from the card", async () => {
    await open(name, "surcharge");
    await page.evaluate("cardIsWhole = false");
    await press(/^Pay/);
    await page.waitForFunction("told.length === 1");
    expect(await page.evaluate("told")).toEqual([["validation", "not valid: cvv"]]);
    expect(posted).toEqual([]);
  });

  it.each<[string, Trouble]>([
    ["the script is missing", { isScriptMissing: true }],
    ["the service is down", { isServiceDown: true }],
  ])("sends the token alone where %s", async (_, trouble) => {
    await open(name, "surcharge", trouble);
    await press(/^Pay/);
    const [{ card_token, quote = "" } = {}] = await got(1);
    expect({ card_token, quote }).toEqual({ card_token: TOKEN, quote: "" });
  });
});
