/** Gives every request an id of ours and notes when it came; what the caller sends is never taken over. */
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./app-env.ts";

/** Sets `requestId`, which is sent as `X-Request-Id`, and `arrivedAt`. To be the first middleware. */
export const requestId = () =>
  createMiddleware<AppEnv>(async (c, next) => {
    const id = crypto.randomUUID();
    c.set("requestId", id);
    c.set("arrivedAt", Date.now());
    await next();
    c.res.headers.set("X-Request-Id", id);
  });
