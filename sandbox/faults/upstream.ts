/**
 * Middleware for every upstream call: counts it, gives it the faults it is to suffer, and answers with a correlation
 * id. Both upstream systems use it.
 */
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { type SandboxEnv, stateOf } from "../env.ts";
import { spoil } from "./spoil.ts";

export interface UpstreamOptions {
  /** The header that carries the caller's key. */
  readonly keyHeader: string;
  /** What the call's JSON body says of the card it is about. */
  readonly subjectOf?: (body: Record<string, unknown>) => Subject;
}

export interface Subject {
  readonly card?: string | undefined;
  readonly token?: string | undefined;
}

/** Calls are counted by the path of their route, such as `/api/vault/:id`, and spoiled by that or by their own. */
export function upstream({ keyHeader, subjectOf = () => ({}) }: UpstreamOptions): MiddlewareHandler<SandboxEnv> {
  return async (context, next) => {
    const route = routePath(context, -1);
    const resource = context.req.path;
    const path = route.endsWith("*") ? resource : route;
    const key = context.req.header(keyHeader) ?? null;
    const subject = subjectOf(await peekBody(context.req.raw));
    const caller = context.req.header("user-agent") ?? "";
    const { fault } = await stateOf(context.env).arrive({ path, resource, key, caller }, subject);
    if (fault === null) await next();
    else context.res = await spoil(fault, context, next);
    context.res.headers.set("x-correlation-id", crypto.randomUUID());
  };
}

/** The body as an object, leaving the request readable; empty when it is none. */
async function peekBody(request: Request): Promise<Record<string, unknown>> {
  if (request.body === null) return {};
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => null);
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}
