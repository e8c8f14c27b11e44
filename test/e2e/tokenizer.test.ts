/** Drives the published Tokenizer client against the sandbox, on a page of another origin, as a shop would. */
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Frame, FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openBrowser, origins } from "../support/shopper/shopper.ts";

const VISA_CREDIT = "4012000077777777";
const AMEX = "378282246310005";
const TOKEN = /^[0-9A-Za-z]{32}$/;
const CARD_WITH_CVV = { payment: { card: { requireCVV: true } } };

const { sandbox } = origins();
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let shop: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  shop = createServer((_, response) => response.setHeader("Content-Type", "text/html").end(SHOP_PAGE));
  await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
  browser = await openBrowser();
  context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
});

beforeEach(async () => {
  page = await context.newPage();
});

afterEach(() => page.close());

afterAll(async () => {
  await browser.close();
  shop.close();
});

const SHOP_PAGE = `<!doctype html><html lang="en"><title>Shop</title><body><div id="box"></div></body></html>`;

interface Shop {
  readonly page: Page;
  readonly form: FrameLocator;
  readonly frame: Frame;
  /** What the callbacks got, in order. */
  readonly events: (name: string) => Promise<unknown[]>;
  /** Calls a method of the Tokenizer. */
  readonly tokenizer: (method: string, ...values: unknown[]) => Promise<void>;
}

/** A shop's page with the Tokenizer in it. */
async function openShop(settings: unknown = CARD_WITH_CVV): Promise<Shop> {
  await page.goto(`http://localhost:${(shop.address() as AddressInfo).port}/`);
  await page.addScriptTag({ url: `${sandbox}/tokenizer/tokenizer.js` });
  await page.evaluate(
    ([url, settings]) => {
      const log: unknown[][] = [];
      const raw: string[] = [];
      const keep = (name: string) => (value: unknown) => void log.push([name, value]);
      const names = ["onLoad", "validCard", "onPaymentChange", "achOnChange", "magStripeSwipe", "submission"];
      const callbacks = Object.fromEntries(names.map((name) => [name, keep(name)]));
      const container = document.querySelector("#box");
      const shop = window as unknown as Record<string, unknown> & { Tokenizer: new (options: unknown) => unknown };
      window.addEventListener("message", ({ data }) => raw.push(String(data)));
      const options = { url, apikey: "pub_sandbox_demo", amount: "125.00", container, settings, ...callbacks };
      Object.assign(shop, { log, raw, tokenizer: new shop.Tokenizer(options) });
    },
    [sandbox, settings] as const,
  );
  const form = page.frameLocator("#box iframe");
  await form.locator("input").first().waitFor();
  const frame = page.frames().find((frame) => frame.url().startsWith(sandbox));
  if (frame === undefined) throw new Error("the iframe did not load");
  const events = (name: string) =>
    page.evaluate(
      (name) =>
        (window as unknown as { log: [string, unknown][] }).log
          .filter(([event]) => event === name)
          .map(([, value]) => value),
      name,
    );
  const tokenizer = (method: string, ...values: unknown[]) =>
    page.evaluate(
      ([method, values]) => {
        const { tokenizer } = window as unknown as {
          tokenizer: Record<string, (...values: unknown[]) => unknown>;
        };
        tokenizer[method]?.(...values);
      },
      [method, values] as const,
    );
  return { page, form, frame, events, tokenizer };
}

async function typeCard({ form }: Shop, number: string, expiry = "1234", cvv = "123"): Promise<void> {
  await form.getByLabel("Card number").pressSequentially(number);
  await form.getByLabel("Expiry date").pressSequentially(expiry);
  await form.getByLabel("Security code").pressSequentially(cvv);
}

/** Submits and waits for the one answer. */
async function submit(shop: Shop): Promise<unknown> {
  const before = (await shop.events("submission")).length;
  await shop.tokenizer("submit");
  await expect.poll(async () => (await shop.events("submission")).length).toBe(before + 1);
  return (await shop.events("submission")).at(-1);
}

