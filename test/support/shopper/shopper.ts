/** Drives the sample shop as a shopper would, and asks the sandbox what really happened. */
import { type Browser, chromium, type FrameLocator, type LaunchOptions, type Page } from "playwright-core";
import { inject } from "vitest";
import type { LookupAnswer } from "../../../contract/lookup.ts";
import { findChromium } from "../../../tools/local/chromium.mjs";

interface Origins {
  readonly product: string;
  readonly sandbox: string;
  readonly shop: string;
}
let own: Origins | undefined;

/** Where the servers are: this file's own set, which Vitest's number of its worker tells, from 1. */
export function origins(): Origins {
  const set = own ?? inject("servers")[Number(process.env["VITEST_POOL_ID"]) - 1];
  if (set === undefined) throw new Error("More files run at once than servers were started for.");
  return set;
}

/** From now on the servers are those that a test has started for itself. */
export function goTo(origins: Origins): void {
  own = origins;
}

/** A Chromium that reaches loopback alone. */
export function openBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({
    ...options,
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"],
  });
}

export interface Card {
  readonly number: string;
  readonly exp?: string;
  readonly cvv?: string;
}

const CARD_FRAME = "#card-form iframe";
/** The fields inside the gateway's frame. */
export const cardForm = (page: Page) => page.frameLocator(CARD_FRAME);

/**
 * Presses Tab where that leads into a frame, and waits until a field there has the focus: another process has it then, and a
 * key that is pressed at once still goes to the former one.
 */
export async function tabInto(page: Page, frame: FrameLocator): Promise<void> {
  await page.keyboard.press("Tab");
  await frame.locator("input:focus").waitFor();
}

/** Types a card into the gateway's frame, key by key. */
export async function typeCard(page: Page, { number, exp = "1230", cvv }: Card, frame = CARD_FRAME): Promise<void> {
  const form = page.frameLocator(frame);
  for (const [label, value] of [
    [/card number/i, number],
    [/expir/i, exp],
    [/cvv|cvc|security code/i, cvv ?? (number.startsWith("3") ? "1234" : "123")],
  ] as const) {
    const field = form.getByLabel(label);
    await field.click();
    await field.fill("");
    await field.pressSequentially(value);
  }
}

export interface SandboxTransaction {
  readonly amount: number;
  readonly base_amount?: number;
  readonly surcharge: number;
  readonly tax_amount: number;
  readonly response: string;
  readonly status: string;
  readonly idempotency_key: string;
}

/** Every transaction the gateway has taken so far. */
export async function transactions(): Promise<SandboxTransaction[]> {
  const response = await fetch(`${origins().sandbox}/sandbox/transactions`);
  const { transactions } = (await response.json()) as { transactions: SandboxTransaction[] };
  return transactions;
}

/** Forgets transactions, faults and call counts. */
export async function resetSandbox(): Promise<void> {
  for (const path of ["transactions", "faults", "calls"])
    await fetch(`${origins().sandbox}/sandbox/${path}`, { method: "DELETE" });
}

export const postJson = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

/** A token for `number`, as the gateway's form would have made it. */
export async function mintToken(number: string): Promise<string> {
  const response = await postJson(`${origins().sandbox}/sandbox/tokens`, { number });
  const { token } = (await response.json()) as { token: string };
  return token;
}

/** Asks the Worker as the shop's page would: the demo merchant, Illinois, 125 dollars, unless `change` says otherwise. */
export async function lookUp(change: { token: string } & Record<string, unknown>) {
  const response = await postJson(
    `${origins().product}/v1/lookup`,
    { merchant: "mch_demo", country: "US", state: "IL", baseAmount: 12_500, currency: "USD", ...change },
    { Origin: origins().shop },
  );
  return { status: response.status, body: (await response.json()) as LookupAnswer };
}
