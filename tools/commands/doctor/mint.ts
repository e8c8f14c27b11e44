/** Mints a token of a test card: on our sandbox's control surface, or in a headless Chromium on the gateway's Tokenizer. */
import { type Browser, chromium } from "playwright-core";
import { USER_AGENT } from "../../../contract/user-agent.ts";
import { findChromium } from "../../local/chromium.mjs";

/** A published test card: Visa credit, US. */
const NUMBER = "4012000077777777";
const EXPIRY = "1230";
const CVV = "123";

const FORM_TIMEOUT_MS = 20_000;
const KEY_DELAY_MS = 10;

export interface Minter {
  readonly mint: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Asks our sandbox. */
export function sandboxMinter(origin: string, publicKey: string, call: typeof fetch): Minter {
  return { mint: () => mintOnSandbox(origin, publicKey, call), close: () => Promise.resolve() };
}

/** Opens one Chromium, and a page of it for each token. */
export async function browserMinter(origin: string, publicKey: string): Promise<Minter> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium here: install one, or set CHROMIUM_PATH");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-background-networking"] });
  return { mint: () => mintInBrowser(browser, origin, publicKey), close: () => browser.close() };
}

/** @throws Error when the sandbox does not answer */
async function mintOnSandbox(origin: string, publicKey: string, call: typeof fetch): Promise<string> {
  const response = await call(`${origin}/sandbox/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "User-Agent": USER_AGENT },
    body: JSON.stringify({ number: NUMBER, key: publicKey }),
  });
  const { token, error } = (await response.json()) as { token?: string; error?: string };
  if (token === undefined) throw new Error(`the sandbox mints no token: ${error ?? response.status}`);
  return token;
}

/**
 * Fills in the gateway's own form, as a shopper would. The fields are found by the class names that the gateway's style
 * settings document.
 *
 * @throws Error that says what the Tokenizer answered
 */
async function mintInBrowser(browser: Browser, origin: string, publicKey: string): Promise<string> {
  const page = await browser.newPage();
  try {
    await page.setContent('<!doctype html><title>doctor</title><div id="form"></div>');
    await page.addScriptTag({ url: `${origin}/tokenizer/tokenizer.js` });
    await page.evaluate(
      ([url, apikey]) => {
        const shop = window as unknown as Record<string, unknown> & { Tokenizer: new (options: unknown) => unknown };
        const container = document.querySelector("#form");
        const submission = (answer: unknown) => Object.assign(shop, { answer });
        const settings = { payment: { showExpDate: true, showCVV: true } };
        Object.assign(shop, { tokenizer: new shop.Tokenizer({ url, apikey, container, settings, submission }) });
      },
      [origin, publicKey],
    );
    const form = page.frameLocator("#form iframe");
    await form.locator(".cc input").waitFor({ timeout: FORM_TIMEOUT_MS });
    for (const [field, text] of [
      [".cc input", NUMBER],
      [".exp input", EXPIRY],
      [".cvv input", CVV],
    ] as const) {
      const input = form.locator(field);
      if ((await input.count()) > 0) await input.pressSequentially(text, { delay: KEY_DELAY_MS });
    }
    await page.evaluate(() => (window as unknown as { tokenizer: { submit(): void } }).tokenizer.submit());
    const answered = await page.waitForFunction(() => (window as unknown as { answer?: unknown }).answer, undefined, {
      timeout: FORM_TIMEOUT_MS,
    });
    const { status, token, msg, invalid } = (await answered.jsonValue()) as {
      status: string;
      token?: string;
      msg?: string;
      invalid?: string[];
    };
    if (token === undefined)
      throw new Error(`the Tokenizer says ${status}: ${msg ?? invalid?.join(", ") ?? "no more"}`);
    return token;
  } finally {
    await page.close();
  }
}
