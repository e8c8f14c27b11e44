/**
 * Counts each request once it is answered, by its log line and what the parts on its way told. It counts for its merchant, or
 * for the deployment alone: only a merchant that a door has found is one, for what a stranger calls itself is no key of
 * anything. Nobody waits for a count.
 */
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../http/app-env.ts";
import { codeOf } from "../http/log.ts";
import { sumsOf } from "../ledger/counts/request-sums.ts";
import { countSums } from "../ledger/counts/tally.ts";

/** To stand before whatever refuses. */
export const countRequests = () =>
  createMiddleware<AppEnv>(async function countRequests(c, next) {
    c.set("signals", {});
    await next();
    const fields = c.get("logFields");
    const sums = sumsOf({
      ...fields,
      status: c.res.status,
      code: codeOf(c),
      tookMs: Date.now() - c.get("readAt"),
      signals: c.get("signals"),
    });
    if (Object.keys(sums).length > 0) countSums(c.env, c.executionCtx, fields.merchant ?? null, sums);
  });
