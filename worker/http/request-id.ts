/** Gives every request an id of ours and notes when it came and when all of it was there; what the caller sends is never taken over. */
import { createMiddleware } from "hono/factory";

export interface RequestIdVariables {
  /** Also sent as `X-Request-Id` and named in every answer and log line. */
  requestId: string;
  /** When the request's head reached us, ms since 1970. */
  arrivedAt: number;
  /**
   * When the whole request was there, ms since 1970: its body was read, or it has none. A lookup's time counts from here, so
   * that a slow upload takes nothing of it.
   */
  readAt: number;
}

/** To be the first middleware. */
export const requestId = () =>
  createMiddleware<{ Variables: RequestIdVariables }>(async function requestId(c, next) {
    const id = crypto.randomUUID();
    c.set("requestId", id);
    const now = Date.now();
    c.set("arrivedAt", now);
    c.set("readAt", now);
    await next();
    c.res.headers.set("X-Request-Id", id);
  });
