/** The PHP checkout: its page on PHP's own small server. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Checkout, holdCheckout, startCheckout, stopCheckout } from "../../recipes/support/hold-checkout.ts";
import { PHP } from "../../recipes/support/languages.ts";
import { needs } from "../../support/node/needs.ts";
import { lookUp, mintToken, resetSandbox, transactions } from "../../support/shopper/shopper.ts";

const VISA_CREDIT = "4012000077777777";

const folder = mkdtempSync(join(tmpdir(), "php-checkout-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

// PHP takes its port as an argument, so a shell writes it there; the shell becomes the server, and ends with it.
const SERVE = `ORDERS=${quoted(folder)} exec php -S "127.0.0.1:$PORT" recipes/php/examples/pay.php`;
const COMMAND = ["-c", `${SERVE} 2>>${quoted(join(folder, "log"))}`];

holdCheckout({
  name: "PHP",
  programs: ["sh"],
  probe: ["-c", `php ${PHP.probe.map(quoted).join(" ")}`],
  command: COMMAND,
});

describe("two PHP processes with one folder of orders", needs("PHP"), () => {
  let servers: Checkout[] = [];
  beforeAll(async () => {
    servers = [await startCheckout("sh", COMMAND), await startCheckout("sh", COMMAND)];
    await resetSandbox();
  });
  afterAll(() => Promise.all(servers.map(stopCheckout)));

  test("charge an order once that is paid at both at once", async () => {
    const [order, token] = [crypto.randomUUID(), await mintToken(VISA_CREDIT)];
    const { quote } = (await lookUp({ token })).body;
    const body = { order, token, quote };
    const presses = [...servers, ...servers, ...servers].map(({ origin }) =>
      fetch(`${origin}/pay`, { method: "POST", redirect: "manual", body: new URLSearchParams(body) }),
    );
    const statuses = (await Promise.all(presses)).map(({ status }) => status);
    expect(statuses).toEqual(statuses.map(() => 303));
    expect(await transactions()).toMatchObject([{ amount: 12_875, surcharge: 375 }]);
  });
});
