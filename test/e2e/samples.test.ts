/** The samples of the README and of the guides for servers do what their pages say, run as they are printed. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ServerLookupAnswer } from "../../contract/lookup.ts";
import { ownFolder } from "../../tools/local/own-folder.mjs";
import { findProgram } from "../recipes/support/language.ts";
import { PHP, PYTHON, RUBY } from "../recipes/support/languages.ts";
import { printedFile, samplesIn } from "../support/docs/samples.ts";
import { cardForm, openBrowser, origins, postJson, typeCard } from "../support/shopper/shopper.ts";

const SERVER_KEY = "sk_sandbox_demo";
const CREDIT = "test_card_visa_credit";
const SALE = { baseAmount: 12_500, currency: "USD", country: "US", state: "IL" };

/** The sample of a page that has some words. */
function sampleOf(file: string, language: string, words: string): string {
  const found = samplesIn(file, readFileSync(file, "utf8")).filter(
    (sample) => sample.language === language && printedFile(sample) === undefined && sample.text.includes(words),
  );
  expect(found, `${file}: ${words}`).toHaveLength(1);
  return found[0]?.text ?? "";
}

/** With what a reader fills in: addresses, keys, and the demo merchant in the place of their own. */
const filled = (text: string) =>
  text
    .replaceAll(/https:\/\/(?:HOST|surcharge\.example\.com)/g, origins().product)
    .replaceAll("https://GATEWAY", origins().sandbox)
    .replaceAll("mch_yours", "mch_demo")
    .replaceAll("pub_...", "pub_sandbox_demo")
    .replaceAll("sk_...", SERVER_KEY)
    .replaceAll(/(["'])live\1/g, "$1test$1");

const folder = resolve(ownFolder("test"), "samples");
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A signed quote for a sale by a card that may carry a surcharge. */
async function quoteFor(sale: object): Promise<string> {
  const key = { Authorization: `Bearer ${SERVER_KEY}` };
  const response = await postJson(`${origins().product}/v1/server/lookup`, { token: CREDIT, ...sale }, key);
  const { answer } = (await response.json()) as ServerLookupAnswer;
  return answer.quote;
}

test("the README's page shows the surcharge, and hands the card over once the shopper has accepted it", async () => {
  const [html, script] = [sampleOf("README.md", "html", "card-form"), sampleOf("README.md", "js", "new Tokenizer")];
  const { integrity } = (
    JSON.parse(readFileSync("dist/package/widget.json", "utf8")) as { module: { integrity: string } }
  ).module;
  const browser: Browser = await openBrowser();
  const context = await browser.newContext({ permissions: ["local-network-access"] });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const address = `${origins().shop}/readme`;
  await page.route(address, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><html lang="en"><title>Checkout</title>${filled(html).replace("sha384-...", integrity)}
        <script type="module">const submission = (response) => { globalThis.got = response; };
        ${filled(script)}
        globalThis.press = () => tokenizer.submit("125.00");</script></html>`,
    }),
  );
  await page.goto(address);
  await cardForm(page).locator("input").first().waitFor();
  await typeCard(page, { number: "4012000077777777" });
  await page.evaluate("press()");
  await page.getByRole("button", { name: "Accept surcharge" }).click({ trial: true });
  expect(await page.evaluate("globalThis.got")).toBeUndefined();
  await page.getByRole("button", { name: "Accept surcharge" }).click();
  await page.waitForFunction("globalThis.got !== undefined");
  expect(await page.evaluate("typeof got.surcharge.quote")).toBe("string");
  await browser.close();
});

/** Runs a sample in Node, after what it leaves to its reader; gives what one of its names holds in the end. */
async function inNode(given: object, sample: string, wanted: string): Promise<unknown> {
  const file = join(folder, "sample.mjs");
  const names = Object.entries(given).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`);
  writeFileSync(file, [...names, filled(sample), `console.log(JSON.stringify(${wanted}));`].join("\n"));
  return JSON.parse(await outputOf(process.execPath, [file])) as unknown;
}

function outputOf(program: string, args: readonly string[], input = ""): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: "pipe" });
    let [out, errors] = ["", ""];
    child.stdout.on("data", (text: Buffer) => {
      out += text.toString();
    });
    child.stderr.on("data", (text: Buffer) => {
      errors += text.toString();
    });
    child.on("close", (status) => (status === 0 ? done(out) : fail(new Error(`${errors}\n${out}`))));
    child.stdin.end(input);
  });
}