describe("a card", () => {
  test("becomes a token, and no message to the page holds its number", async () => {
    const shop = await openShop();
    await typeCard(shop, VISA_CREDIT);
    expect(await submit(shop)).toEqual({ status: "success", token: expect.stringMatching(TOKEN) as string });
    const messages = await shop.page.evaluate(() => (window as unknown as { raw: string[] }).raw.join("\n"));
    expect(messages).toContain("submission");
    expect(messages).not.toContain(VISA_CREDIT);
    expect(messages).not.toContain(VISA_CREDIT.slice(0, 8));
  });

  test("is reported with its BIN data as soon as its number is whole", async () => {
    const shop = await openShop();
    await shop.form.getByLabel("Card number").pressSequentially(VISA_CREDIT);
    await expect
      .poll(() => shop.events("validCard"))
      .toEqual([
        {
          isValid: true,
          bin: {
            bin: "401200",
            card_brand: "Visa",
            issuing_bank: "Test Bank",
            card_type: "Credit",
            card_level_generic: "Standard",
            country: "USA",
            is_surchargeable: true,
            payment_method_type: "card",
          },
        },
      ]);
    await shop.form.getByLabel("Card number").press("Backspace");
    await expect.poll(() => shop.events("validCard")).toHaveLength(2);
    expect((await shop.events("validCard"))[1]).toMatchObject({ isValid: false });
  });

  test("is reported with the merchant's own fees where fee calculation is on", async () => {
    await fetch(`${sandbox}/sandbox/settings`, { method: "PUT", body: JSON.stringify({ ownSurcharge: 3000 }) });
    const shop = await openShop({ payment: { calculateFees: true } });
    await shop.form.getByLabel("Card number").pressSequentially(VISA_CREDIT);
    await expect
      .poll(() => shop.events("validCard"))
      .toMatchObject([
        {
          isValid: true,
          ServiceFee: 0,
          PaymentAdjustment: { value: 0, type: "flat" },
          RequestedAmount: 12_500,
          Surcharge: 375,
          Disclosure: expect.stringMatching(/surcharge/) as string,
        },
      ]);
    await fetch(`${sandbox}/sandbox/settings`, { method: "DELETE" });
  });

  test.each([
    [VISA_CREDIT, "4012 0000 7777 7777", "Visa", "1234", "123"],
    [AMEX, "3782 822463 10005", "Amex", "1234", "1234"],
  ])("%s stands in groups, with the security code of its brand", async (number, groups, brand, cvv, kept) => {
    const shop = await openShop();
    await typeCard(shop, number, "234", cvv);
    await expect.poll(() => shop.form.getByLabel("Card number").inputValue()).toBe(groups);
    await expect.poll(() => shop.form.getByLabel("Expiry date").inputValue()).toBe("02 / 34");
    await expect.poll(() => shop.form.getByLabel("Security code").inputValue()).toBe(kept);
    await expect.poll(() => shop.form.locator(".brand").textContent()).toBe(brand);
  });

  test("can be corrected in the middle without the caret running away", async () => {
    const { form } = await openShop();
    const number = form.getByLabel("Card number");
    await number.pressSequentially("4012000077777");
    await number.press("Home");
    for (let step = 0; step < 6; step++) await number.press("ArrowRight");
    await number.pressSequentially("88");
    await expect.poll(() => number.inputValue()).toBe("4012 0880 0077 777");
  });

  test("from a magnetic stripe fills number and expiry", async () => {
    const shop = await openShop();
    await shop.page.evaluate(() => navigator.clipboard.writeText("%B4012000077777777^SHOPPER/SAM^3412101?"));
    await shop.form.getByLabel("Card number").focus();
    await shop.page.keyboard.press("ControlOrMeta+V");
    await expect.poll(() => shop.form.getByLabel("Expiry date").inputValue()).toBe("12 / 34");
    await expect
      .poll(() => shop.events("magStripeSwipe"))
      .toEqual([{ cardholder_name: "SHOPPER/SAM", expiration_date: "12/34" }]);
    await expect.poll(() => shop.events("validCard")).toHaveLength(1);
  });
});

describe("a form that is not complete", () => {
  test("names its fields and says beside each what is wrong", async () => {
    const shop = await openShop();
    await shop.form.getByLabel("Card number").pressSequentially("4012000077777778");
    expect(await submit(shop)).toEqual({ status: "validation", invalid: ["cc", "exp", "cvv"] });
    const number = shop.form.getByLabel("Card number");
    await expect.poll(() => number.getAttribute("aria-invalid")).toBe("true");
    const problem = shop.form.locator(`#${await number.getAttribute("aria-describedby")}`);
    await expect.poll(() => problem.textContent()).toBe("Check the card number");
    await number.press("Backspace");
    await expect.poll(() => number.getAttribute("aria-invalid")).toBeNull();
  });

  test.each([
    ["a past month", "0120", "123", ["exp"]],
    ["a month that is none", "1334", "123", ["exp"]],
    ["a security code that is too short", "1234", "12", ["cvv"]],
  ])("names %s", async (_, expiry, cvv, invalid) => {
    const shop = await openShop();
    await typeCard(shop, VISA_CREDIT, expiry, cvv);
    expect(await submit(shop)).toEqual({ status: "validation", invalid });
  });

  test("does not need a security code unless settings say so", async () => {
    const shop = await openShop({});
    await typeCard(shop, VISA_CREDIT, "1234", "");
    expect(await submit(shop)).toMatchObject({ status: "success" });
  });

  test("asks for the number alone where settings hide the rest", async () => {
    const shop = await openShop({ payment: { showExpDate: false, showCVV: false } });
    await shop.form.getByLabel("Card number").pressSequentially(VISA_CREDIT);
    await expect.poll(() => shop.form.locator("input").count()).toBe(1);
    expect(await submit(shop)).toMatchObject({ status: "success" });
  });
});

