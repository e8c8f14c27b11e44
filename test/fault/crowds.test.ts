/** Many who ask about one token at once, and one who leaves: against the built Worker, with connections of workerd's own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { availableParallelism } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { developmentSecrets } from "../../tools/local/dev-vars.mjs";
import { open } from "../bench/load.mjs";
import { lookupAsk, ORIGIN } from "../bench/lookup-ask.mjs";
import { startBuilt } from "../support/node/built-worker.mjs";
import { gatewayCard } from "../support/upstream/gateway-card.ts";

const CALLERS = 1_000;
const ROUNDS = process.env["NIGHTLY"] ? 12 : 1;
const DELAYS = process.env["NIGHTLY"] ? [0, 100, 600] : [100];

let gateway: Server;
let answerAfterMs = 0;
let calls = 0;
let product: Awaited<ReturnType<typeof startBuilt>>;

beforeAll(async () => {
  gateway = createServer((request, response) => {
    request.resume().once("end", () => {
      calls += 1;
      setTimeout(() => {
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify(gatewayCard()));
      }, answerAfterMs);
    });
  });
  gateway.listen(0, "127.0.0.1");
  await once(gateway, "listening");
  const { port } = gateway.address() as AddressInfo;
  product = await startBuilt({
    config: "wrangler.toml",
    environment: "development",
    bindings: { ...developmentSecrets(), SANDBOX_ORIGIN: `http://127.0.0.1:${port}`, DEMO_ORIGINS: ORIGIN },
    freeLimits: true,
  });
});

afterAll(async () => {
  await product.stop();
  gateway.closeAllConnections();
  gateway.close();
});

let tokens = 0;
const newToken = () => `tokenOfACrowdOfAThousand_${++tokens}`;

const reasonOf = (body: string) => (JSON.parse(body) as { reason: string }).reason;

/** A thousand connections ask about one new token. */
async function crowd(): Promise<string[]> {
  const ask = lookupAsk(newToken());
  const connections = await Promise.all(Array.from({ length: CALLERS }, () => open(product.url)));
  const answers = await Promise.all(connections.map((connection) => connection.send(ask)));
  for (const connection of connections) connection.close();
  return answers.map(reasonOf);
}

/** Keeps every processor busy, several times over, until `work` is done; a minute at most. */
async function starved<T>(work: () => Promise<T>): Promise<T> {
  const busy = "const until = Date.now() + 60_000; while (Date.now() < until);";
  const hogs: ChildProcess[] = Array.from({ length: availableParallelism() * 2 }, () =>
    spawn(process.execPath, ["-e", busy], { stdio: "ignore" }),
  );
  try {
    return await work();
  } finally {
    for (const hog of hogs) hog.kill("SIGKILL");
  }
}

describe("a thousand callers of one token at once", () => {
  test.each(DELAYS)(
    "on a starved machine make one call each time, the gateway taking %i ms",
    { timeout: ROUNDS * 120_000 },
    async (ms) => {
      answerAfterMs = ms;
      const callsARound: number[] = [];
      await starved(async () => {
        for (let round = 0; round < ROUNDS; round++) {
          calls = 0;
          const reasons = new Set(await crowd());
          callsARound.push(calls);
          for (const reason of reasons) expect(["eligible", "gateway_timeout", "service_limited"]).toContain(reason);
        }
      });
      expect(callsARound).toEqual(Array.from({ length: ROUNDS }, () => 1));
    },
  );
});

test("who asked first and leaves takes nobody's answer away", { timeout: 30_000 }, async () => {
  answerAfterMs = 500;
  calls = 0;
  const ask = lookupAsk(newToken());
  const socket = connect({ host: product.url.hostname, port: Number(product.url.port) });
  await once(socket, "connect");
  const head = Object.entries(ask.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(
    `POST ${ask.path} HTTP/1.1\r\nHost: ${product.url.host}\r\n${head.join("")}Content-Length: ${ask.body.length}\r\n\r\n${ask.body}`,
  );
  await expect.poll(() => calls, { timeout: 5_000 }).toBe(1);
  socket.destroy();
  const second = await open(product.url);
  expect(reasonOf(await second.send(ask))).toBe("eligible");
  second.close();
  expect(calls).toBe(1);
});