describe("of the guide for servers", () => {
  const GUIDE = "docs/integrate-server.md";
  const facts = { merchant: "mch_demo", env: "test", subject: { token: CREDIT }, ...SALE };
  let quote: string;
  beforeAll(async () => {
    quote = await quoteFor(SALE);
  });

  test("the check finds a quote valid with every fact, and not with another", async () => {
    const shipping = { country: "US", state: "NV" };
    const told = { ...SALE, shipTo: shipping, orderRef: "order-1", surchargeTaxRate: 8875 };
    const given = {
      form: { quote: await quoteFor(told), token: CREDIT },
      cart: { total: SALE.baseAmount },
      billing: { country: "US", state: "IL" },
      shipping,
      order: { id: "order-1" },
    };
    const sample = sampleOf(GUIDE, "js", "surchargeTaxRate: 8875");
    expect(await inNode(given, sample, "verdict")).toMatchObject({ valid: true });
    expect(await inNode({ ...given, cart: { total: 12_501 } }, sample, "verdict")).toMatchObject({
      valid: false,
      problem: "wrong_amount",
    });
  });

  test.each([
    ["README.md", "service:"],
    [GUIDE, "declines: order.declines"],
  ])("the plan of %s charges what the quote says", async (file, words) => {
    const order = { declines: 0, unansweredKey: null };
    const given = file === GUIDE ? { form: { quote }, facts, order } : { quote, token: CREDIT };
    expect(await inNode(given, sampleOf(file, "js", words), "plan")).toMatchObject({
      kind: "charge",
      totalAmount: 12_875,
    });
  });

  test("a refund of a fifth gives a fifth of the surcharge back, a capture of a fifth takes as much", async () => {
    const jwks = `${origins().product}/.well-known/jwks.json`;
    const order = { quote, facts, refundedBase: 0, refundedSurcharge: 0 };
    const refund = sampleOf(GUIDE, "js", "refundBase: 2500");
    expect(await inNode({ order, jwks }, refund, "{ surchargeAmount, surchargeTaxAmount }")).toEqual({
      surchargeAmount: 75,
      surchargeTaxAmount: 0,
    });
    const { claims } = (await inNode({ order, jwks }, refund, "verdict")) as { claims: object };
    const before = { captureBase: 2500, capturedBaseBefore: 0, capturedSurchargeBefore: 0 };
    const capture = sampleOf(GUIDE, "js", "captureShare(");
    expect(await inNode({ claims, ...before }, capture, "share")).toMatchObject({ surchargeAmount: 75 });
  });
});

/** What the samples of the other languages leave to their reader, and how they tell what came of it. */
const LANGUAGES = [
  {
    language: PHP,
    fence: "php",
    page: "recipes/php/README.md",
    words: "verifyQuote($_POST",
    around: (sample: string, quote: string) => {
      const uses = sample.split("\n").filter((line) => line.startsWith("use "));
      const rest = sample.split("\n").filter((line) => !line.startsWith("use "));
      return `<?php
${uses.join("\n")}
require '${resolve("recipes/php/autoload.php")}';
function charge($amount) { echo $amount; }
function refuse($problem) { echo $problem->value; }
$_POST = ['quote' => '${quote}'];
$token = '${CREDIT}';
$cart = (object) ['total' => 12500];
$billing = (object) ['country' => 'US', 'state' => 'IL'];
${rest.join("\n").replace("/var/lib/shop", folder)}`;
    },
    expected: "12875",
  },
  {
    language: PYTHON,
    fence: "python",
    page: "recipes/python/README.md",
    words: "charge_plan(",
    around: (sample: string, quote: string) => `
import sys
from types import SimpleNamespace
sys.path.insert(0, "${resolve("recipes/python")}")
server_key = "${SERVER_KEY}"
form = {"quote": "${quote}", "token": "${CREDIT}"}
cart = SimpleNamespace(total=12500)
billing = SimpleNamespace(country="US", state="IL")
order = SimpleNamespace(declines=0)
${sample}
print(plan["totalAmount"])`,
    expected: "12875\n",
  },
  {
    language: RUBY,
    fence: "ruby",
    page: "recipes/ruby/README.md",
    words: "charge_plan(",
    around: (sample: string, quote: string) => `
$LOAD_PATH.unshift("${resolve("recipes/ruby/lib")}")
server_key = "${SERVER_KEY}"
params = { quote: "${quote}", token: "${CREDIT}" }
cart = Struct.new(:total).new(12500)
billing = Struct.new(:country, :state).new("US", "IL")
order = Struct.new(:declines).new(0)
${sample}
puts plan["totalAmount"]`,
    expected: "12875\n",
  },
];

import { needs } from "../support/node/needs.ts";

describe.each(LANGUAGES)("of $page", ({ language, fence, page, words, around, expected }) => {
  test("the first sample says what to charge", needs(language.name), async () => {
    const quote = await quoteFor(SALE);
    const file = join(folder, `sample.${fence}`);
    writeFileSync(file, around(filled(sampleOf(page, fence, words)), quote));
    expect(await outputOf(findProgram(language) ?? "", [file])).toBe(expected);
  });
});
