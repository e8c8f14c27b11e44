/** One question with the operator's key, and what is said where it does not work. */
import { describe, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { connect } from "../../../../site/src/status/client.ts";

const KEY = "ak_of_a_test";
const Answer = z.object({ count: z.number() });
const problem = (code: string, detail = "Because.") => JSON.stringify({ code, detail });

/** A client whose service answers this, and what it was asked. */
function asked(answer: () => Promise<Response>) {
  const send = vi.fn<typeof fetch>(answer);
  return { client: connect(KEY, send), send };
}
const answers = (body: string, status = 200, headers: Record<string, string> = {}) =>
  asked(() => Promise.resolve(new Response(body, { status, headers })));

test("sends the key in its header alone, to this origin alone, and keeps nothing", async () => {
  const { client, send } = answers('{"count":3,"more":true}');
  expect(await client.get("/v1/admin/stats", Answer)).toEqual({ ok: true, value: { count: 3 } });
  const [address, init] = send.mock.calls[0] ?? [];
  expect(address).toBe("/v1/admin/stats");
  expect(init).toMatchObject({
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    referrerPolicy: "no-referrer",
  });
  expect(JSON.stringify([address, { ...init, headers: undefined, signal: undefined }])).not.toContain(KEY);
  expect(new Headers(init?.headers).get("Authorization")).toBe(`Bearer ${KEY}`);
});

describe("a failure is a value with a sentence", () => {
  test.each<[name: string, status: number, body: string, kind: string, says: RegExp]>([
    ["a wrong key", 401, problem("unauthorized"), "key", /not an admin key/],
    ["a limited key", 403, problem("forbidden", "Limited to rules."), "limit", /may not do that\. Limited to rules/],
    ["a route that is not there", 404, problem("not_found"), "absent", /does not have this/],
    [
      "a merchant that is not there",
      404,
      problem("unknown_merchant", "No such merchant."),
      "nobody",
      /No such merchant/,
    ],
    ["too many questions", 429, problem("rate_limited", "Wait."), "busy", /Wait/],
    ["a store that is down", 503, problem("merchant_unavailable", "Try again."), "problem", /Try again/],
    ["a page of a proxy", 502, "<h1>Bad gateway</h1>", "problem", /answered 502/],
    ["an answer of another shape", 200, '{"count":"three"}', "unreadable", /not as this page expects/],
    ["no JSON", 200, "<html>", "unreadable", /not as this page expects/],
  ])("%s", async (_, status, body, kind, says) => {
    const reply = await answers(body, status).client.get("/v1/admin/stats", Answer);
    expect(reply).toMatchObject({ ok: false, failure: { kind, text: expect.stringMatching(says) } });
  });

  test("a key that no header can carry is no key, and is not sent", async () => {
    const send = vi.fn<typeof fetch>();
    const reply = await connect("ak_schlüssel", send).get("/x", Answer);
    expect(reply).toMatchObject({
      ok: false,
      failure: { kind: "key", text: expect.stringMatching(/not an admin key/) },
    });
    expect(send).not.toHaveBeenCalled();
  });

  test("no answer at all", async () => {
    const reply = await asked(() => Promise.reject(new TypeError("down"))).client.get("/x", Answer);
    expect(reply).toMatchObject({ ok: false, failure: { kind: "unreachable" } });
  });

  test("with what the service asked to be left alone for", async () => {
    const reply = await answers(problem("rate_limited"), 429, { "Retry-After": "7" }).client.get("/x", Answer);
    expect(reply).toMatchObject({ failure: { retryAfterMs: 7_000 } });
  });
});

test("not ready is an answer, and read", async () => {
  expect(await answers('{"count":0}', 503).client.get("/readyz", Answer)).toEqual({ ok: true, value: { count: 0 } });
});
