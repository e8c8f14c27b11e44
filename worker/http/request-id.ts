/** Gives every request an id of ours and notes when it came; what the caller sends is never taken over. */
import { createMiddleware } from "hono/factory";

export interface RequestIdVariables {
  /** Also sent as `X-Request-Id` and named in every answer and log line. */
  requestId: string;
  /** When the request reached us, ms since 1970: every deadline counts from here. */
  arrivedAt: number;
}

/** To be the first middleware. */
export const requestId = () =>
  createMiddleware<{ Variables: RequestIdVariables }>(async function requestId(c, next) {
    const id = crypto.randomUUID();
    c.set("requestId", id);
    c.set("arrivedAt", Date.now());
    await next();
    c.res.headers.set("X-Request-Id", id);
  });
