/**
 * Counts what is refused against its client, whatever it was: a body that is none, another page's request, an address that
 * nothing is at. Whoever showed a key that is good is no stranger, and is not counted here.
 */
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../http/app-env.ts";
import { chargeStranger } from "./rate-limit.ts";

const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 408, 413, 415]);

/** @throws ProblemError `rate_limited` in place of the refusal */
export const countRefusals = () =>
  createMiddleware<AppEnv>(async function countRefusals(c, next) {
    await next();
    if (REFUSALS.has(c.res.status) && c.get("isKeyHolder") !== true) await chargeStranger(c);
  });
