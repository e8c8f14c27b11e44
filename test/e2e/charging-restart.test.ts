/**
 * One sale, one charge, one report of it, while servers stop and start again: what the shop knows of an order, and has yet to
 * tell the service, outlives its process.
 */
import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalRun, startLocal } from "../../tools/local/local.mjs";
import { ownFolder } from "../../tools/local/own-folder.mjs";
import { freePort, portsFrom } from "../../tools/local/ports.mjs";
import { charges, ORDER, pay, quoteFor, spoil, VISA_CREDIT, VISA_DEBIT } from "../support/shopper/orders.ts";
import { goTo, mintToken, origins, resetSandbox } from "../support/shopper/shopper.ts";

const stateFolder = ownFolder("test");
const ports = portsFrom(await freePort(3));
let run: LocalRun;

async function start(): Promise<void> {
  run = await startLocal({ ports, stateFolder, secretsFile: "tools/local/development.vars" });
  goTo(run.origins);
}

beforeAll(start);
afterAll(async () => {
  await run?.stop();
  rmSync(stateFolder, { recursive: true, force: true });
});

/** The shop tells it behind the receipt, and waits longer each time it was told in vain. */
const REPORTED_SOON = { timeout: 60_000 };
const RESTART_TIMEOUT_MS = 120_000;
const NEARLY_EMPTY = "4000000000000051";

const press = async (number: string, orderId = crypto.randomUUID(), order = ORDER) => {
  const token = await mintToken(number);
  return pay({ token, quote: await quoteFor(token), orderId, order });
};

/** What the shop has reported this month, as its own server reads it. */
async function reported() {
  const month = new Date().toISOString().slice(0, 7);
  const response = await fetch(`${origins().product}/v1/server/reports?month=${month}`, {
    headers: { Authorization: "Bearer sk_sandbox_demo" },
  });
  const { totals } = (await response.json()) as { totals: { sales: number; base: number; surcharge: number }[] };
  const { sales, base, surcharge } = totals[0] ?? { sales: 0, base: 0, surcharge: 0 };
  return { sales, base, surcharge };
}

test(
  "an order stays paid, one whose answer was lost is found out about, and each is reported once the service is there",
  async () => {
    await resetSandbox();
    const newOrder = () => crypto.randomUUID();
    const [paid, lost, broken, unheard] = [newOrder(), newOrder(), newOrder(), newOrder()];
    expect(await press(VISA_CREDIT, paid)).toMatchObject({ status: 200 });
    await spoil("/api/transaction", "half_json", 1);
    expect(await press(VISA_CREDIT, lost)).toMatchObject({ status: 502 });
    // A part that is given back at once, and so no sale.
    expect(await press(NEARLY_EMPTY)).toMatchObject({ status: 402 });
    const token = await mintToken(VISA_CREDIT);
    const quote = await quoteFor(token);
    await spoil("/api/transaction", "drip", 1);
    const cut = press(VISA_CREDIT, broken).catch(() => undefined);
    await expect.poll(charges).toHaveLength(3);
    await run.stop("product");
    expect(await pay({ token, quote, orderId: unheard })).toMatchObject({ status: 200 });

    await run.stop();
    await cut;
    await start();

    for (const orderId of [paid, lost, broken, unheard]) {
      expect(await press(VISA_DEBIT, orderId)).toMatchObject({ status: 200, body: { receipt: `/orders/${orderId}` } });
      expect(await (await fetch(`${origins().shop}/orders/${orderId}`)).text()).toContain("$128.75");
      const front = await fetch(origins().shop, { headers: { Cookie: `order=${orderId}` }, redirect: "manual" });
      expect([front.status, front.headers.get("Location")]).toEqual([303, `/orders/${orderId}`]);
    }
    expect((await charges()).map(({ amount }) => amount)).toEqual([12_875, 12_875, 12_875, 12_875]);
    await expect.poll(reported, REPORTED_SOON).toEqual({ sales: 4, base: 50_000, surcharge: 1_500 });
  },
  RESTART_TIMEOUT_MS,
);

test("an order is charged once, without a surcharge, while the service is down", async () => {
  await resetSandbox();
  const orderId = crypto.randomUUID();
  const token = await mintToken(VISA_CREDIT);
  const quote = await quoteFor(token);
  await run.stop("product");
  const answers = await Promise.all(["", "", "", quote].map((each) => pay({ token, quote: each, orderId })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(await charges()).toMatchObject([{ amount: 12_500, surcharge: 0 }]);
});
