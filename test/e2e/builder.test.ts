/**
 * What the builder prints, used as it is: pages on another origin than the service's, where a card is typed and paid, and the
 * server's half in every language, which charges. The components of frameworks are built with their own dependencies, under
 * `NIGHTLY=1` alone.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ServerLookupAnswer } from "../../contract/lookup.ts";
import { type Choices, LOCAL_CHOICES, shipToOf } from "../../site/src/builder/choices.ts";
import { outputsOf } from "../../site/src/builder/outputs.ts";
import { findProgram } from "../recipes/support/language.ts";
import { PHP, PYTHON, RUBY } from "../recipes/support/languages.ts";
import { IS_NIGHTLY } from "../support/nightly/nightly.ts";
import {
  mintToken,
  openBrowser,
  origins,
  postJson,
  resetSandbox,
  transactions,
  typeCard,
} from "../support/shopper/shopper.ts";
import { PLUGINS, runPlugin } from "../support/site/word-press.ts";

const VISA_CREDIT = "4012000077777777";
const VISA_DEBIT = "4217651111111119";
const ACCEPT = `Accept "it" & </script>`;
const SAVED = { customerId: "btfgqeia1g3tt4mhd5f0", paymentMethodId: "btfgqeia1g3tt4mhd5eg" };

let folder: string;
let browser: Browser;

const chosen = (change: Partial<Choices> = {}): Choices => {
  const { product, sandbox } = origins();
  return { ...LOCAL_CHOICES, service: product, gateway: sandbox, ...change };
};

const filesOf = (id: string, choices: Choices) => outputsOf(choices).find((output) => output.id === id)?.files ?? [];

/** Printed files by their addresses. */
const printedPage = (id: string, choices: Choices): ReadonlyMap<string, string> =>
  new Map(filesOf(id, choices).map(({ name, code }) => [`/${name}`, code]));

interface Paid {
  readonly status: number;
  readonly html: string;
  readonly location: string | null;
}
/** Pays by a printed file: it gets the folder, the file's name and what the page sent, and prints what its kit answers. */
interface Server {
  readonly id: string;
  readonly language: "Node" | "PHP" | "Python" | "Ruby";
  readonly program: string | undefined;
  readonly args: readonly string[];
  /** What stands beside the file, and where it is in the recipes. */
  readonly beside: Readonly<Record<string, string>>;
}

const SERVERS: readonly Server[] = [
  {
    id: "node",
    language: "Node",
    program: process.execPath,
    args: [
      "--input-type=module",
      "-e",
      `const [folder, ...sent] = process.argv.slice(1);
       const { pay } = await import(folder + "/pay.mjs");
       const answer = await pay(sent[0], { token: sent[1], quote: sent[2] });
       console.log(JSON.stringify({ status: answer.status, html: await answer.text(), location: answer.headers.get("Location") }));`,
    ],
    beside: {
      "checkout.mjs": "node/checkout.mjs",
      "orders.mjs": "node/orders.mjs",
      "node_modules/@card-surcharge/element": "../dist/package",
    },
  },
  {
    id: "php",
    language: "PHP",
    program: findProgram(PHP),
    args: [
      "-r",
      `require $argv[1] . '/pay.php';
       echo json_encode([...['location' => null], ...$checkout->pay($argv[2], $argv[3], $argv[4] ?? null)]);`,
    ],
    beside: {
      "card-surcharge": "php",
      "Checkout.php": "php/examples/Checkout.php",
      "Orders.php": "php/examples/Orders.php",
    },
  },
  {
    id: "python",
    language: "Python",
    program: findProgram(PYTHON),
    args: [
      "-B",
      "-c",
      `import json, sys
sys.path.insert(0, sys.argv[1])
import pay
answer = pay.checkout.pay(sys.argv[2], sys.argv[3], sys.argv[4])
print(json.dumps({"status": answer.status, "html": answer.html, "location": answer.location}))`,
    ],
    beside: {
      card_surcharge: "python/card_surcharge",
      "checkout.py": "python/examples/checkout.py",
      "orders.py": "python/examples/orders.py",
    },
  },
  {
    id: "ruby",
    language: "Ruby",
    program: findProgram(RUBY),
    args: [
      "-I",
      resolve("recipes/ruby/lib"),
      "-e",
      `require "json"
       require File.join(ARGV[0], "pay.rb")
       status, headers, body = CHECKOUT.pay(ARGV[1], ARGV[2], ARGV[3])
       puts JSON.generate({ status: status, html: body.join, location: headers["location"] })`,
    ],
    beside: { "checkout.rb": "ruby/examples/checkout.rb", "orders.rb": "ruby/examples/orders.rb" },
  },
];

