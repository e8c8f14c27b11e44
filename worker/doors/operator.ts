/** The operator's door: nothing behind it answers without one of the operator's keys. */
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppContext, AppEnv } from "../http/app-env.ts";
import { bearerKey, isKnownHash } from "../merchants/api-keys.ts";
import { sha256Hex } from "../sha256.ts";
import { chargeStranger } from "./rate-limit.ts";
import { leadTo, Resource } from "./resource.ts";
import { unauthorized } from "./unauthorized.ts";

export type OperatorEnv = AppEnv;

export const operatorResource = () => new Resource<"operator", OperatorEnv>("operator");

/** The door, with its guard, to these resources. */
export function operatorDoor(...resources: readonly ReturnType<typeof operatorResource>[]): Hono<OperatorEnv> {
  const door = new Hono<OperatorEnv>();
  door.use(requireAdminKey());
  return leadTo(door, resources);
}

/** @throws ProblemError `unauthorized` or `rate_limited` */
const requireAdminKey = () =>
  createMiddleware<OperatorEnv>(async function requireAdminKey(c, next) {
    if (!(await hasAdminKey(c))) {
      await chargeStranger(c);
      throw unauthorized("Send an operator's key: Authorization: Bearer ak_...");
    }
    c.set("isKeyHolder", true);
    await next();
  });

/** Whether the request shows one of the operator's keys. */
export async function hasAdminKey(c: AppContext): Promise<boolean> {
  const key = bearerKey(c.req.header("Authorization"));
  const known = await Promise.all(c.get("settings").adminKeys.map(sha256Hex));
  return isKnownHash(await sha256Hex(key ?? ""), known) && key !== null;
}
