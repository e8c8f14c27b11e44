/** Answers for addresses that nothing is at, and for methods that an address does not take. */
import type { Context, Hono } from "hono";
import { methodNotAllowed as honoMethodNotAllowed } from "hono/method-not-allowed";
import { ProblemError, problemResponse } from "../problem.ts";
import type { AppEnv } from "./app-env.ts";
import { note } from "./log.ts";

/** The order in which `Allow` names them. */
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/** Middleware: `405` with `Allow` in place of a `404` where another method has a route. */
export const methodNotAllowed = (app: Hono<AppEnv>) =>
  honoMethodNotAllowed({
    app,
    onMethodNotAllowed: (_c, allowed) => {
      const list = METHODS.filter((method) => allowed.includes(method)).join(", ");
      throw new ProblemError("method_not_allowed", `The methods allowed here are ${list}.`, {
        headers: { Allow: list },
      });
    },
  });

/** A handler for `app.notFound`. It throws nothing: {@link methodNotAllowed} leaves what has failed as it is. */
export function notFound(c: Context<AppEnv>): Response {
  const problem = new ProblemError(
    "not_found",
    "There is nothing at this address. The API is described at /openapi.json.",
  );
  note(c, { code: problem.code });
  return problemResponse(problem, c.get("requestId"));
}
