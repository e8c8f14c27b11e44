/**
 * What every language's checkout is held to: its small server is started as a merchant would, and paid against the sandbox
 * and the Worker. What counts is what the gateway has charged in the end.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "../../../tools/local/ports.mjs";
import { needs } from "../../support/node/needs.ts";
import {
  lookUp,
  mintToken,
  origins,
  resetSandbox,
  type SandboxTransaction,
  transactions,
} from "../../support/shopper/shopper.ts";
import { findProgram, type Language } from "./language.ts";

const VISA_CREDIT = "4012000077777777";
const OTHER_VISA_CREDIT = "4012000033330026";
const VISA_DEBIT = "4217651111111119";
const DECLINED = "4000000000000002";
const HALF_APPROVED = "4000000000000051";
const NOWHERE = "http://127.0.0.1:9";
const TRIES = 100;
const PAUSE_MS = 100;

/** What a checkout is started as: it reads these from its environment, and listens on `PORT` of 127.0.0.1. */
const SETTINGS = () => ({
  SERVICE_ORIGIN: origins().product,
  SERVER_KEY: "sk_sandbox_demo",
  MERCHANT: "mch_demo",
  MERCHANT_ENV: "test",
  GATEWAY_ORIGIN: origins().sandbox,
  GATEWAY_KEY: "api_sandbox_demo",
});

export interface Checkout {
  readonly origin: string;
  readonly child: ChildProcess;
}

/** Starts a checkout, which gets its settings as {@link SETTINGS} has them. */
export async function startCheckout(
  program: string,
  args: readonly string[],
  settings: Record<string, string> = {},
): Promise<Checkout> {
  const port = await freePort();
  const env = { PATH: process.env["PATH"] ?? "", ...SETTINGS(), ...settings, PORT: String(port) };
  const child = spawn(program, args, { env, stdio: ["ignore", "ignore", "inherit"] });
  const origin = `http://127.0.0.1:${port}`;
  for (let tried = 0; tried < TRIES; tried++) {
    if (
      await fetch(`${origin}/orders/none`).then(
        () => true,
        () => false,
      )
    )
      return { origin, child };
    await sleep(PAUSE_MS);
  }
  throw new Error(`the checkout does not answer on ${origin}`);
}

export async function stopCheckout({ child }: Checkout): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, "exit");
}

