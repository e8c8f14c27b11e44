/** The client of the operator's API where a Worker takes no more right now. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ifUnchanged, operatorApi } from "../../../tools/cli/operator.mjs";

let server: Server;
let asked: { method: string; body: string; match: string | undefined }[];
/** What is answered in turn: `Retry-After` of a 429, or null for a 200. */
let answers: (string | null)[];

beforeEach(async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  asked = [];
  server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += String(part);
    asked.push({ method: request.method ?? "", body, match: request.headers["if-match"] });
    const retryAfter = answers.shift();
    if (retryAfter == null) return response.writeHead(200, { ETag: '"t1"' }).end('{"done":true}');
    return response
      .writeHead(429, retryAfter === "" ? {} : { "Retry-After": retryAfter })
      .end('{"detail":"Too many requests in the last minute. Wait and try again."}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  vi.restoreAllMocks();
  server.close();
});

const api = () => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return operatorApi({ CARD_SURCHARGE_ORIGIN: origin, CARD_SURCHARGE_ADMIN_KEY: "ak_any" }, "/v1/admin/alerts", 5_000);
};

test("makes the same call again where it is told to wait, and says so", async () => {
  answers = [null, "0", "0"];
  const call = api();
  const before = await call("GET", "");
  expect(await call("PUT", "", { on: true }, ifUnchanged(before))).toEqual({ done: true });
  const put = { method: "PUT", body: '{"on":true}', match: '"t1"' };
  expect(asked.slice(1)).toEqual([put, put, put]);
  expect(vi.mocked(console.error).mock.calls.flat()).toEqual(
    Array(2).fill(expect.stringMatching(/takes no more right now: trying again in 0 s$/)),
  );
});

test.each([
  ["that goes on and on", Array<string>(9).fill("0"), 4],
  ["that does not say how long", ["", null], 1],
  ["that says longer than anybody waits", ["600", null], 1],
  ["that says a date", ["Sat, 28 Nov 2026 05:00:00 GMT", null], 1],
])("gives up on a refusal %s, with the service's words", async (_, given, calls) => {
  answers = given;
  await expect(api()("GET", "")).rejects.toMatchObject({
    message: "Too many requests in the last minute. Wait and try again.",
    status: 429,
  });
  expect(asked).toHaveLength(calls);
});
