/** The receiver of alerts that docs/operate.md shows, run as it stands there. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

const KEY = Buffer.from("a secret of thirty-two bytes ...");
const rows = [{ id: "us-a", kind: "lapse", on: "2027-03-26", daysLeft: 30, stage: 30 }];
const BODY = JSON.stringify({ type: "rules.due", data: { environment: "production", rows } });

let receiver: ChildProcess;
let address: string;
let printed = "";

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, () => {
      const at = server.address();
      server.close(() => resolve(typeof at === "object" && at !== null ? at.port : 0));
    });
  });

beforeAll(async () => {
  const [, code = ""] =
    /```js\n(import \{ createHmac[^`]*(?:`(?!``)[^`]*)*)```/.exec(readFileSync("docs/operate.md", "utf8")) ?? [];
  const file = join(mkdtempSync(join(tmpdir(), "card-surcharge-alerts-")), "receiver.mjs");
  writeFileSync(file, code);
  const port = await freePort();
  address = `http://localhost:${port}`;
  const secret = `whsec_${KEY.toString("base64")}`;
  receiver = spawn(process.execPath, [file], { env: { ...process.env, ALERT_SECRET: secret, PORT: String(port) } });
  receiver.stdout?.on("data", (text: Buffer) => {
    printed += text.toString();
  });
  await vi.waitFor(async () => expect((await fetch(address)).status).toBe(401), { timeout: 10_000 });
});
afterAll(() => receiver?.kill());

const send = (headers: Record<string, string>, body = BODY) =>
  fetch(address, { method: "POST", body, headers }).then(({ status }) => status);

function signed(at: number): Record<string, string> {
  const mac = createHmac("sha256", KEY).update(`msg_1.${at}.${BODY}`).digest("base64");
  return { "webhook-id": "msg_1", "webhook-timestamp": String(at), "webhook-signature": `v1,${mac}` };
}
const now = () => Math.floor(Date.now() / 1_000);

test("takes an alert that is ours, and tells it", async () => {
  expect(await send(signed(now()))).toBe(204);
  await expect.poll(() => printed).toBe("production: lapse of us-a on 2027-03-26, in 30 days\n");
});

test.each([
  ["without a signature", {}, BODY],
  ["with a wrong one", { ...signed(now()), "webhook-signature": "v1,AAAA" }, BODY],
  ["with one that is no plain text", { ...signed(now()), "webhook-signature": `v1,${"\u00e9".repeat(44)}` }, BODY],
  ["that was changed", signed(now()), BODY.replace("us-a", "us-b")],
  ["that is old", signed(now() - 301), BODY],
])("refuses one %s", async (_name, headers, body) => {
  expect(await send(headers, body)).toBe(401);
});
