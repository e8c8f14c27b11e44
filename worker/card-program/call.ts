/**
 * One HTTP call to KeySecure: bounded in time and size, never redirected, its envelope opened. Needs `fetch` and timers
 * alone, so it runs in a Worker and in Node. Does not retry; knows neither clock nor token.
 */
import { MAX_UPSTREAM_CODE, type PullProblem } from "../../contract/card-programs.ts";
import { USER_AGENT } from "../../contract/user-agent.ts";
import { PullError } from "./errors.ts";
import { Envelope } from "./schema.ts";

const CALL_TIMEOUT_MS = 10_000;
const ANSWER_MAX_BYTES = 1_048_576;

/** What a call needs of the platform's `fetch`. */
export type Fetch = (url: string, init: CallInit & { redirect: "manual"; signal: AbortSignal }) => Promise<Response>;

export interface CallInit {
  readonly method: "GET" | "POST";
  readonly headers: Record<string, string>;
  readonly body?: string;
}

export interface KeySecureAnswer {
  /** KeySecure's own code; 0 is success. */
  readonly code: number;
  readonly data: unknown;
  /** The server's clock by its `Date` header, unix milliseconds at whole seconds; null when it sends none. */
  readonly serverTime: number | null;
}

/** @throws PullError `unreachable`, `timeout`, `too_frequent`, `system_error`, `blocked` or `bad_answer` */
export async function call(fetch: Fetch, url: string, init: CallInit): Promise<KeySecureAnswer> {
  const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
  try {
    const headers = { ...init.headers, "User-Agent": USER_AGENT };
    const response = await fetch(url, { ...init, headers, redirect: "manual", signal });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new PullError(problemOfStatus(response.status), { where: `HTTP ${response.status}` });
    }
    const envelope = Envelope.safeParse(parseJson(await readBounded(response)));
    if (!envelope.success) throw new PullError("bad_answer", { where: `no code of 0 to ${MAX_UPSTREAM_CODE} in it` });
    const date = Date.parse(response.headers.get("Date") ?? "");
    const { code, data } = envelope.data;
    return { code, data, serverTime: Number.isNaN(date) ? null : date };
  } catch (error) {
    if (error instanceof PullError) throw error;
    throw new PullError(signal.aborted ? "timeout" : "unreachable", { cause: error });
  }
}

/** KeySecure's own refusals come with 200, so any other status is a web server's, a proxy's or a firewall's. */
function problemOfStatus(status: number): PullProblem {
  if (status === 401 || status === 403) return "blocked";
  if (status === 429) return "too_frequent";
  return status >= 500 ? "system_error" : "bad_answer";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PullError("bad_answer", { where: "not JSON" });
  }
}

async function readBounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) return text + decoder.decode();
    bytes += part.value.byteLength;
    if (bytes > ANSWER_MAX_BYTES) {
      await reader?.cancel();
      throw new PullError("bad_answer", { where: `more than ${ANSWER_MAX_BYTES} bytes` });
    }
    text += decoder.decode(part.value, { stream: true });
  }
}