/** A server's printed file among the recipe's, and what a program beside it prints, as JSON. */
function stand({ id, program = "", beside }: Server, choices: Choices) {
  const place = mkdtempSync(join(folder, `${id}-`));
  for (const [name, source] of Object.entries(beside)) {
    mkdirSync(join(place, dirname(name)), { recursive: true });
    symlinkSync(resolve("recipes", source), join(place, name));
  }
  for (const { name, code } of filesOf(id, choices)) writeFileSync(join(place, name), code);
  const env = { ...process.env, SERVER_KEY: "sk_sandbox_demo", GATEWAY_KEY: "api_sandbox_demo", ORDERS: place };
  return (args: readonly string[], ...given: string[]) =>
    JSON.parse(execFileSync(program, [...args, place, ...given], { encoding: "utf8", env }));
}

/** Pays by the printed file. */
function serverOf(server: Server, choices: Choices) {
  const ask = stand(server, choices);
  return (order: string, token: string, quote: string): Paid => ask(server.args, order, token, quote);
}

/** Opens files at an origin of the merchant's; a sent form goes to the printed server in Node. */
async function open(files: ReadonlyMap<string, string>, choices: Choices): Promise<Page> {
  const { shop } = origins();
  const pay = serverOf(SERVERS[0] as Server, choices);
  const page = await browser.newPage({ permissions: ["local-network-access"] });
  page.setDefaultTimeout(20_000);
  const types: Record<string, string> = { html: "text/html", css: "text/css", js: "text/javascript" };
  await page.route(`${shop}/**`, async (route) => {
    const { pathname, searchParams } = new URL(route.request().url());
    if (pathname === "/saved-card") {
      const { country, state, baseAmount, currency, taxRate: surchargeTaxRate, locale } = choices;
      const sale = { country, state, shipTo: shipToOf(choices), baseAmount, currency, surchargeTaxRate };
      const question = { ...SAVED, ...sale, locale: locale || null, orderRef: searchParams.get("order") };
      const key = { Authorization: "Bearer sk_sandbox_demo" };
      const reply = await postJson(`${choices.service}/v1/server/lookup`, question, key);
      return route.fulfill({ json: ((await reply.json()) as ServerLookupAnswer).answer });
    }
    if (pathname === "/pay") {
      const form = new URLSearchParams(route.request().postData() ?? "");
      const [order, token, quote] = ["order", "token", "quote"].map((name) => form.get(name) ?? "");
      sent = { order, token, quote };
      if (choices.card !== "tokenizer") return route.fulfill({ contentType: "text/html", body: "<p>Sent.</p>" });
      const { status, html } = pay(order ?? "", token ?? "", quote ?? "");
      const body = status === 303 ? "<p>Paid.</p>" : html;
      return route.fulfill({ status: status === 303 ? 200 : status, contentType: "text/html", body });
    }
    const body = files.get(pathname);
    if (body === undefined) return route.abort();
    return route.fulfill({ body, contentType: types[pathname.split(".").at(-1) ?? ""] ?? "text/plain" });
  });
  const html = [...files.keys()].find((name) => name.endsWith(".html"));
  await page.goto(shop + html);
  return page;
}

const openPrinted = (id: string, choices: Choices) => open(printedPage(id, choices), choices);

let sent: Record<string, string | undefined> = {};
const claimsOf = (quote: string | undefined) =>
  JSON.parse(Buffer.from(quote?.split(".")[1] ?? "", "base64url").toString("utf8"));
const press = (page: Page, label: string) => page.getByRole("button", { name: label, exact: true }).click();
const charged = async () => (await transactions()).map(({ amount }) => amount);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "card-surcharge-builder-"));
  browser = await openBrowser();
});
beforeEach(resetSandbox);
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("the printed page charges a credit card with its surcharge only after the shopper has accepted", async () => {
  const words = { labels: { accept: ACCEPT }, theme: "outlined" as const, tokens: { radius: "12px" } };
  const page = await openPrinted("html", chosen(words));
  await typeCard(page, { number: VISA_CREDIT });
  await press(page, "Pay $125.00");
  await page.getByRole("button", { name: "Choose above first" }).waitFor();
  await press(page, ACCEPT);
  expect(await charged()).toEqual([]);
  await press(page, "Pay $128.75");
  await page.getByText("Paid.").waitFor();
  expect(await charged()).toEqual([12_875]);
});

