/** A body is taken in within a size and a time, and let go of however it ends. */
import { describe, expect, test, vi } from "vitest";
import { type BytesLimits, bodyBytes } from "../../../worker/http/body-bytes.ts";
import { ProblemError } from "../../../worker/problem.ts";

const LIMITS = { maxBytes: 100, maxMs: 30 };

/** Sends `parts`, then ends as it is told to; `cancelled` says whether the reader let go of it. */
function upload(parts: readonly string[], end: "closed" | "open" | "broken") {
  const left = parts.map((part) => new TextEncoder().encode(part));
  const state = { cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = left.shift();
      if (part !== undefined) return controller.enqueue(part);
      if (end === "closed") return controller.close();
      if (end === "broken") return controller.error(new TypeError("Network connection lost."));
      return new Promise(() => {});
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { body, state };
}

const read = async (body: ReadableStream | null, limits: BytesLimits = LIMITS, headers: HeadersInit = {}) =>
  new TextDecoder().decode(await bodyBytes(requestOf(body, headers), limits));

const requestOf = (body: ReadableStream | null, headers: HeadersInit) => ({
  body,
  headers: new Headers(headers),
  arrayBuffer: () => new Response(body).arrayBuffer(),
});

const problem = (reading: Promise<unknown>) =>
  reading.then(
    () => null,
    (error: unknown) => (error instanceof ProblemError ? error : Promise.reject(error)),
  );

describe("a body is taken in", () => {
  test.each<readonly [name: string, parts: readonly string[], whole: string]>([
    ["whole", ["{}"], "{}"],
    ["in parts", ["{", '"a"', ":1}"], '{"a":1}'],
    ["empty", [], ""],
    ["up to its limit", ["x".repeat(60), "x".repeat(40)], "x".repeat(100)],
  ])("%s", async (_, parts, whole) => {
    expect(await read(upload(parts, "closed").body)).toBe(whole);
  });

  test("where there is none", async () => {
    expect(await read(null)).toBe("");
  });

  test("up to its limit when its length is announced", async () => {
    const body = upload(["x".repeat(100)], "closed").body;
    expect(await read(body, LIMITS, { "Content-Length": "100" })).toBe("x".repeat(100));
  });

  test("in one piece when its length is announced", async () => {
    expect(await read(upload(["{", '"a"', ":1}"], "closed").body, LIMITS, { "Content-Length": "7" })).toBe('{"a":1}');
  });
});

describe("a body is refused and let go of", () => {
  const SAID: Readonly<Record<string, string>> = {
    request_timeout: "The body must be there within 0.03 seconds. Send it again.",
    payload_too_large: "The body must be at most 100 bytes.",
    invalid_request: "The body broke off, or is not what its head announced.",
  };
  test.each<readonly [name: string, parts: readonly string[], end: "closed" | "open" | "broken", code: string]>([
    ["when it never begins", [], "open", "request_timeout"],
    ["when it never ends", ["{", "}"], "open", "request_timeout"],
    ["past its size", ["x".repeat(60), "x".repeat(41)], "open", "payload_too_large"],
    ["past its size in one part", ["x".repeat(101)], "open", "payload_too_large"],
    ["when it breaks off at once", [], "broken", "invalid_request"],
    ["when it breaks off", ["{"], "broken", "invalid_request"],
  ])("%s", async (_, parts, end, code) => {
    const { body, state } = upload(parts, end);
    expect(await problem(read(body))).toMatchObject({ code, message: SAID[code] });
    // What is broken or closed has nobody left to tell.
    expect(state.cancelled).toBe(end === "open");
  });

  test.each([
    ["never ends", "open", "request_timeout"],
    ["breaks off", "broken", "invalid_request"],
  ] as const)("when it announces its length and %s", async (_, end, code) => {
    const { body } = upload(["{"], end);
    expect(await problem(read(body, LIMITS, { "Content-Length": "7" }))).toMatchObject({ code });
  });

  test("when it crawls: each part is in time, the whole is not", async () => {
    const crawl = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        controller.enqueue(new Uint8Array(1));
      },
    });
    expect(await problem(read(crawl))).toMatchObject({ code: "request_timeout" });
  });

  test("and what broke off is known as the cause, and a connection with more to come is closed", async () => {
    expect((await problem(read(upload([], "broken").body)))?.cause).toBeInstanceOf(TypeError);
    expect((await problem(read(upload([], "open").body)))?.headers).toEqual({ Connection: "close" });
  });

  test.each([
    ["closed", {}],
    ["broken", {}],
    ["closed", { "Content-Length": "1" }],
  ] as const)("and then no clock runs for it any longer: %s", async (end, headers) => {
    const stopped = vi.spyOn(globalThis, "clearTimeout");
    await problem(read(upload(["x"], end).body, LIMITS, headers));
    expect(stopped).toHaveBeenCalledOnce();
    stopped.mockRestore();
  });

  test("before its first byte when its head announces too much", async () => {
    const { body, state } = upload([], "open");
    expect(await problem(read(body, LIMITS, { "Content-Length": "101" }))).toMatchObject({ code: "payload_too_large" });
    expect(state.cancelled).toBe(true);
  });
});