const onSandbox = (method: string, path: string, body?: object) =>
  fetch(`${origins().sandbox}/sandbox/${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const quoteFor = async (token: string, more: object = {}) => (await lookUp({ token, ...more })).body.quote;

interface Payment {
  readonly order: string;
  readonly token: string;
  readonly quote?: string;
}

/** Presses Pay. */
const press = ({ origin }: Checkout, { order, token, quote = "" }: Payment) =>
  fetch(`${origin}/pay`, { method: "POST", redirect: "manual", body: new URLSearchParams({ order, token, quote }) });

const statusOf = async (checkout: Checkout, payment: Payment) => (await press(checkout, payment)).status;
const newOrder = () => crypto.randomUUID();

async function receiptOf({ origin }: Checkout, order: string): Promise<Record<string, unknown> | null> {
  const response = await fetch(`${origin}/orders/${order}`);
  return response.status === 200 ? ((await response.json()) as Record<string, unknown>) : null;
}

interface Charged extends SandboxTransaction {
  readonly response: string;
  readonly status: string;
}
const charged = async () => (await transactions()) as Charged[];
const approved = async () =>
  (await charged()).filter(({ response, status }) => response === "approved" && status !== "voided");

/** Declares the tests of one language's checkout; `command` runs it from the root of the checkout. */
export function holdCheckout(language: Pick<Language, "name" | "programs" | "probe" | "command">): void {
  const program = findProgram(language);
  describe(`the ${language.name} checkout`, needs(language.name), () => {
    const startWith = (settings: Record<string, string> = {}) =>
      startCheckout(program ?? "", language.command, settings);
    let checkout: Checkout;
    beforeAll(async () => {
      checkout = await startWith();
    });
    afterAll(() => stopCheckout(checkout));
    beforeEach(async () => {
      await resetSandbox();
      await onSandbox("DELETE", "settings");
    });

    const paysOnce = async (order: string, amount: number, surcharge: number) => {
      expect(await approved()).toMatchObject([{ amount, surcharge }]);
      expect(await receiptOf(checkout, order)).toMatchObject({ totalAmount: amount, surchargeAmount: surcharge });
    };

    describe("by a quote", () => {
      test("charges what was accepted, the surcharge as its own figure, and leads to the receipt", async () => {
        const [order, token] = [newOrder(), await mintToken(VISA_CREDIT)];
        const response = await press(checkout, { order, token, quote: await quoteFor(token) });
        expect([response.status, response.headers.get("Location")]).toEqual([303, `/orders/${order}`]);
        await paysOnce(order, 12_875, 375);
      });

      test("charges the base amount of a debit card", async () => {
        const [order, token] = [newOrder(), await mintToken(VISA_DEBIT)];
        expect(await statusOf(checkout, { order, token, quote: await quoteFor(token) })).toBe(303);
        await paysOnce(order, 12_500, 0);
      });

      test("charges the tax on the surcharge beside it", async () => {
        const taxed = await startWith({ SURCHARGE_TAX_RATE: "8875" });
        try {
          const [order, token] = [newOrder(), await mintToken(VISA_CREDIT)];
          const quote = await quoteFor(token, { surchargeTaxRate: 8_875 });
          expect(await statusOf(taxed, { order, token, quote })).toBe(303);
          expect(await approved()).toMatchObject([{ amount: 12_908, surcharge: 375, tax_amount: 33 }]);
          expect(await receiptOf(taxed, order)).toMatchObject({ totalAmount: 12_908, surchargeTaxAmount: 33 });
        } finally {
          await stopCheckout(taxed);
        }
      });

      test("refuses an edited one, and another card's, and charges nothing", async () => {
        const token = await mintToken(VISA_CREDIT);
        const good = await quoteFor(token);
        const edited = `${good.slice(0, -20)}${good.at(-20) === "A" ? "B" : "A"}${good.slice(-19)}`;
        const others = await quoteFor(await mintToken(OTHER_VISA_CREDIT));
        for (const quote of [edited, others, "not.a.quote"]) {
          const response = await press(checkout, { order: newOrder(), token, quote });
          expect(response.status).toBe(409);
          expect(await response.text()).toContain("Nothing was charged");
        }
        expect(await charged()).toEqual([]);
      });
    });

    describe("without a quote", () => {
      test("shows a credit card's offer, and charges it once it is accepted", async () => {
        const [order, token] = [newOrder(), await mintToken(VISA_CREDIT)];
        const response = await press(checkout, { order, token });
        const page = await response.text();
        expect(response.status).toBe(200);
        for (const part of ["Visa credit", "3.75", "128.75", "Use another card"]) expect(page).toContain(part);
        expect(await charged()).toEqual([]);

        const fields = [...page.matchAll(/<(?:input|button)[^>]* name="([^"]+)" value="([^"]*)"/g)];
        const form = Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value])) as unknown as Payment;
        expect(form).toMatchObject({ order, token });
        expect(await statusOf(checkout, form)).toBe(303);
        await paysOnce(order, 12_875, 375);
      });

      test("charges the base amount of a debit card", async () => {
        const [order, token] = [newOrder(), await mintToken(VISA_DEBIT)];
        expect(await statusOf(checkout, { order, token })).toBe(303);
        await paysOnce(order, 12_500, 0);
      });

      test("asks once more where the page's quote knows nothing for want of an answer", async () => {
        const [order, token] = [newOrder(), await mintToken(VISA_CREDIT)];
        await onSandbox("PUT", "faults", { path: "/api/lookup/bin/protected", fault: "503" });
        const quote = await quoteFor(token);
        await onSandbox("DELETE", "faults");
        const response = await press(checkout, { order, token, quote });
        expect(response.status).toBe(200);
        expect(await response.text()).toContain("<form");
        expect(await charged()).toEqual([]);
      });

      test("has the card entered again where the token has ended", async () => {
        const [order, token] = [newOrder(), await mintToken(VISA_CREDIT)];
        await onSandbox("DELETE", "tokens");
        expect(await statusOf(checkout, { order, token })).toBe(409);
        expect(await charged()).toEqual([]);
      });

      test("charges the base amount while the service is down, with and without a quote", async () => {
        const alone = await startWith({ SERVICE_ORIGIN: NOWHERE });
        try {
          const [order, token] = [newOrder(), await mintToken(VISA_CREDIT)];
          expect(await statusOf(alone, { order, token })).toBe(303);
          const another = await mintToken(VISA_CREDIT);
          expect(await statusOf(alone, { order: newOrder(), token: another, quote: await quoteFor(another) })).toBe(
            303,
          );
          expect(await approved()).toMatchObject([
            { amount: 12_500, surcharge: 0 },
            { amount: 12_500, surcharge: 0 },
          ]);
        } finally {
          await stopCheckout(alone);
        }
      });
    });

    describe("one order, one charge", () => {
      test("however often Pay is pressed, with whatever quote and card", async () => {
        const order = newOrder();
        const tokens = [await mintToken(VISA_CREDIT), await mintToken(OTHER_VISA_CREDIT)];
        const quotes = await Promise.all([...tokens, ...tokens].map((token) => quoteFor(token)));
        const presses = quotes.map((quote, index) => ({ order, token: tokens[index % 2] ?? "", quote }));
        const statuses = await Promise.all([...presses, ...presses].map((payment) => statusOf(checkout, payment)));
        expect(statuses).toEqual(statuses.map(() => 303));
        await paysOnce(order, 12_875, 375);
      });

      test.each([
        ["the same card", VISA_CREDIT, 375],
        ["another card", VISA_DEBIT, 375],
      ])("where the answer to a charge was lost, and %s comes next", async (_, next, surcharge) => {
        const [order, token] = [newOrder(), await mintToken(VISA_CREDIT)];
        await onSandbox("PUT", "faults", { path: "/api/transaction", fault: "half_json", times: 1 });
        const payment = { order, token, quote: await quoteFor(token) };
        expect(await statusOf(checkout, payment)).toBe(502);
        const refused = await press(checkout, { ...payment, quote: "not.a.quote" });
        expect(await refused.text()).not.toContain("Nothing was charged");
        const again = await mintToken(next);
        expect(await statusOf(checkout, { order, token: again, quote: await quoteFor(again) })).toBe(303);
        await paysOnce(order, 12_500 + surcharge, surcharge);
      });

      test("after a decline, with another card and with the same one", async () => {
        const [order, declined] = [newOrder(), await mintToken(DECLINED)];
        const payment = { order, token: declined, quote: await quoteFor(declined) };
        expect([await statusOf(checkout, payment), await statusOf(checkout, payment)]).toEqual([402, 402]);
        expect(await charged()).toHaveLength(2);
        const token = await mintToken(VISA_CREDIT);
        expect(await statusOf(checkout, { order, token, quote: await quoteFor(token) })).toBe(303);
        await paysOnce(order, 12_875, 375);
      });

      test("and one token pays for one order: another one needs its own", async () => {
        const [first, second, token] = [newOrder(), newOrder(), await mintToken(VISA_CREDIT)];
        const quote = await quoteFor(token);
        expect(await statusOf(checkout, { order: first, token, quote })).toBe(303);
        expect(await statusOf(checkout, { order: second, token, quote })).toBe(409);
        expect(await receiptOf(checkout, second)).toBeNull();
        await paysOnce(first, 12_875, 375);
        const own = await mintToken(VISA_CREDIT);
        expect(await statusOf(checkout, { order: second, token: own, quote: await quoteFor(own) })).toBe(303);
        expect(await approved()).toHaveLength(2);
      });

      test("and a part of one is given back", async () => {
        const [order, token] = [newOrder(), await mintToken(HALF_APPROVED)];
        expect(await statusOf(checkout, { order, token, quote: await quoteFor(token) })).toBe(402);
        expect(await charged()).toMatchObject([{ status: "voided" }]);
        expect(await receiptOf(checkout, order)).toBeNull();
      });
    });

    describe("whatever the gateway is like", () => {
      test.each([
        { tokenUse: "reusable" },
        { tokenUse: "single_use" },
        { envelope: "wrapped" },
        { failureWord: "error" },
        { failAs200: true },
        { failAs200: true, failureWord: "error", tokenUse: "single_use" },
      ])("charges once with %o", async (settings) => {
        await onSandbox("PUT", "settings", settings);
        const [order, token] = [newOrder(), await mintToken(VISA_CREDIT)];
        expect(await statusOf(checkout, { order, token: "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1" })).toBe(409);
        const payment = { order, token, quote: await quoteFor(token) };
        await onSandbox("PUT", "faults", { path: "/api/transaction", fault: "half_json", times: 1 });
        expect(await statusOf(checkout, payment)).toBe(502);
        const again = await mintToken(VISA_CREDIT);
        expect(await statusOf(checkout, { order, token: again, quote: await quoteFor(again) })).toBe(303);
        await paysOnce(order, 12_875, 375);
      });

      test("charges nothing where the lookup used the token up", async () => {
        await onSandbox("PUT", "settings", { tokenUse: "lookup_consumes" });
        const [order, token] = [newOrder(), await mintToken(VISA_CREDIT)];
        expect(await statusOf(checkout, { order, token, quote: await quoteFor(token) })).toBe(409);
        expect(await charged()).toEqual([]);
      });

      test("charges nothing where it adds a surcharge of its own", async () => {
        await onSandbox("PUT", "settings", { ownSurcharge: 3_000 });
        const [order, token] = [newOrder(), await mintToken(VISA_CREDIT)];
        expect(await statusOf(checkout, { order, token, quote: await quoteFor(token) })).toBe(500);
        expect(await charged()).toEqual([]);
      });

      test.each(["500", "429", "html", "redirect", "empty"])("charges once after the answer %s", async (fault) => {
        const [order, token] = [newOrder(), await mintToken(VISA_CREDIT)];
        const payment = { order, token, quote: await quoteFor(token) };
        await onSandbox("PUT", "faults", { path: "/api/calculate/amounts", fault, times: 1 });
        expect(await statusOf(checkout, payment)).toBe(503);
        await onSandbox("PUT", "faults", { path: "/api/transaction", fault, times: 1 });
        expect(await statusOf(checkout, payment)).toBe(502);
        expect(await statusOf(checkout, payment)).toBe(303);
        await paysOnce(order, 12_875, 375);
      });
    });

    test.each([
      ["no card", { order: "a", token: "" }],
      ["no order", { order: "", token: "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1" }],
    ])("refuses %s", async (_, payment) => {
      expect(await statusOf(checkout, payment)).toBe(400);
      expect(await charged()).toEqual([]);
    });
  });
}