test.each(["tokenizer", "token"] as const)(
  "the printed file to try (%s) shows what a server would get",
  async (card) => {
    const page = await openPrinted("first", chosen({ card, shipToCountry: "US", shipToState: "CO", taxRate: 8875 }));
    if (card === "tokenizer") {
      await typeCard(page, { number: VISA_CREDIT });
      await press(page, "Pay $125.00");
    }
    await press(page, "Accept surcharge");
    await press(page, "Pay $127.72");
    const got = page.locator("#got").getByText("12772");
    await got.waitFor();
    const { quote, token } = JSON.parse((await got.textContent()) ?? "") as Record<string, string>;
    expect(token).not.toBe("");
    expect(claimsOf(quote)).toMatchObject({ totalAmount: 12_772, shipTo: { country: "US", state: "CO" } });
  },
);

test("the printed page with the classic script charges what another amount, place, tax and language come to", async () => {
  const page = await openPrinted("classic", chosen({ baseAmount: 9_900, state: "CO", taxRate: 8875, locale: "es" }));
  await typeCard(page, { number: VISA_CREDIT });
  await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("es");
  const pay = (amount: string) => page.getByRole("button", { name: new RegExp(`^Pay ${amount}`) }).click();
  await pay("99,00");
  await page.getByRole("button", { name: "Aceptar el recargo" }).click();
  // Two percent there, and 8.875 % of that.
  await pay("101,16");
  await page.getByText("Paid.").waitFor();
  expect(await transactions()).toMatchObject([{ amount: 10_116, surcharge: 198, tax_amount: 18 }]);
});

test.each(["html", "classic"])("the printed page (%s) charges by the place that the goods go to", async (id) => {
  const page = await openPrinted(id, chosen({ shipToCountry: "US", shipToState: "CO" }));
  await typeCard(page, { number: VISA_CREDIT });
  await press(page, "Pay $125.00");
  await press(page, "Accept surcharge");
  await press(page, "Pay $127.50");
  await page.getByText("Paid.").waitFor();
  expect(await charged()).toEqual([12_750]);
});

test("the printed piece for a page builder charges a debit card by one press, and asks for one that is missing", async () => {
  const page = await openPrinted("wix", chosen());
  await press(page, "Pay $125.00");
  await page.getByRole("alert").getByText("Please check the card details.").waitFor();
  await typeCard(page, { number: VISA_DEBIT });
  await press(page, "Pay $125.00");
  await page.getByText("Paid.").waitFor();
  expect(await charged()).toEqual([12_500]);
});

test("a printed page leaves the offer to the server where the element's script is missing", async () => {
  const page = await openPrinted("html", chosen());
  await page.route("**/card-surcharge.js", (route) => route.abort());
  await page.reload();
  await typeCard(page, { number: VISA_CREDIT });
  await press(page, "Pay $125.00");
  await press(page, "Accept surcharge and pay $128.75");
  await page.getByText("Paid.").waitFor();
  expect(await charged()).toEqual([12_875]);
});

test.each(["token", "saved"] as const)(
  "a printed page for a card of the kind %s sends its accepted quote",
  async (card) => {
    const page = await openPrinted("html", chosen({ card }));
    const accept = page.getByRole("button", { name: "Accept surcharge" });
    await accept.waitFor();
    await press(page, "Choose above first");
    await expect.poll(() => page.getByText("Sent.").count()).toBe(0);
    await accept.click();
    await press(page, "Pay $128.75");
    await page.getByText("Sent.").waitFor();
    expect(sent).toMatchObject({ order: "order-1", token: card === "token" ? "test_card_visa_credit" : "" });
    const kind = card === "token" ? "token" : "customer";
    expect(claimsOf(sent["quote"])).toMatchObject({ totalAmount: 12_875, subject: { kind } });
  },
);

