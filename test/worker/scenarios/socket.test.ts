import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { developmentSecrets } from "../../../tools/local/dev-vars.mjs";
import { ROUTE_HEADERS } from "../../../worker/http/headers.ts";
import { buildFor, type RunningBuild, startBuild } from "../../support/node/deployed.ts";

const SECONDS = 1_000;
const MEGABYTE = 1_048_576;
const LOOKUP = JSON.stringify({ merchant: "mch_demo", token: "AbcdefghIjklmnopQrstuvwxYz012345", country: "US" });

let running: RunningBuild;
beforeAll(async () => {
  running = await startBuild(buildFor("development"), { ENVIRONMENT: "development", ...developmentSecrets() });
}, 120 * SECONDS);
afterAll(() => running?.stop());

/** Sends `text` as it is and returns what comes back until the other side closes or is silent for a second. */
function sendRaw(text: string): Promise<string> {
  const { hostname, port } = new URL(running.origin);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setTimeout(SECONDS, () => socket.destroy());
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

/** Sends up to `megabytes` without a declared length, reading as it goes, and stops once the answer begins. */
function sendEndless(megabytes: number): Promise<{ answer: string; sent: number }> {
  const { hostname, port } = new URL(running.origin);
  const data = Buffer.alloc(64 * 1_024, 0x20);
  const chunk = Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from("\r\n")]);
  return new Promise((resolve) => {
    let [answer, sent] = ["", 0];
    const socket = connect(Number(port), hostname);
    const pump = () => {
      if (socket.destroyed || sent >= megabytes * MEGABYTE) return;
      sent += data.length;
      const goOn = () => setImmediate(pump);
      if (socket.write(chunk)) goOn();
      else socket.once("drain", goOn);
    };
    socket.on("connect", () => {
      socket.write(
        "POST /v1/lookup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
      );
      pump();
    });
    socket.on("data", (text) => {
      answer += text.toString("latin1");
      socket.destroy();
    });
    // Whoever goes on writing after the answer finds the connection closed.
    socket.on("error", () => {});
    socket.on("close", () => resolve({ answer, sent }));
  });
}

describe("over the socket", () => {
  test(
    "a body of 100 MB is refused long before its end",
    async () => {
      const { answer, sent } = await sendEndless(100);
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(sent).toBeLessThan(20 * MEGABYTE);
    },
    30 * SECONDS,
  );

  test.each([
    ["more than there is", "Content-Length: 999999", LOOKUP, " 413 "],
    ["less than there is", `Content-Length: ${LOOKUP.length - 5}`, LOOKUP, " 400 "],
    ["nonsense", "Content-Length: ten", LOOKUP, " 400 "],
  ])("a length that claims %s is seen through", async (_name, length, body, expected) => {
    const answer = await sendRaw(
      `POST /v1/lookup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${length}\r\nConnection: close\r\n\r\n${body}`,
    );
    expect(answer.split("\r\n")[0]).toContain(expected);
  });

  test.each(["/healthz", "/openapi.json", "/.well-known/jwks.json", "/nothing", "/v1/lookup"])(
    "the table's headers are on %s",
    async (path) => {
      const { headers } = await fetch(running.origin + path);
      const own = new Set(["Content-Security-Policy", "Cross-Origin-Resource-Policy"]);
      for (const [name, value] of Object.entries(ROUTE_HEADERS))
        if (own.has(name)) expect(headers.get(name)).not.toBeNull();
        else expect(headers.get(name)).toBe(value);
      expect(headers.get("Content-Security-Policy")).toMatch(/default-src 'none';.*frame-ancestors 'none'/);
      expect(headers.get("Content-Security-Policy")).not.toContain("unsafe");
      expect(headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.has("Server") || headers.has("X-Powered-By")).toBe(false);
    },
  );

  test("the caller's own request id is not taken over", async () => {
    const { headers } = await fetch(`${running.origin}/healthz`, { headers: { "X-Request-Id": "mine" } });
    expect(headers.get("X-Request-Id")).not.toBe("mine");
  });

  test("every request leaves one line of allowed members in the log", async () => {
    const before = running.log.length;
    await fetch(`${running.origin}/v1/lookup`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "User-Agent": "agent-of-the-shopper" },
      body: LOOKUP,
    });
    await fetch(`${running.origin}/secret-path?secret=query`, { method: "PROPFIND" });
    await expect.poll(() => running.log.length).toBe(before + 2);
    const [lookup = {}, unknown = {}] = running.log
      .slice(before)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(Object.keys(lookup).toSorted()).toEqual(
      expect.arrayContaining(["durationMs", "merchant", "method", "outcome", "reason", "requestId", "route", "status"]),
    );
    expect(lookup).toMatchObject({ merchant: "mch_demo", method: "POST", route: "/v1/lookup", status: 200 });
    expect(unknown).toMatchObject({ method: "other", route: "none", status: 404, code: "not_found" });
    expect(running.log.slice(before).join("\n")).not.toMatch(/agent-of|secret|AbcdefghIj|127\.0\.0\.1/);
  });
});
