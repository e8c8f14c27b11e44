/** Answers for addresses that nothing is at, and for methods that an address does not take. */
import type { Context, Hono } from "hono";
import { ProblemError } from "../problem.ts";
import type { AppEnv } from "./app-env.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** A handler for `app.notFound`: `405` with `Allow` where another method has a route here, else `404`. */
export const notFound = (app: Hono<AppEnv>) => (c: Context<AppEnv>) => {
  const allowed = METHODS.filter((method) => hasRoute(app, method, c.req.path));
  if (allowed.length === 0)
    throw new ProblemError("not_found", "There is nothing at this address. The API is described at /openapi.json.");
  const list = allowed.includes("GET") ? [...allowed, "HEAD"] : allowed;
  throw new ProblemError("method_not_allowed", `The methods allowed here are ${list.join(", ")}.`, {
    headers: { Allow: list.join(", ") },
  });
};

/** True when a route, not only middleware, takes `method` at `path`. */
function hasRoute(app: Hono<AppEnv>, method: string, path: string): boolean {
  const [matches] = app.router.match(method, path);
  return matches.some(([[, route]]) => route.method === method);
}
