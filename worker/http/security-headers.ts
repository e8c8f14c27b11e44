/** Sets the headers of the table in `headers.ts` on every answer that does not set its own. */
import { createMiddleware } from "hono/factory";
import { ROUTE_HEADERS } from "./headers.ts";

export const securityHeaders = () =>
  createMiddleware(async function securityHeaders(c, next) {
    await next();
    const { headers } = c.res;
    for (const [name, value] of Object.entries(ROUTE_HEADERS)) if (!headers.has(name)) headers.set(name, value);
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  });