test("a printed page for a saved card sends the quote of another place and tax, in another language", async () => {
  const sale = { shipToCountry: "US", shipToState: "CO", taxRate: 8875, locale: "es" };
  const page = await openPrinted("classic", chosen({ card: "saved", ...sale }));
  await page.getByRole("button", { name: "Aceptar el recargo" }).click();
  await page.getByRole("button", { name: /^Pay 127,72/ }).click();
  await page.getByText("Sent.").waitFor();
  const { totalAmount, shipTo, surchargeTaxRate, disclosure } = claimsOf(sent["quote"]);
  expect({ totalAmount, shipTo, surchargeTaxRate }).toEqual({
    totalAmount: 12_772,
    shipTo: { country: "US", state: "CO" },
    surchargeTaxRate: 8875,
  });
  expect(disclosure.locale).toBe("es");
});

const php = findProgram(PHP) ?? "";
test("the printed plugin for WordPress charges what its cart says, where that goes", needs("PHP"), async () => {
  const choices = chosen({ baseAmount: 9_900 });
  const files = filesOf("wordpress", choices);
  // A shop that shows no cents, and ships to a state with another cap.
  const cart = { total: "125", currency: "USD", bill: ["US", "IL"], ship: ["US", "CO"] } as const;
  const { html, tags, style } = runPlugin(php, mkdtempSync(join(folder, "wordpress-")), files, cart);
  const here = (text: string) => text.replaceAll(PLUGINS, origins().shop);
  const head = `<link rel="stylesheet" href="${here(style)}">${Object.values(tags).map(here).join("")}`;
  const served = new Map(files.map(({ name, code }) => [`/${name}`, code]));
  const document = `<!doctype html><html lang="en"><head>${head}</head><body>${html}</body></html>`;
  const pages = new Map([["/shop.html", document], ...served]);
  const page = await open(pages, chosen({ shipToCountry: "US", shipToState: "CO" }));
  await typeCard(page, { number: VISA_CREDIT });
  await press(page, "Pay $125.00");
  await press(page, "Accept surcharge");
  await press(page, "Pay $127.50");
  await page.getByText("Paid.").waitFor();
  expect(await charged()).toEqual([12_750]);
});

/** How each language's printed file for saved cards is asked for the answer and then for the plan by its quote. */
const SAVED_ASKED: Readonly<Record<string, readonly string[]>> = {
  node: [
    "--input-type=module",
    "-e",
    `const [folder, card] = process.argv.slice(1);
     const { savedCard, planFor } = await import(folder + "/saved-card.mjs");
     const { quote, message } = await savedCard("order-1", JSON.parse(card));
     const { kind, why, totalAmount } = await planFor("order-1", JSON.parse(card), quote);
     console.log(JSON.stringify({ message, kind, why, totalAmount }));`,
  ],
  php: [
    "-r",
    `require $argv[1] . '/saved-card.php';
     $card = json_decode($argv[2], true);
     $answer = savedCard('order-1', $card);
     $plan = planFor('order-1', $card, $answer['quote'], $argv[1] . '/keys.json');
     echo json_encode(['message' => $answer['message'], ...$plan->jsonSerialize()]);`,
  ],
  python: [
    "-B",
    "-c",
    `import json, sys
sys.path.insert(0, sys.argv[1])
import saved_card
card = json.loads(sys.argv[2])
answer = saved_card.saved_card("order-1", card)
print(json.dumps({"message": answer["message"], **saved_card.plan_for("order-1", card, answer["quote"])}))`,
  ],
  ruby: [
    "-I",
    resolve("recipes/ruby/lib"),
    "-e",
    `require "json"
     require File.join(ARGV[0], "saved_card.rb")
     card = JSON.parse(ARGV[1], symbolize_names: true)
     answer = saved_card("order-1", card)
     puts JSON.generate({ message: answer["message"] }.merge(plan_for("order-1", card, answer["quote"])))`,
  ],
};

import { needs } from "../support/node/needs.ts";

