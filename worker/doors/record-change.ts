/**
 * Records every change that an operator asks for, refused ones too: before anything of it is carried out, and once more
 * when it has ended. What cannot be recorded is not carried out.
 */
import type { Context } from "hono";
import { PROBLEM_STATUS } from "../../contract/lists.ts";
import { note } from "../http/log.ts";
import type { EndedEntry, Head } from "../ledger/audit/entry.ts";
import { answered, auditLogOf } from "../ledger/audit/reach.ts";
import type { Operation } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import type { NotedChange, OperatorEnv } from "./operator-env.ts";

type Result = Pick<EndedEntry, "status" | "code">;

const RETRY_SECONDS = 5;

interface AskedChange {
  readonly c: Context<OperatorEnv>;
  readonly operation: Operation;
  /** Of the route, with its parameters as `:name`. */
  readonly path: string;
  /** Refusals of the same key before it that were not recorded. */
  readonly unrecorded: number;
}

/**
 * Says what a request changes, for the record of changes. To be called before it is written, so that one that is refused at the
 * last moment is told of as well. The last call counts.
 */
export const noteChange = (c: Pick<Context<OperatorEnv>, "set">, change: NotedChange): void => c.set("noted", change);

/**
 * Carries out a change between its two entries of the audit log, to its end even where the caller hangs up meanwhile. Where the second
 * entry cannot be written the first one stands, and says that nobody knows how it ended.
 *
 * @throws ProblemError `merchant_unavailable` where the first one cannot be written, and whatever `carryOut` throws
 */
export function recorded<T extends Response | void>(asked: AskedChange, carryOut: () => Promise<T>): Promise<T> {
  const change = betweenEntries(asked, carryOut);
  asked.c.executionCtx.waitUntil(change.catch(() => {}));
  return change;
}

async function betweenEntries<T extends Response | void>(
  { c, operation, path, unrecorded }: AskedChange,
  carryOut: () => Promise<T>,
): Promise<T> {
  const { name, limit } = c.get("operator");
  const asked = await answered(() =>
    auditLogOf(c.env).ask({
      by: name,
      limit,
      operation: operation.id,
      target: targetOf(c, operation, path),
      conditional: c.req.header("If-Match") !== undefined || c.req.header("If-None-Match") !== undefined,
      requestId: c.get("requestId"),
      ...(unrecorded === 0 ? {} : { unrecorded }),
    }),
  );
  if (asked === undefined)
    throw new ProblemError(
      "merchant_unavailable",
      "Nothing was changed: the record of changes cannot be written right now. Lookups do not need it. Try again.",
      { headers: { "Retry-After": String(RETRY_SECONDS) } },
    );
  note(c, { operator: name });
  try {
    const response = await carryOut();
    await end(c, asked, { status: response instanceof Response ? response.status : c.res.status, code: null });
    return response;
  } catch (error) {
    const code = error instanceof ProblemError ? error.code : "internal";
    await end(c, asked, { status: PROBLEM_STATUS[code], code });
    throw error;
  }
}

/** Where the chain stands after it goes into the log: kept elsewhere, it shows a log that was cut or written anew. */
async function end(c: Context<OperatorEnv>, asked: Head, result: Result): Promise<void> {
  const noted = c.get("noted");
  const ending = { asked: asked.number, target: noted?.target ?? null, fields: [...(noted?.fields ?? [])], ...result };
  const head = await answered(() => auditLogOf(c.env).end(ending));
  note(c, head === undefined ? { alarm: "audit_unfinished" } : { audit: `${head.number}:${head.hash}` });
}

/** The route's address with what its parameters say, or a question mark for one that is none. */
const targetOf = (c: Context<OperatorEnv>, { parameters = {} }: Operation, path: string): string =>
  path.slice(1).replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = parameters[name]?.safeParse(c.req.param(name));
    return value?.success === true ? String(value.data) : "?";
  });
