/** With every store down, each route says so: nothing is an error of ours, and no store's own words reach a caller. */
import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import worker from "../../../worker/index.ts";
import { list, record } from "../../support/upstream/keysecure.ts";
import { ADMIN, API, lookupBody, SERVER, SHOP } from "../../support/workerd/api.ts";

const OWN_WORDS = "KV GET failed: 500 Internal Server Error";
const fails = () => Promise.reject(new Error(OWN_WORDS));
const down = () => ({ get: fails, getWithMetadata: fails, put: fails, delete: fails, list: fails });

beforeEach(() => {
  vi.spyOn(console, "log").mockReturnValue();
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => vi.restoreAllMocks());

const PROGRAM = "/v1/admin/card-programs/demo_programme";
const PAGE = { Origin: SHOP };
const RENEWAL = { rowHash: "0".repeat(64), checkedOn: "2026-11-27", by: "Jo Lee", source: "https://law.example" };

type Row = [method: string, path: string, headers: Record<string, string>, body?: object];

const OF_CARD_PROGRAMMES: readonly Row[] = [
  ["GET", "/v1/admin/card-programs", ADMIN],
  ["PUT", PROGRAM, ADMIN, { bins: [] }],
  ["POST", `${PROGRAM}/failure`, ADMIN, { problem: "timeout", upstreamCode: null }],
  ["POST", `${PROGRAM}/sync`, ADMIN],
  ["GET", `${PROGRAM}/bins`, ADMIN],
  ["GET", "/v1/server/card-programs/demo_programme/bins", SERVER],
];

test.each<Row>([
  ...OF_CARD_PROGRAMMES,
  ["GET", "/v1/admin/merchants", ADMIN],
  ["GET", "/v1/admin/merchants/mch_nobody", ADMIN],
  ["PUT", "/v1/admin/merchants/mch_nobody", ADMIN, { name: "Nobody" }],
  ["DELETE", "/v1/admin/merchants/mch_nobody", ADMIN],
  ["GET", "/v1/admin/rules", ADMIN],
  ["PUT", "/v1/admin/rules", ADMIN, { rows: [] }],
  ["POST", "/v1/admin/rules/rollback", ADMIN],
  ["PUT", "/v1/admin/rules/renewals/us-visa-credit", ADMIN, RENEWAL],
  ["GET", "/v1/rules/2026-01-01.9.0123456789ab", {}],
  ["GET", "/v1/merchants/mch_demo/policy?country=US&state=IL", PAGE],
  ["POST", "/v1/lookup", PAGE, lookupBody()],
  ["POST", "/v1/lookup", PAGE, { ...lookupBody(), merchant: "mch_nobody" }],
])("%s %s", async (method, path, headers, body) => {
  const { status, text } = await ask({ method, path, headers, body }, ["CARD_PROGRAMS", "MERCHANTS", "RULES"]);
  expect([200, 400, 404, 503], text).toContain(status);
  expect(text).not.toContain(OWN_WORDS);
});

describe("a store of card programmes that is down is told as such, to be tried again", () => {
  test.each<Row>(OF_CARD_PROGRAMMES)("%s %s", async (method, path, headers, body) => {
    const { status, text, retryAfter } = await ask({ method, path, headers, body }, ["CARD_PROGRAMS"]);
    expect(status, text).toBe(503);
    expect(JSON.parse(text)).toMatchObject({
      code: "merchant_unavailable",
      detail: expect.stringContaining("card programmes"),
    });
    expect(retryAfter).toBe("2");
  });
});

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: object | undefined;
}

async function ask({ method, path, headers, body }: Asked, stores: readonly string[]) {
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => list([record("480000")]));
  const request = new Request(API + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const bindings = { ...env, ...Object.fromEntries(stores.map((name) => [name, down()])) };
  const response = await worker.fetch(request, bindings, createExecutionContext());
  return { status: response.status, text: await response.text(), retryAfter: response.headers.get("Retry-After") };
}
