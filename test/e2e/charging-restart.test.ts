/** One sale, one charge, while servers stop and start again: what the shop knows of an order outlives its process. */
import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalRun, startLocal } from "../../tools/local.mjs";
import { ownFolder } from "../../tools/own-folder.mjs";
import { freePort, portsFrom } from "../../tools/ports.mjs";
import { charges, ORDER, pay, quoteFor, spoil, VISA_CREDIT, VISA_DEBIT } from "../support/shopper/orders.ts";
import { goTo, mintToken, origins, resetSandbox } from "../support/shopper/shopper.ts";

const stateFolder = ownFolder("test");
const ports = portsFrom(await freePort(3));
let run: LocalRun;

async function start(): Promise<void> {
  run = await startLocal({ ports, stateFolder, secretsFile: ".dev.vars.example" });
  goTo(run.origins);
}

beforeAll(start);
afterAll(async () => {
  await run?.stop();
  rmSync(stateFolder, { recursive: true, force: true });
});

test("an order stays paid, and one whose answer was lost is found out about", async () => {
  await resetSandbox();
  const [paid, lost, broken] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const press = async (number: string, orderId: string, order = ORDER) => {
    const token = await mintToken(number);
    return pay({ token, quote: await quoteFor(token), orderId, order });
  };
  expect(await press(VISA_CREDIT, paid)).toMatchObject({ status: 200 });
  await spoil("/api/transaction", "half_json", 1);
  expect(await press(VISA_CREDIT, lost)).toMatchObject({ status: 502 });
  await spoil("/api/transaction", "drip", 1);
  const cut = press(VISA_CREDIT, broken).catch(() => undefined);
  await expect.poll(charges).toHaveLength(3);

  await run.stop();
  await cut;
  await start();

  for (const orderId of [paid, lost, broken]) {
    expect(await press(VISA_DEBIT, orderId)).toMatchObject({ status: 200, body: { receipt: `/orders/${orderId}` } });
    expect(await (await fetch(`${origins().shop}/orders/${orderId}`)).text()).toContain("$128.75");
    const front = await fetch(origins().shop, { headers: { Cookie: `order=${orderId}` }, redirect: "manual" });
    expect([front.status, front.headers.get("Location")]).toEqual([303, `/orders/${orderId}`]);
  }
  expect((await charges()).map(({ amount }) => amount)).toEqual([12_875, 12_875, 12_875]);
});

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