describe("what the page may do to the form", () => {
  test("set the expiry date", async () => {
    const shop = await openShop();
    await shop.tokenizer("setExpDate", "09/32");
    await expect.poll(() => shop.form.getByLabel("Expiry date").inputValue()).toBe("09 / 32");
  });

  test("mark a field, as newer clients do", async () => {
    const shop = await openShop();
    await shop.tokenizer("postMessage", { event: "setError", data: { input: "cvv" } });
    await expect.poll(() => shop.form.getByLabel("Security code").getAttribute("aria-invalid")).toBe("true");
  });

  test("fill the addresses, which come back with the token", async () => {
    const shop = await openShop({ billing: { show: true }, user: { showName: true } });
    const address = { address: "1 Main St", city: "Chicago", state: "IL", zip: "60601", country: "US" };
    await shop.tokenizer("postMessage", { event: "setBilling", data: address });
    await shop.form.getByLabel("First name").fill("Sam");
    await typeCard(shop, VISA_CREDIT);
    expect(await submit(shop)).toMatchObject({
      status: "success",
      billing: address,
      user: { first_name: "Sam", last_name: "" },
    });
  });

  test("require fields of the shopper", async () => {
    const shop = await openShop({
      user: { showEmail: true },
      payment: { card: { user_required: { email: true } } },
    });
    await typeCard(shop, VISA_CREDIT);
    expect(await submit(shop)).toEqual({ status: "validation", invalid: ["email"] });
  });

  test("style it: the page's rules win, media queries too", async () => {
    const { form } = await openShop({
      styles: {
        input: { "border-radius": "0px", color: "rgb(1, 2, 3)" },
        "@media (min-width: 1px)": { ".payment .cvv input": { "border-style": "dashed" } },
      },
    });
    const styleOf = (label: string) =>
      form.getByLabel(label).evaluate((input) => {
        const { borderRadius, color, borderStyle } = getComputedStyle(input);
        return { borderRadius, color, borderStyle };
      });
    expect(await styleOf("Card number")).toEqual({ borderRadius: "0px", color: "rgb(1, 2, 3)", borderStyle: "solid" });
    expect(await styleOf("Security code")).toMatchObject({ borderStyle: "dashed" });
  });

  test("nothing from a frame that is not its parent", async () => {
    const shop = await openShop();
    await shop.frame.evaluate(() => {
      window.postMessage(JSON.stringify({ event: "setExpDate", data: { value: "09/32" } }), "*");
    });
    await shop.tokenizer("postMessage", { event: "setError", data: { input: "cvv" } });
    await expect.poll(() => shop.form.getByLabel("Security code").getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => shop.form.getByLabel("Expiry date").inputValue()).toBe("");
  });
});

test("the frame grows with its content", async () => {
  const shop = await openShop();
  const height = () => shop.page.locator("#box iframe").evaluate((frame) => Number.parseInt(frame.style.height, 10));
  await expect.poll(height).toBeGreaterThan(100);
  const before = await height();
  await submit(shop);
  await expect.poll(height).toBeGreaterThan(before);
});

test("a bank account is an own choice, reports its changes and becomes a token", async () => {
  const shop = await openShop({ payment: { types: ["card", "ach"], ach: { showSecCode: true } } });
  await shop.form.getByText("Bank account").click();
  await expect.poll(() => shop.events("onPaymentChange")).toEqual(["ach"]);
  await shop.form.getByLabel("Routing number").pressSequentially("110000000");
  await shop.form.getByLabel("Account number").pressSequentially("000123456789");
  await shop.form.getByLabel("Account type").selectOption("savings");
  await expect.poll(() => shop.events("achOnChange")).toEqual([{ account_type: "savings", sec_code: "web" }]);
  expect(await submit(shop)).toEqual({ status: "success", token: expect.stringMatching(TOKEN) as string });
});

