/** Gives every request an id of ours; what the caller sends is never taken over. */
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../http.ts";

/** Sets `requestId` and sends it as `X-Request-Id`. */
export const requestId = () =>
  createMiddleware<AppEnv>(async (c, next) => {
    const id = crypto.randomUUID();
    c.set("requestId", id);
    await next();
    c.res.headers.set("X-Request-Id", id);
  });
