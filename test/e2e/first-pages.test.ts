/** The pages that newcomers copy, as they are printed: opened, paid on, and their quote checked as the docs say. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, origins, typeCard } from "../support/shopper/shopper.ts";

const CREDIT = { number: "4012000077777777" };
const DEBIT = { number: "4111111111111111" };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const read = (guide: string) => readFileSync(`docs/${guide}.md`, "utf8");

/** With the addresses that the servers have here in the place of those of `npm start`. */
const here = (text: string) =>
  text.replaceAll("http://localhost:8787", origins().product).replaceAll("http://localhost:8788", origins().sandbox);

/** The page printed in a guide, at an address that may ask for the demo merchant. */
async function openPage(guide: string, merchant = "mch_demo"): Promise<Page> {
  const [, html = ""] = new RegExp(`<!-- ${guide} \\w+ -->\\n\`\`\`html\\n([\\s\\S]*?)\`\`\``).exec(read(guide)) ?? [];
  expect(html).toContain("<card-surcharge");
  // A page that Playwright answers has no address of its own, and would be asked whether it may reach this machine's.
  const context = await browser.newContext({ permissions: ["local-network-access"] });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const address = `${origins().shop}/first-page`;
  await page.route(address, (route) =>
    route.fulfill({ contentType: "text/html", body: here(html).replaceAll("mch_demo", merchant) }),
  );
  await page.goto(address);
  return page;
}

const pay = (page: Page) => page.locator("#pay").click();
const got = (page: Page, total: number) => page.locator("#got").getByText(String(total));

test("the page of five-minutes lets the shopper accept 3 % on a credit card, says the total, then gives it", async () => {
  const page = await openPage("five-minutes");
  await typeCard(page, CREDIT);
  await pay(page);
  await page.getByRole("button", { name: "Accept surcharge" }).click();
  await expect.poll(() => page.locator("#got").textContent()).toBe("");
  await page.getByRole("button", { name: "Pay $128.75" }).click();
  await got(page, 12_875).waitFor();
  await page.context().close();
});

test("the block of site-builders sends the accepted quote to the server that it names", async () => {
  const page = await openPage("site-builders");
  let sent = new URLSearchParams();
  await page.route("https://shop.example/pay", (route) => {
    sent = new URLSearchParams(route.request().postData() ?? "");
    return route.fulfill({ contentType: "text/html", body: "<p>Sent.</p>" });
  });
  await typeCard(page, CREDIT);
  await pay(page);
  await page.getByRole("button", { name: "Accept surcharge" }).click();
  await page.getByRole("button", { name: "Pay $128.75" }).click();
  await page.getByText("Sent.").waitFor();
  const claims = Buffer.from(sent.get("quote")?.split(".")[1] ?? "", "base64url").toString("utf8");
  expect(JSON.parse(claims)).toMatchObject({ totalAmount: 12_875 });
  expect(sent.get("token")).not.toBe("");
  await page.context().close();
});

test("nothing is added to a debit card, and what the first page then prints is a quote that the printed command finds valid, and for no other amount", async () => {
  const page = await openPage("five-minutes");
  await typeCard(page, DEBIT);
  await pay(page);
  await got(page, 12_500).waitFor();
  const { token, quote } = JSON.parse((await page.locator("#got").textContent()) ?? "") as Record<string, string>;
  await page.context().close();
  const [, url = "", headers = "", body = ""] =
    /curl (\S+) \\\n(.*) \\\n {2}-d '([\s\S]*?)'\n/.exec(here(read("five-minutes"))) ?? [];
  const verdict = async (sent: string) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: Object.fromEntries(
        [...headers.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(([, name, value]) => [name, value]),
      ),
      body: sent.replace("QUOTE", quote ?? "").replace("TOKEN", token ?? ""),
    });
    return (await answer.json()) as object;
  };
  expect(await verdict(body)).toMatchObject({ valid: true });
  expect(await verdict(body.replace("12500", "12501"))).toMatchObject({ valid: false, problem: "wrong_amount" });
});

test("a merchant of one's own is made by the printed commands, and its page offers its rate", async () => {
  const [, printed = ""] = /<!-- five-minutes merchant -->\n```sh\n([\s\S]*?)```/.exec(read("five-minutes")) ?? [];
  const { stdout } = await promisify(execFile)(
    "sh",
    ["-ec", printed.replaceAll("http://localhost:9000", origins().shop)],
    {
      env: {
        ...process.env,
        CARD_SURCHARGE_ORIGIN: origins().product,
        CARD_SURCHARGE_ADMIN_KEY: "ak_sandbox_demo",
      },
    },
  );
  expect(stdout).toContain("mch_corner added\n");
  expect(stdout).not.toContain("warning:");
  expect(stdout).toMatch(/^rate +2\.50 %/m);
  const page = await openPage("five-minutes", "mch_corner");
  await typeCard(page, CREDIT);
  await pay(page);
  await page.getByRole("button", { name: "Accept surcharge" }).click();
  await expect.poll(() => page.locator("#got").textContent()).toBe("");
  await pay(page);
  await got(page, 12_812).waitFor();
  await page.context().close();
}, 60_000);
