/** Makes one answer go wrong, as far as a Worker can: faults of the wire need a plain socket server. */
import type { Context, Next } from "hono";
import type { SandboxEnv } from "../env.ts";
import type { Fault } from "./fault-list.ts";

const SLOW_ANSWER_MS = 10_000;
const DRIP_MS = 250;
const HUGE_BYTES = 8 * 1024 * 1024;
const HUGE_CHUNK_BYTES = 64 * 1024;
const RETRY_AFTER_SECONDS = 1;

/** Where `redirect` points: on another origin, so that a key that follows it is seen. */
export const ELSEWHERE = "/sandbox/elsewhere";

const JSON_TYPE = { "Content-Type": "application/json" };
const HTML_TYPE = { "Content-Type": "text/html; charset=utf-8" };

/** The spoiled answer. Faults that bend a real answer let the route make it first. */
export async function spoil(fault: Fault, context: Context<SandboxEnv>, next: Next): Promise<Response> {
  const bend = async (bent: (whole: string) => BodyInit, type = "application/json") => {
    await next();
    const { status } = context.res;
    return new Response(bent(await context.res.text()), { status, headers: { "Content-Type": type } });
  };
  switch (fault) {
    case "429":
      return failed(429, "too many requests", { "Retry-After": String(RETRY_AFTER_SECONDS) });
    case "500":
      return failed(500, "server error");
    case "502":
      return new Response(errorPage("502 Bad Gateway"), { status: 502, headers: HTML_TYPE });
    case "503":
      return new Response(errorPage("503 Service Unavailable"), { status: 503, headers: HTML_TYPE });
    case "html":
      return new Response(errorPage("We will be right back"), { headers: HTML_TYPE });
    case "firewall":
      return new Response(errorPage("Sorry, you have been blocked"), { status: 403, headers: HTML_TYPE });
    case "empty":
      return new Response("", { headers: JSON_TYPE });
    case "redirect":
      return new Response(null, { status: 307, headers: { Location: elsewhere(context.req.url) } });
    case "slow_answer":
      await sleep(SLOW_ANSWER_MS);
      return bend((whole) => whole);
    case "drip":
      return bend(drip);
    case "half_json":
      return bend((whole) => whole.slice(0, Math.ceil(whole.length / 2)));
    case "huge":
      return bend(padded);
    case "wrong_types":
      return bend((whole) => JSON.stringify(retyped(JSON.parse(whole))));
    case "wrong_charset":
      return bend(utf16, "application/json; charset=utf-16le");
    default:
      return fault satisfies never;
  }
}

function failed(status: number, msg: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ status: "failed", msg }), { status, headers: { ...JSON_TYPE, ...headers } });
}

function errorPage(title: string): string {
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
}

/** `localhost` for `127.0.0.1` and the other way round; another name for any other host. */
function elsewhere(url: string): string {
  const there = new URL(ELSEWHERE, url);
  const names: Record<string, string> = { localhost: "127.0.0.1", "127.0.0.1": "localhost" };
  there.hostname = names[there.hostname] ?? `elsewhere.${there.hostname}`;
  return there.href;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** One byte at a time, for as long as somebody listens. */
function drip(body: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(body);
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      if (at === bytes.length) return controller.close();
      if (at > 0) await sleep(DRIP_MS);
      controller.enqueue(bytes.slice(at, ++at));
    },
  });
}

/** The right answer with megabytes of blanks before its end: well-formed, and too long. */
function padded(body: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const blanks = encoder.encode(" ".repeat(HUGE_CHUNK_BYTES));
  let left = HUGE_BYTES;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(body.slice(0, -1)));
    },
    pull(controller) {
      if (left > 0) {
        left -= HUGE_CHUNK_BYTES;
        controller.enqueue(blanks);
      } else {
        controller.enqueue(encoder.encode(body.slice(-1)));
        controller.close();
      }
    },
  });
}

/** The same members with values of another type: a flag as a word, text as a number, a number as text. */
function retyped(value: unknown): unknown {
  if (Array.isArray(value)) return { list: value };
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, retyped(member)]));
  }
  if (typeof value === "boolean") return String(value);
  return typeof value === "string" ? value.length : [value];
}

function utf16(body: string): ArrayBuffer {
  return Uint16Array.from({ length: body.length }, (_, index) => body.charCodeAt(index)).buffer;
}
