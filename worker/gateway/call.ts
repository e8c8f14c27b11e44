/**
 * One HTTP exchange with a gateway, from request to parsed JSON, with every way in which it can fail told apart.
 * Never follows a redirect (the key would go to a second host), never reads more than a capped number of bytes, never
 * throws, never lets the gateway's own words out.
 */
import { scanKeys } from "../json-keys.ts";
import { isRefusal } from "./schema.ts";

/**
 * What came back. `rejected` and `unauthorized` are the gateway's decisions, told in its own form: a firewall or a proxy
 * in front of it may say 401, 403 or 404 as well. The rest are failures.
 */
export type CallResult =
  | { readonly kind: "answer"; readonly body: unknown; readonly correlationId: string | null }
  /** A 4xx about what was asked: an expired or unknown token, an unknown customer, a malformed request. */
  | { readonly kind: "rejected"; readonly status: number; readonly correlationId: string | null }
  /** 401 or 403: the key is missing, wrong, of the wrong mode or bound to an address. */
  | { readonly kind: "unauthorized"; readonly status: number; readonly correlationId: string | null }
  | CallFailure;

interface CallFailure {
  readonly kind: "failed";
  /** `blocked`: a 4xx that is not in the gateway's own form, so that something in front of it has answered. */
  readonly why: "network" | "timeout" | "busy" | "status" | "redirect" | "bad_body" | "blocked";
  /** Null when no headers arrived. */
  readonly status: number | null;
  readonly correlationId: string | null;
}

interface CallOptions {
  readonly fetch: typeof fetch;
  /** Aborted when the attempt's time is up. */
  readonly signal: AbortSignal;
  /** The answer's body may have at most this many bytes. */
  readonly limitBytes: number;
}

/** The platform's answer header that its support asks for. */
const CORRELATION_HEADER = "x-correlation-id";

/** Sends one request and reads its answer. Resolves always, at the latest when the signal aborts. */
export function callGateway(url: string, init: RequestInit, options: CallOptions): Promise<CallResult> {
  const { signal } = options;
  let response: Response | null = null;
  const exchange = async (): Promise<CallResult> => {
    try {
      response = await options.fetch(url, { ...init, redirect: "manual", signal });
      return await readResponse(response, options.limitBytes);
    } catch {
      return failure(signal.aborted ? "timeout" : response === null ? "network" : "bad_body", response);
    }
  };
  return new Promise((resolve) => {
    // Not left to the exchange alone: a runtime may be slow to tear a stream down.
    signal.addEventListener("abort", () => resolve(failure("timeout", response)), { once: true });
    void exchange().then(resolve);
  });
}

async function readResponse(response: Response, limitBytes: number): Promise<CallResult> {
  const unlike = response.ok ? "bad_body" : "blocked";
  const verdict = readStatus(response) ?? (isJson(response) ? null : failure(unlike, response));
  if (verdict !== null) {
    // The body is of no interest, but an unread one would keep its connection busy.
    response.body?.cancel().catch(() => {});
    return verdict;
  }
  const body = await readJson(response, limitBytes);
  if (body === UNREADABLE) return failure(unlike, response);
  if (response.ok) return { kind: "answer", body, correlationId: correlationOf(response) };
  return isRefusal(body) ? readRefusal(response) : failure("blocked", response);
}

/** Vault records nest six deep. */
const MAX_DEPTH = 16;

const UNREADABLE = Symbol("unreadable");

/** What the status alone decides, or null when the body has to be read. */
function readStatus(response: Response): CallResult | null {
  const { status } = response;
  if (response.ok) return null;
  // With `redirect: "manual"` some runtimes show an opaque answer with status 0.
  if (status === 0 || (status >= 300 && status < 400)) return failure("redirect", response);
  if (status === 429 || status === 503) return failure("busy", response);
  // 408 and 425 are about the connection, whoever says so.
  return status >= 500 || status === 408 || status === 425 ? failure("status", response) : null;
}

/** What a 4xx in the gateway's own form says. 405, 415 and the like would be our own mistake. */
function readRefusal(response: Response): CallResult {
  const { status } = response;
  const correlationId = correlationOf(response);
  if (status === 401 || status === 403) return { kind: "unauthorized", status, correlationId };
  return REJECTIONS.has(status) ? { kind: "rejected", status, correlationId } : failure("status", response);
}

const REJECTIONS: ReadonlySet<number> = new Set([400, 404, 410, 422]);

function failure(why: CallFailure["why"], response: Response | null): CallFailure {
  return { kind: "failed", why, status: response?.status ?? null, correlationId: response && correlationOf(response) };
}

/** Kept only when it is a plain id: it ends up in a log line. */
function correlationOf(response: Response): string | null {
  const id = response.headers.get(CORRELATION_HEADER);
  return id !== null && /^[0-9A-Za-z_-]{1,64}$/.test(id) ? id : null;
}

/** JSON by its media type, and in UTF-8, the only encoding JSON has (RFC 8259, section 8.1). */
function isJson(response: Response): boolean {
  const [type = "", ...parameters] = (response.headers.get("content-type") ?? "").toLowerCase().split(";");
  if (!/^application\/(?:[\w.+-]+\+)?json$/.test(type.trim())) return false;
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("charset="));
  return charset === undefined || /^charset="?utf-?8"?$/.test(charset);
}

/** @throws Error when the body breaks off */
async function readJson(response: Response, limitBytes: number): Promise<unknown> {
  const bytes = await readBytes(response, limitBytes);
  return bytes === null ? UNREADABLE : parseJson(bytes);
}

function parseJson(bytes: Uint8Array | ArrayBuffer): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    const body = JSON.parse(text) as unknown;
    // A key given twice says two things, and `JSON.parse` would keep the last one without a word.
    return scanKeys(text, MAX_DEPTH) === null ? body : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

const MAY_GROW = ["content-encoding", "transfer-encoding"];

/** The body, or null when it is longer than it may be. */
async function readBytes(response: Response, limitBytes: number): Promise<Uint8Array | ArrayBuffer | null> {
  const announced = response.headers.get("content-length");
  if (announced !== null && !(Number(announced) <= limitBytes)) {
    await response.body?.cancel();
    return null;
  }
  // HTTP holds a body to its announced length, unless it is packed and grows, or comes in chunks all the same.
  const isHeld = announced !== null && !MAY_GROW.some((name) => response.headers.has(name));
  return isHeld ? response.arrayBuffer() : readCounted(response, limitBytes);
}

/** Reads piece by piece, and no further than the limit. */
async function readCounted(response: Response, limitBytes: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || value === undefined) break;
    length += value.byteLength;
    if (length > limitBytes) {
      await reader?.cancel();
      return null;
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
