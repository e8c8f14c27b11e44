/** What is read of a body before any schema is asked: its type, size, encoding, depth and keys, and what is told of each. */
import { Hono } from "hono";
import { describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { readBody, readJson } from "../../../worker/http/body.ts";
import { ProblemError } from "../../../worker/problem.ts";

const JSON_TYPE = { "Content-Type": "application/json" };

const app = new Hono<{ Variables: { readAt: number } }>();
app.post("/json", async (c) => c.json({ value: await readJson(c), readAt: c.get("readAt") }));
app.post("/deep", async (c) => c.json({ value: await readJson(c, { maxDepth: 5, maxBytes: 3_000 }) }));
app.post("/late", async (c) => c.json({ value: await readJson(c, { maxMs: 20 }) }));
app.post("/checked", async (c) => c.json({ value: await readBody(c, z.strictObject({ a: z.number() })) }));
app.post("/small", async (c) => c.json({ value: await readBody(c, z.unknown(), { maxBytes: 1 }) }));
app.onError((error, c) => c.json(error instanceof ProblemError ? [error.code, error.message] : [String(error)], 400));

const send = async (path: string, body: BodyInit, headers: Record<string, string> = JSON_TYPE) => {
  const init: RequestInit = {
    method: "POST",
    body,
    headers,
    ...(body instanceof ReadableStream && { duplex: "half" }),
  };
  return (await app.request(path, init)).json() as Promise<unknown>;
};
const bytes = (text: string) => new TextEncoder().encode(text);
const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

describe("a body is read", () => {
  test.each(["application/json", "Application/JSON ; charset=UTF-8", 'application/json;charset="utf-8"'])(
    "as %s, and when it was there is kept",
    async (type) => {
      const now = vi.spyOn(Date, "now").mockReturnValue(1_000);
      expect(await send("/json", bytes('{"a":"ä"}'), { "Content-Type": type })).toEqual({
        value: { a: "ä" },
        readAt: 1_000,
      });
      now.mockRestore();
    },
  );

  test("up to its size and depth", async () => {
    expect(await send("/json", nested(4).padEnd(2_048))).toMatchObject({ value: [[[[]]]] });
    expect(await send("/deep", nested(5).padEnd(3_000))).toMatchObject({ value: [[[[[]]]]] });
  });

  test("by a schema", async () => {
    expect(await send("/checked", '{"a":1}')).toEqual({ value: { a: 1 } });
    expect(await send("/small", "1")).toEqual({ value: 1 });
  });
});

describe("a body is refused", () => {
  const TYPE = ["unsupported_media_type", "Content-Type must be application/json, in UTF-8."];
  test.each([
    "text/plain",
    "application/jsonp",
    "xapplication/json",
    "application/json; charset=utf-16",
    "application/json; charset=utf-80",
    "application/json; xcharset=utf-8",
    "application/json; charset=utf-8; charset=utf-16",
  ])("as %s", async (type) => {
    expect(await send("/json", bytes("{}"), { "Content-Type": type })).toEqual(TYPE);
  });

  test("without a type", async () => {
    expect(await send("/json", bytes("{}"), {})).toEqual(TYPE);
  });

  test("with a content coding", async () => {
    expect(await send("/json", "{}", { ...JSON_TYPE, "Content-Encoding": "gzip" })).toEqual([
      "unsupported_media_type",
      "The body must be sent without Content-Encoding.",
    ]);
  });

  test.each<[name: string, path: string, body: BodyInit, code: string, detail: string]>([
    ["no text", "/json", "", "invalid_request", "The body must be valid JSON."],
    ["half a value", "/json", '{"a":', "invalid_request", "The body must be valid JSON."],
    ["no UTF-8", "/json", new Uint8Array([0x22, 0xff, 0x22]), "invalid_request", "The body must be valid UTF-8."],
    ["a byte order mark", "/json", "\ufeff{}", "invalid_request", "The body must not start with a byte order mark."],
    [
      "a key twice",
      "/json",
      '{"a":1,"a":2}',
      "invalid_request",
      "The body must not have the same key twice in one object.",
    ],
    ["five levels", "/json", nested(5), "invalid_request", "The body must not nest deeper than 4 levels."],
    ["six levels", "/deep", nested(6), "invalid_request", "The body must not nest deeper than 5 levels."],
    ["2,049 bytes", "/json", "1".padEnd(2_049), "payload_too_large", "The body must be at most 2048 bytes."],
    ["3,001 bytes", "/deep", "1".padEnd(3_001), "payload_too_large", "The body must be at most 3000 bytes."],
    ["two bytes", "/small", "10", "payload_too_large", "The body must be at most 1 bytes."],
    [
      "no end",
      "/late",
      new ReadableStream({}),
      "request_timeout",
      "The body must be there within 0.02 seconds. Send it again.",
    ],
    [
      "what no schema wants",
      "/checked",
      '{"a":"1"}',
      "invalid_request",
      "a is not valid: expected number, received string.",
    ],
    [
      "a card number",
      "/json",
      '{"a":"4012000077777777"}',
      "card_number_refused",
      "a holds what looks like a card number. Take it out; card numbers must never reach this service.",
    ],
  ])("with %s", async (_, path, body, code, detail) => {
    expect(await send(path, body)).toEqual([code, detail]);
  });
});