describe.each(SERVERS)("the printed server in $id", (server) => {
  test("offers without a quote, and charges where nothing is added", needs(server.language), async () => {
    const pay = serverOf(server, chosen({ baseAmount: 9_900 }));
    const offered = pay("order-1", await mintToken(VISA_CREDIT), "");
    expect(offered).toMatchObject({ status: 200, html: expect.stringContaining("$101.97") });
    expect(await charged()).toEqual([]);
    expect(pay("order-2", await mintToken(VISA_DEBIT), "")).toMatchObject({ status: 303, location: "/orders/order-2" });
    expect(await charged()).toEqual([9_900]);
  });

  test("charges by a quote for the place that the goods go to", needs(server.language), async () => {
    const choices = chosen({ shipToCountry: "US", shipToState: "CO" });
    const token = await mintToken(VISA_CREDIT);
    const { merchant, country, state, baseAmount, currency } = choices;
    const question = { merchant, token, country, state, baseAmount, currency, shipTo: shipToOf(choices) };
    const reply = await postJson(`${choices.service}/v1/lookup`, question, { Origin: origins().shop });
    const { quote } = (await reply.json()) as ServerLookupAnswer["answer"];
    const pay = serverOf(server, choices);
    expect(pay("order-1", token, quote)).toMatchObject({ status: 303 });
    expect(await charged()).toEqual([12_750]);
    const elsewhere = chosen({ shipToCountry: "US", shipToState: "NV" });
    expect(serverOf(server, elsewhere)("order-2", token, quote)).toMatchObject({ status: 409 });
  });

  test("gets a saved card's answer, and plans the charge by its quote", needs(server.language), () => {
    const ask = stand(server, chosen({ card: "saved", baseAmount: 9_900 }));
    const there = { card: "saved" as const, baseAmount: 9_900, shipToCountry: "US", shipToState: "CO", locale: "es" };
    expect(stand(server, chosen(there))(SAVED_ASKED[server.id] ?? [], JSON.stringify(SAVED))).toMatchObject({
      message: expect.stringContaining("recargo"),
      kind: "charge",
      totalAmount: 10_098,
    });
    expect(ask(SAVED_ASKED[server.id] ?? [], JSON.stringify(SAVED))).toMatchObject({
      message: expect.stringContaining("$2.97"),
      kind: "charge",
      why: "quote",
      totalAmount: 10_197,
    });
  });
});

describe.runIf(IS_NIGHTLY).each([
  ["react", "main.tsx", "<Checkout />", '<Checkout order="order-1" />'],
  ["vue", "main.js", "createApp(Checkout)", 'createApp(Checkout, { order: "order-1" })'],
  ["svelte", "main.js", "mount(Checkout, {", 'mount(Checkout, { props: { order: "order-1" },'],
])("the printed component for %s", (id, main, mounted, withOrder) => {
  /** The example's own project, with the printed files in place of its checkout. */
  function build(choices: Choices): ReadonlyMap<string, string> {
    const place = mkdtempSync(join(folder, `${id}-`));
    const isOwn = (path: string) => !/node_modules|payment\.js$|dist$/.test(path.slice(resolve("examples").length));
    cpSync(resolve("examples", id), place, { recursive: true, filter: isOwn });
    const edit = (file: string, from: string, to: string) =>
      writeFileSync(join(place, file), readFileSync(join(place, file), "utf8").replace(from, to));
    edit("package.json", "file:../../dist/package", `file:${resolve("dist/package")}`);
    edit(`src/${main}`, mounted, withOrder);
    for (const { name, code } of filesOf(id, choices)) writeFileSync(join(place, "src", name), code);
    const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: place, stdio: "pipe" });
    run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error");
    if (id === "react") run(process.execPath, resolve("node_modules/typescript/bin/tsc"), "-p", ".");
    run("npm", "run", "build");
    const built = readdirSync(join(place, "dist"), { recursive: true, encoding: "utf8" });
    const files = built.filter((name) => /\.(html|js|css)$/.test(name));
    return new Map(files.map((name) => [`/${name}`, readFileSync(join(place, "dist", name), "utf8")]));
  }

  test("charges a credit card with its surcharge once the shopper has accepted", { timeout: 300_000 }, async () => {
    const choices = chosen({ labels: { accept: ACCEPT }, notice: `It's "here" {now} </b>` });
    const page = await open(build(choices), choices);
    await page.getByText(choices.notice).waitFor();
    await typeCard(page, { number: VISA_CREDIT });
    await press(page, "Pay");
    await press(page, ACCEPT);
    await page.locator("card-surcharge[data-status=accepted]").waitFor();
    expect(await charged()).toEqual([]);
    await press(page, "Pay");
    await page.getByText("Paid.").waitFor();
    expect(await charged()).toEqual([12_875]);
  });
});
