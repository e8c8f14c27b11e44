/**
 * The operator's door: nothing behind it answers without one of the operator's keys, and behind it `c.get("operator")` says
 * whose key it is and what it is good for.
 */
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppContext, AppEnv } from "../http/app-env.ts";
import { bearerKey, isKnownHash } from "../merchants/api-keys.ts";
import type { Area } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import type { AdminKey, KeyLimit } from "../settings/admin-keys-setting.ts";
import { sha256Hex } from "../sha256.ts";
import { chargeStranger } from "./rate-limit.ts";
import { type Around, leadTo, Resource } from "./resource.ts";
import { unauthorized } from "./unauthorized.ts";

/** Whose key a request shows, without the key. */
export type Operator = Omit<AdminKey, "key">;

interface OperatorVariables {
  operator: Operator;
}

export interface OperatorEnv extends AppEnv {
  Variables: AppEnv["Variables"] & OperatorVariables;
}

export const operatorResource = () => new Resource<"operator", OperatorEnv>("operator");

/** The door, with its guard, to these resources. */
export function operatorDoor(...resources: readonly ReturnType<typeof operatorResource>[]): Hono<OperatorEnv> {
  const door = new Hono<OperatorEnv>();
  door.use(requireAdminKey());
  return leadTo(door, resources, withinLimit);
}

/** @throws ProblemError `unauthorized` or `rate_limited` */
const requireAdminKey = () =>
  createMiddleware<OperatorEnv>(async function requireAdminKey(c, next) {
    const operator = await findOperator(c);
    if (operator === null) {
      await chargeStranger(c);
      throw unauthorized("Send an operator's key: Authorization: Bearer ak_...");
    }
    c.set("isKeyHolder", true);
    c.set("operator", operator);
    await next();
  });

/** Whose key the request shows; null: none of the operator's. Takes the same time whichever one it is. */
export async function findOperator(c: AppContext): Promise<Operator | null> {
  const key = bearerKey(c.req.header("Authorization"));
  const hash = await sha256Hex(key ?? "");
  let found: Operator | null = null;
  for (const { key: own, name, limit } of c.get("settings").adminKeys)
    if (isKnownHash(hash, [await sha256Hex(own)])) found = { name, limit };
  return key === null ? null : found;
}

const mayChange = (limit: KeyLimit, area: Area) => limit === "all" || limit === area;

/** Refuses a change to a key that is limited to something else, before anything of the request is read. */
const withinLimit: Around<OperatorEnv> = (handler, operation) => {
  const area = operation?.area ?? null;
  if (area === null) return handler;
  return async (c, next) => {
    const { limit } = c.get("operator");
    if (!mayChange(limit, area))
      throw new ProblemError(
        "forbidden",
        `This changes ${area}, and this key is limited to ${limit === "read" ? "reading" : `reading and changing ${limit}`}. Use a key without a limit${area === "alerts" ? "" : `, or one for ${area}`}.`,
      );
    return handler(c, next);
  };
};
