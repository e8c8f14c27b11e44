/**
 * Alerts of a Worker as it is deployed, to a receiver on a socket of its own that fails, is slow, is told the same twice and
 * answers wrongly; the Worker ends in the middle of a try and starts again.
 */
import { mkdtempSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ALERTS_CRON } from "../../../worker/crons.ts";
import { buildFor, deploymentSecrets, type RunningBuild, startBuild } from "../../support/node/deployed.ts";

const PATIENCE = { timeout: 20_000, interval: 100 };
const SECRET = `whsec_${Buffer.from("a secret of thirty-two bytes ...").toString("base64")}`;
const SECRETS = deploymentSecrets();
const ADMIN = { Authorization: `Bearer ${SECRETS["ADMIN_KEYS"]}`, "Content-Type": "application/json" };
const kept = mkdtempSync(join(tmpdir(), "card-surcharge-alerts-"));

interface Told {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly sentence: string;
}

const told: Told[] = [];
/** What becomes of the next message about each subject; none left: it is taken. */
const answers: Record<string, ((response: ServerResponse) => void)[]> = {};
let receiver: Server;
let worker: RunningBuild;

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = Buffer.concat(await request.toArray()).toString();
  const { type, data } = new Webhook(SECRET).verify(body, request.headers as Record<string, string>) as {
    type: string;
    data: { subject: string; sentence: string };
  };
  told.push({ id: String(request.headers["webhook-id"]), type, ...data });
  const answer = answers[data.subject]?.shift() ?? ((response) => response.writeHead(204).end());
  answer(response);
}

async function start(): Promise<void> {
  const address = receiver.address();
  const port = typeof address === "object" ? address?.port : 0;
  const bindings = { ...SECRETS, ENVIRONMENT: "production", ISSUER: "https://surcharge.example" };
  worker = await startBuild(
    buildFor("production"),
    { ...bindings, ALERT_URL: "https://alerts.example/in", ALERT_SECRET: SECRET },
    {
      keptIn: kept,
      // The address must be an https one; what is sent there goes to the receiver.
      upstream: async (request) => {
        const { method, headers } = request;
        const body = await request.text();
        return fetch(`http://127.0.0.1:${port}/`, { method, headers, body, redirect: "manual" });
      },
    },
  );
}

/** As much of the answers as is looked at. */
interface Answer {
  readonly episodes: readonly unknown[];
  readonly deliveries: readonly { readonly state: string; readonly tries: number }[];
  readonly checks: { readonly alerts: string };
}

const ask = async (path: string, method = "GET", body?: object) => {
  const init = { method, headers: ADMIN, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`${worker.origin}${path}`, init);
  return response.json() as Promise<Answer>;
};
const view = () => ask("/v1/admin/alerts");
const of = (subject: string) => told.filter((one) => one.subject === subject);

beforeAll(async () => {
  receiver = createServer((request, response) => void receive(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  await start();
});
afterAll(async () => {
  await worker?.stop();
  receiver?.closeAllConnections();
  receiver?.close();
});

test("trouble reaches a receiver that fails or is slow, also when the Worker ends meanwhile, each once and in its order", async () => {
  // Two programmes that were never pulled are two troubles.
  for (const program of ["slow_cards", "failing_cards"])
    await ask(`/v1/admin/card-programs/${program}/failure`, "POST", { problem: "unreachable", upstreamCode: null });
  answers["slow_cards"] = [() => {}];
  answers["failing_cards"] = [(response) => response.writeHead(500).end()];
  await worker.schedule(ALERTS_CRON);
  await vi.waitFor(() => expect(told).toHaveLength(2), PATIENCE);
  await worker.stop();

  await start();
  await vi.waitFor(() => expect(told).toHaveLength(4), PATIENCE);
  for (const subject of ["slow_cards", "failing_cards"]) {
    expect(of(subject).map(({ type }) => type)).toEqual(["alert.firing", "alert.firing"]);
    expect(new Set(of(subject).map(({ id }) => id)).size).toBe(1);
  }
  await vi.waitFor(async () => {
    const { deliveries } = await view();
    expect(deliveries.map(({ state, tries }) => [state, tries])).toEqual([
      ["sent", 2],
      ["sent", 2],
    ]);
  }, PATIENCE);

  // Nothing new: nothing is told.
  await worker.schedule(ALERTS_CRON);
  expect((await view()).episodes).toHaveLength(2);
  expect((await ask("/readyz")).checks.alerts).toBe("ok");

  await ask("/v1/admin/alerts", "PUT", { rules: { card_program_stale: { on: false } } });
  await worker.schedule(ALERTS_CRON);
  await vi.waitFor(() => expect(told).toHaveLength(6), PATIENCE);
  for (const subject of ["slow_cards", "failing_cards"]) expect(of(subject).at(-1)?.type).toBe("alert.resolved");
  expect((await view()).episodes).toEqual([]);
});

test("a test message says what the receiver answered, and a wrong answer shows in /readyz", async () => {
  answers["deployment"] = [(response) => response.writeHead(307, { Location: "http://127.0.0.1:9/" }).end()];
  expect(await ask("/v1/admin/alerts/test", "POST")).toMatchObject({ state: "failed", status: 307, tries: 1 });
  expect((await ask("/readyz")).checks.alerts).toBe("warning");
  expect(await ask("/v1/admin/alerts/test", "POST")).toMatchObject({ state: "sent", status: 204 });
  expect((await ask("/readyz")).checks.alerts).toBe("ok");
});
