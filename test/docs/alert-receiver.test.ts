/** The receiver of alerts that docs/alerts.md shows, run as it stands there. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

const SECRET = `whsec_${Buffer.from("a secret of thirty-two bytes ...").toString("base64")}`;
const BODY = JSON.stringify({ type: "alert.firing", data: { environment: "production", sentence: "12 % unknown." } });

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
    /```js\n(import \{ createServer[^`]*(?:`(?!``)[^`]*)*)```/.exec(readFileSync("docs/alerts.md", "utf8")) ?? [];
  const folder = mkdtempSync(join(tmpdir(), "card-surcharge-alerts-"));
  // Where it finds the package that it imports.
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
  const file = join(folder, "receiver.mjs");
  writeFileSync(file, code);
  const port = await freePort();
  address = `http://localhost:${port}`;
  receiver = spawn(process.execPath, [file], { env: { ...process.env, ALERT_SECRET: SECRET, PORT: String(port) } });
  receiver.stdout?.on("data", (text: Buffer) => {
    printed += text.toString();
  });
  await vi.waitFor(async () => expect((await fetch(address)).status).toBe(401), { timeout: 10_000 });
});
afterAll(() => receiver?.kill());

const send = (headers: Record<string, string>, body = BODY) =>
  fetch(address, { method: "POST", body, headers }).then(({ status }) => status);

function signed(at: number): Record<string, string> {
  const signature = new Webhook(SECRET).sign("msg_1", new Date(at * 1_000), BODY);
  return { "webhook-id": "msg_1", "webhook-timestamp": String(at), "webhook-signature": signature };
}
const now = () => Math.floor(Date.now() / 1_000);

test("takes an alert that is ours, and tells it once however often it comes", async () => {
  for (const at of [now(), now() - 5]) expect(await send(signed(at))).toBe(204);
  await expect.poll(() => printed).toBe("production alert.firing: 12 % unknown.\n");
});

test.each([
  ["without a signature", {}, BODY],
  ["with a wrong one", { ...signed(now()), "webhook-signature": "v1,AAAA" }, BODY],
  ["with one that is no plain text", { ...signed(now()), "webhook-signature": `v1,${"\u00e9".repeat(44)}` }, BODY],
  ["that was changed", signed(now()), BODY.replace("12 %", "1 %")],
  ["that is old", signed(now() - 301), BODY],
])("refuses one %s", async (_name, headers, body) => {
  expect(await send(headers, body)).toBe(401);
});