test("a lone kind of payment is chosen by the shopper where the page wants it to be seen", async () => {
  const shop = await openShop({ payment: { types: ["card"], forcePaymentSelection: true } });
  await shop.form.getByRole("group", { name: "Pay with" }).getByText("Card").waitFor();
});

describe("3-D Secure", () => {
  const ASKING_CARD = "4012000033330026";
  const PAAY = { ...CARD_WITH_CVV, paay: { sandbox: true, rejectChallenges: ["N", "R"] } };
  const success = { status: "success", token: expect.stringMatching(TOKEN) as string };
  const bank = ({ form }: Shop) => form.getByRole("dialog", { name: "Your bank" });
  const answer = async (shop: Shop) => {
    await expect.poll(() => shop.events("submission")).toHaveLength(1);
    return (await shop.events("submission"))[0];
  };

  test("the bank asks about the amount that was given to submit, and the token comes with its yes", async () => {
    const shop = await openShop(PAAY);
    await typeCard(shop, ASKING_CARD);
    await shop.tokenizer("submit", "128.75");
    await bank(shop).getByText("$128.75").waitFor();
    expect(await shop.events("submission")).toEqual([]);
    await shop.page.keyboard.press("Enter");
    expect(await answer(shop)).toEqual(success);
    await shop.form.getByLabel("Card number").waitFor();
  });

  test.each([
    [["N"], { status: "error", msg: "the cardholder could not be authenticated: status N" }],
    [[], success],
  ])("a refusal is an error only for a page that rejects it: %j", async (rejectChallenges, expected) => {
    const shop = await openShop({ ...PAAY, paay: { rejectChallenges } });
    await typeCard(shop, ASKING_CARD);
    await shop.tokenizer("submit", "128.75");
    await bank(shop).getByRole("button", { name: "Refuse" }).click();
    expect(await answer(shop)).toEqual(expected);
  });

  test("another card's bank does not ask, and none does where it is switched off", async () => {
    const shop = await openShop(PAAY);
    await typeCard(shop, VISA_CREDIT);
    expect(await submit(shop)).toEqual(success);
    const off = await openShop({ ...PAAY, paay: { forceDisabled: true } });
    await typeCard(off, ASKING_CARD);
    expect(await submit(off)).toEqual(success);
  });

  test("an amount that is none is an error that says so", async () => {
    const shop = await openShop(PAAY);
    await typeCard(shop, VISA_CREDIT);
    await shop.tokenizer("submit", "12,500");
    expect(await answer(shop)).toEqual({
      status: "error",
      msg: "3-D Secure needs the amount, in dollars, at submit",
    });
  });
});

test("a gateway that fails is an error with a message", async () => {
  const shop = await openShop();
  await typeCard(shop, VISA_CREDIT);
  await shop.page.route("**/api/tokenizer/*", (route) =>
    route.fulfill({ status: 500, json: { status: "failed", msg: "server error" } }),
  );
  expect(await submit(shop)).toEqual({ status: "error", msg: "server error" });
});

describe("accessibility", () => {
  const EVERYTHING = {
    user: { showName: true, showEmail: true, showPhone: true, showTitle: true },
    billing: { show: true, showTitle: true },
    payment: { types: ["card", "ach"], showTitle: true, card: { requireCVV: true } },
  };

  const DARK = { ":root": { "color-scheme": "dark" }, body: { "background-color": "#10141b" } };

  test.each([
    ["light", {}],
    ["dark", DARK],
  ])("axe finds nothing in the %s form, problems shown", async (_, styles) => {
    const shop = await openShop({ ...EVERYTHING, styles });
    await submit(shop);
    await shop.frame.evaluate(axeSource);
    const violations = await shop.frame.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import("axe-core") };
      const results = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
      return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
    });
    expect(violations).toEqual([]);
  });

  test("every field says what a browser may fill in and which keyboard it wants", async () => {
    const { form } = await openShop();
    const hints = await form
      .locator("input")
      .evaluateAll((inputs) =>
        inputs.map((input) => [input.getAttribute("autocomplete"), input.getAttribute("inputmode")]),
      );
    expect(hints).toEqual([
      ["cc-number", "numeric"],
      ["cc-exp", "numeric"],
      ["cc-csc", "numeric"],
    ]);
  });
});
