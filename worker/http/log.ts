/**
 * One structured line a request. The schema is the allowlist: what it does not name is not logged. It never holds a
 * token or its hash, a BIN, an amount, an address, a header or a body.
 */
import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import * as z from "zod";
import { BRANDS, FUNDINGS, OUTCOMES, PROBLEM_CODES, REASONS } from "../../contract/lists.ts";
import type { RequestAlarm } from "../alarms.ts";
import { ProblemError } from "../problem.ts";
import type { RequestIdVariables } from "./request-id.ts";

/** What a route may add. The descriptions are the list in `docs/logs.md`: `npm run logs` writes it. */
const LogFields = z.object({
  merchant: z.string().optional().describe("the merchant's id, once a door knows it"),
  gateway: z.string().optional().describe("name of the merchant's gateway"),
  outcome: z.enum(OUTCOMES).optional().describe("of a lookup's answer"),
  reason: z.enum(REASONS).optional().describe("of a lookup's answer"),
  brand: z.enum(BRANDS).optional().describe("of the card, where there are facts"),
  funding: z.enum(FUNDINGS).optional().describe("of the card, where there are facts"),
  correlationId: z
    .string()
    .regex(/^[0-9A-Za-z_-]{1,64}$/)
    .optional()
    .describe("the gateway's own id of its answer, which its support asks for"),
  gatewayMs: z
    .number()
    .int()
    .optional()
    .describe("how long the gateway was waited for; not there where it was not asked"),
  traceId: z.string().optional().describe("the trace that the request is part of, where `TRACE_CONTEXT` is `on`"),
  spanId: z.string().optional().describe("our own part of that trace: the parent of what the gateway records"),
  operator: z
    .string()
    .regex(/^[a-z0-9_-]{1,32}$/)
    .optional()
    .describe("the name of an operator's key, at a change"),
  audit: z
    .string()
    .regex(/^\d+:[0-9a-f]{64}$/)
    .optional()
    .describe("where the audit log stands after the change: [a head to keep](operators.md#who-changed-what)"),
  settings: z
    .string()
    .max(2_000)
    .optional()
    .describe("names of settings that are wrong and what they must be; never a value"),
});

export const LogLine = LogFields.extend({
  requestId: z.string().describe("as in the answer's body and its `X-Request-Id`"),
  method: z.string().describe("HTTP method; `other` for one that nobody uses"),
  route: z
    .string()
    .describe("the route's pattern, never the address that was asked for; `none` where there is nothing"),
  status: z.number().int().describe("of the answer"),
  alarm: z
    .string()
    .optional()
    .describe(
      "a person should look: [which there are](#alarms); several are separated by spaces, in the order of their letters",
    ),
  code: z.enum(PROBLEM_CODES).optional().describe("the problem's, where the answer is one"),
  durationMs: z
    .number()
    .int()
    .describe("from the request's head to the answer; the clock moves only when something was waited for"),
  error: z
    .string()
    .optional()
    .describe("kind of an unexpected error. Its message may hold anything, so it is not logged"),
  errorAt: z.string().optional().describe("file, line and column where it was thrown"),
});

/** A problem that was thrown tells its code by itself; one that was answered is noted. */
type LogFields = z.input<typeof LogFields> & Pick<z.input<typeof LogLine>, "code">;

/** What was noted of a request. */
interface NotedFields extends LogFields {
  /** Each once, in the order in which they were noted. */
  readonly alarms: readonly RequestAlarm[];
}

export interface LogVariables {
  /** What the request's one log line tells beside the usual. */
  logFields: NotedFields;
}

/** The part of a context that {@link note} uses. */
export interface Noted {
  get(key: "logFields"): NotedFields;
  set(key: "logFields", value: NotedFields): void;
}

/**
 * Adds to the request's log line. An alarm joins those that were noted before; any other field takes the place of what was
 * noted under its name. Keys that the schema does not know are dropped.
 */
export function note(c: Noted, { alarm, ...fields }: LogFields & { readonly alarm?: RequestAlarm }): void {
  const before = c.get("logFields");
  const alarms = alarm === undefined ? before.alarms : [...new Set([...before.alarms, alarm])];
  c.set("logFields", { ...before, ...fields, alarms });
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]);

/** Writes the line once the answer is known. */
export const requestLog = () =>
  createMiddleware<{ Variables: RequestIdVariables & LogVariables }>(async function requestLog(c, next) {
    c.set("logFields", { alarms: [] });
    await next();
    const { alarms, ...fields } = c.get("logFields");
    const line: z.input<typeof LogLine> = {
      requestId: c.get("requestId"),
      method: METHODS.has(c.req.method) ? c.req.method : "other",
      route: matchedRoutes(c).findLast(({ method }) => method !== "ALL")?.path ?? "none",
      status: c.res.status,
      durationMs: Date.now() - c.get("arrivedAt"),
      ...fields,
      ...(alarms.length > 0 && { alarm: alarms.toSorted().join(" ") }),
      ...failure(c.error),
    };
    const parsed = LogLine.safeParse(line);
    const text = JSON.stringify(parsed.success ? parsed.data : { requestId: line.requestId, error: "LogFields" });
    if (c.res.status >= 500) console.error(text);
    else console.log(text);
  });

/** The public code of the problem that a request was answered with; undefined: with none. */
export const codeOf = (c: Pick<Noted, "get"> & { readonly error: Error | undefined }): LogFields["code"] =>
  failure(c.error).code ?? c.get("logFields").code;

/** What is said of an error: its public code when it has one, else its kind and where it was thrown. */
function failure(error: Error | undefined): Pick<z.input<typeof LogLine>, "code" | "error" | "errorAt"> {
  if (error === undefined) return {};
  if (error instanceof ProblemError) return { code: error.code };
  const at = /\n\s+at (?:\S+ \()?[^\n]*?([\w.-]+:\d+:\d+)/.exec(error.stack ?? "")?.[1];
  return { code: "internal", error: error.name, ...(at === undefined ? {} : { errorAt: at }) };
}
