/** Each route ends a body that never does. */
import { describe, expect, test } from "vitest";
import { ADMIN, call, postText, problemOf, SERVER } from "../../support/workerd/api.ts";

/** A body that begins and never ends. */
const endless = () =>
  new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new TextEncoder().encode("{")) });

describe("every route that reads a body of the usual size", () => {
  const JSON_TYPE = { "Content-Type": "application/json" };
  const RENEWAL = "/v1/admin/rules/renewals/us-il-credit";
  const ROUTES: readonly [method: string, path: string, headers: Record<string, string>][] = [
    ["POST", "/v1/lookup", {}],
    ["POST", "/v1/server/lookup", SERVER],
    ["POST", "/v1/server/quotes/verify", SERVER],
    ["PUT", "/v1/admin/merchants/mch_slow", ADMIN],
    ["POST", "/v1/admin/card-programs/slow/failure", ADMIN],
    ["PUT", RENEWAL, ADMIN],
  ];
  test("ends one that never does", async () => {
    const send = async ([method, path, headers]: (typeof ROUTES)[number]) => {
      const init = { method, body: endless(), headers: { ...JSON_TYPE, ...headers } };
      return problemOf(await call(path, init));
    };
    for (const answer of await Promise.all(ROUTES.map(send)))
      expect(answer).toEqual({
        status: 408,
        code: "request_timeout",
        detail: "The body must be there within 1.5 seconds. Send it again.",
      });
  });
});

test("a body's time is told to the shop's page as well", async () => {
  const response = await postText("/v1/lookup", endless());
  expect(response.status).toBe(408);
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe("http://localhost:8789");
});
