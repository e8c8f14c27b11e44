/**
 * W3C Trace Context (https://www.w3.org/TR/trace-context-2/), where the operator turned it on: what a request says of its
 * trace is in its log line and goes with our call to the gateway, under an id of our own. Nothing is recorded here but the
 * log line, so no trace begins here either: what is missing or malformed counts as not there.
 */
import { createMiddleware } from "hono/factory";
import { holdsCardNumber } from "../../contract/card-number.ts";
import type { TraceHeaders } from "../gateway/client.ts";
import { type LogVariables, note } from "./log.ts";

/** Of a trace that goes on: whose it is, and what the next one is told. */
export interface TraceContext {
  /** The whole trace's, 32 hex digits. */
  readonly traceId: string;
  /** Our own part's, 16 hex digits: the parent of whatever the gateway records. */
  readonly spanId: string;
  readonly headers: TraceHeaders;
}

export interface TraceVariables {
  /** Undefined: the operator did not turn it on, or the request is part of no trace. */
  trace: TraceContext | undefined;
}

/** What it needs of the settings. */
interface TraceSetting {
  settings: { readonly traceContext: boolean };
}

/** To stand behind the settings. */
export const traceContext = () =>
  createMiddleware<{ Variables: TraceSetting & LogVariables & TraceVariables }>(async function traceContext(c, next) {
    const trace = c.get("settings").traceContext ? readTrace(c.req.raw.headers, newSpanId()) : null;
    if (trace !== null) {
      c.set("trace", trace);
      note(c, { traceId: trace.traceId, spanId: trace.spanId });
    }
    await next();
  });

/** Version, trace, parent and flags; a higher version than 00 may have more behind a hyphen. */
const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;
/** Of the flags: the caller may have recorded it, and the trace's id is random. Any other is to be zero. */
const KNOWN_FLAGS = 0b11;

const isZero = (id: string) => /^0+$/.test(id);

/**
 * What a request's headers say of its trace; null without a `traceparent` that can be read.
 *
 * @param spanId of our own part: 16 hex digits
 */
export function readTrace(headers: Pick<Headers, "get">, spanId: string): TraceContext | null {
  const text = (headers.get("traceparent") ?? "").trim();
  const [, version = "", traceId = "", parentId = "", flags = "", more] = TRACEPARENT.exec(text) ?? [];
  if (version === "" || version === "ff" || isZero(traceId) || isZero(parentId)) return null;
  if (version === "00" && more !== undefined) return null;
  const kept = (Number.parseInt(flags, 16) & KNOWN_FLAGS).toString(16).padStart(2, "0");
  const traceparent = `00-${traceId}-${spanId}-${kept}`;
  const tracestate = readTraceState(headers.get("tracestate") ?? "");
  return { traceId, spanId, headers: tracestate === null ? { traceparent } : { traceparent, tracestate } };
}

const MEMBER = /^([a-z\d][a-z\d_*/@-]{0,255})=[ -+\--<>-~]{0,255}[!-+\--<>-~]$/;
const MAX_MEMBERS = 32;
/** What a system passes on at least; we pass on no more. */
const MAX_STATE = 512;
/** Members that are longer are the first to go. */
const LONG_MEMBER = 128;

/** The members of a `tracestate`, as they were; null where there are none, one is malformed, or a card number is in it. */
function readTraceState(text: string): string | null {
  const members = text
    .split(",")
    .map((member) => member.replace(/^[ \t]+|[ \t]+$/g, ""))
    .filter((member) => member !== "");
  const keys = members.map((member) => MEMBER.exec(member)?.[1]);
  const isWhole = keys.every((key) => key !== undefined);
  if (members.length === 0 || members.length > MAX_MEMBERS || !isWhole || new Set(keys).size < keys.length) return null;
  return holdsCardNumber(text) ? null : shortened(members) || null;
}

/** Whole members are left out, the long ones first and then the last ones, until the rest is short enough. */
function shortened(members: readonly string[]): string {
  const whole = members.join();
  if (whole.length <= MAX_STATE) return whole;
  const last = members.findLastIndex((member) => member.length > LONG_MEMBER);
  return shortened(members.toSpliced(last === -1 ? members.length - 1 : last, 1));
}

/** Sixteen random hex digits. All zeros, which would be no id, come up once in 2^64. */
function newSpanId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
