/** The builder's page as it is used: with the real service and element, under the policy that it is served with. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { build } from "esbuild";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { version } from "../../package.json" with { type: "json" };
import { assetHeadersFile, withSandbox } from "../../worker/http/headers.ts";
import { openBrowser, origins, typeCard } from "../support/shopper/shopper.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** The policy as it is deployed; with the sandbox's origin, as `npm start` serves it. */
const policyWith = (sandbox: string | null) => {
  const headers = assetHeadersFile({ moving: [], unreleased: null }, []);
  const file = sandbox === null ? headers : withSandbox(headers, sandbox);
  return /\n\/builder\n(?:.+\n)*? {2}Content-Security-Policy: (.+)\n/.exec(file)?.[1] ?? "default-src 'none'";
};
const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Builder</title><link rel="stylesheet" href="/plain.css"><link rel="stylesheet" href="/builder.css"><script type="module" src="/builder.js"></script></head>
<body><main class="wide"><h1>Builder</h1><div id="builder" data-version="${version}"></div></main></body></html>`;

interface Visit extends BrowserContextOptions {
  readonly policy?: string;
}

let browser: Browser;
let files: ReadonlyMap<string, { readonly contentType: string; readonly body: string }>;
let context: BrowserContext;
let page: Page;
/** What the page's policy refused, and what it threw. */
let violations: string[];

const bundle = async (entry: string) => {
  const options = { bundle: true, format: "esm", write: false } as const;
  return (await build({ entryPoints: [entry], ...options })).outputFiles[0]?.text ?? "";
};

beforeAll(async () => {
  const [opened, script, plain, own] = await Promise.all([
    openBrowser(),
    bundle("site/src/builder-page/main.ts"),
    bundle("site/src/styles/plain.css"),
    bundle("site/src/builder-page/builder.css"),
  ]);
  browser = opened;
  files = new Map([
    ["/builder", { contentType: "text/html", body: HTML }],
    ["/builder.js", { contentType: "text/javascript", body: script }],
    ["/plain.css", { contentType: "text/css", body: plain }],
    ["/builder.css", { contentType: "text/css", body: own }],
  ]);
});
afterEach(async () => {
  await context?.close();
  expect(violations).toEqual([]);
});
afterAll(() => browser?.close());

async function visit(query = "", { policy = policyWith(origins().sandbox), ...options }: Visit = {}): Promise<void> {
  context = await browser.newContext({
    locale: "en-US",
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write", "local-network-access"],
    ...options,
  });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  violations = [];
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text())) violations.push(message.text());
  });
  page.on("pageerror", (error) => violations.push(error.message));
  const { product } = origins();
  await page.route(
    (url) => url.origin === product && files.has(url.pathname),
    (route) =>
      route.fulfill({
        ...files.get(new URL(route.request().url()).pathname),
        headers: { "Content-Security-Policy": policy },
      }),
  );
  await page.goto(`${product}/builder${query}`);
}

const shows = (status: string) => page.locator(`card-surcharge:state(${status})`).waitFor();
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const copied = () => page.evaluate(() => navigator.clipboard.readText());

test("the preview answers for each kind of card, and follows the sale and the look", async () => {
  await visit();
  await shows("surcharge");
  const element = page.locator("card-surcharge");
  await element.getByText("$128.75", { exact: true }).waitFor();
  await press("Debit card");
  await shows("none");
  await press("Cannot tell");
  await shows("unknown");
  await press("No card yet");
  await shows("idle");
  await press("Credit card");
  await page.getByLabel("Amount").fill("20000");
  await element.getByText("$206.00", { exact: true }).waitFor();
  await page.getByLabel("State or province").selectOption("MA");
  await shows("none");
  await page.getByLabel("State or province").selectOption("IL");
  await page.getByLabel("Goods go to").selectOption("US");
  await page.getByLabel("State they go to").selectOption("CO");
  await element.getByText("$204.00", { exact: true }).waitFor();
  await page.getByText('ship-to-country="US" ship-to-state="CO"').first().waitFor();
  await page.getByLabel("Corners", { exact: true }).fill("20");
  expect(await element.evaluate((each) => each.style.getPropertyValue("--card-surcharge-radius"))).toBe("20px");
});

test("a card that is typed into the sandbox's form is answered, and a press on Pay says what the page would send", async () => {
  await visit();
  await shows("surcharge");
  await typeCard(page, { number: "4012000077777777" }, "#preview-card-form iframe");
  await press("Pay");
  await expect.poll(() => page.getByRole("button", { name: "Typed below" }).getAttribute("aria-pressed")).toBe("true");
  await page.getByRole("button", { name: "Accept surcharge" }).click();
  await press("Pay");
  await page.getByText("the card's token and the quote to /pay, for $128.75.").waitFor();
  await press("Debit card");
  await shows("none");
  await page.getByLabel("Where the card comes from").selectOption("saved");
  await page.getByText("The shopper's saved cards stand here.").waitFor();
  await expect.poll(() => page.locator("iframe").count()).toBe(0);
});

test("where the page's policy knows no sandbox, test tokens stand for the card form", async () => {
  await visit("", { policy: policyWith(null) });
  await shows("surcharge");
  await page.getByText("The gateway's card form stands here.").waitFor();
  await expect.poll(() => page.locator("iframe").count()).toBe(0);
  // Of this machine alone it is tried: a deployment's page has no such address.
  violations = violations.filter((each) => !each.includes("/tokenizer/tokenizer.js"));
});

test("a copy that the browser refuses is told, and the code can be selected", async () => {
  await visit();
  await page.evaluate(() => {
    Object.defineProperty(navigator.clipboard, "writeText", { value: () => Promise.reject(new Error("no")) });
  });
  await press("Copy index.html");
  await page.getByText("The browser does not let this page copy: select the code, and copy it yourself.").waitFor();
});

test("nothing is stored", async () => {
  await visit();
  await shows("surcharge");
  const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
  expect(kept).toEqual([0, 0, ""]);
});

test("the code is what was chosen, with the hash of the served file; the address opens the same builder again", async () => {
  await visit();
  await shows("surcharge");
  await page.getByLabel("Amount").fill("20000");
  await page.getByLabel("Language").fill("fr-CA");
  await page.getByRole("tab", { name: "HTML", exact: true }).click();
  await press("Copy checkout.html");
  await page.getByText("Copied: checkout.html").waitFor();
  const html = await copied();
  expect(html).toContain('base-amount="20000"');
  expect(html).toMatch(/card-surcharge\.js" integrity="sha384-[^"]{64}"/);
  await expect.poll(() => page.url()).toContain("base-amount=20000&locale=fr-CA");
  await page.reload();
  await expect.poll(() => page.getByLabel("Language").inputValue()).toBe("fr-CA");
  await page.getByRole("tab", { name: "HTML", exact: true }).click();
  await expect.poll(() => page.locator("pre").first().textContent()).toBe(html);
});

test("the tabs are walked through by keys", async () => {
  await visit();
  await page.getByRole("tab", { name: "One file to try", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => page.getByRole("tab", { selected: true }).textContent()).toBe("HTML");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => page.locator(":focus").textContent()).toBe("One file to try");
});

test("a secret and a card number are refused, and never stand in code or address", async () => {
  await visit("?public-key=api_secret_0123456789");
  await page.getByText("a secret key never goes into a page").waitFor();
  await page.getByText("Words", { exact: true }).click();
  await page.getByLabel("Notice, until the script is there").fill("4111 1111 1111 1111");
  await page.getByText("without a key or a card number").waitFor();
  await expect
    .poll(() => page.locator("pre").allTextContents())
    .not.toContainEqual(expect.stringMatching(/4111|api_secret/));
  await page.getByLabel("Amount").fill("20000");
  await expect.poll(() => page.url()).toMatch(/\?base-amount=20000$/);
});

test("a merchant that is not there is said to be missing, and how to make one", async () => {
  await visit("?merchant=mch_nobody");
  await page.getByText("There is no merchant").waitFor();
  await page.getByText("npm run merchants -- add mch_try").waitFor();
  await page.getByText('merchant="mch_nobody"').waitFor();
});

test.each([
  ["light", 1280],
  ["dark", 320],
] as const)("everybody can read it, %s, %i pixels wide", async (colorScheme, width) => {
  await visit("", { colorScheme, viewport: { width, height: 900 } });
  await shows("surcharge");
  await page.evaluate(() => {
    for (const each of document.querySelectorAll("details")) each.open = true;
  });
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(() =>
    (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  expect(found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBe(width);
});
