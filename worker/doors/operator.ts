/**
 * The operator's door: nothing behind it answers without one of the operator's keys, and behind it `c.get("operator")` says
 * whose key it is and what it is good for. Every change is recorded, and each key may ask for so many a minute.
 */
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppContext } from "../http/app-env.ts";
import { note } from "../http/log.ts";
import { bearerKey, isKnownHash } from "../merchants/api-keys.ts";
import type { Area } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import type { KeyLimit } from "../settings/admin-keys-setting.ts";
import { sha256Hex } from "../sha256.ts";
import type { Operator, OperatorEnv } from "./operator-env.ts";
import { chargeOperator, chargeStranger } from "./rate-limit.ts";
import { recorded } from "./record-change.ts";
import { RepeatedRefusals } from "./repeated-refusals.ts";
import { type Around, leadTo, Resource } from "./resource.ts";
import { unauthorized } from "./unauthorized.ts";

export const operatorResource = () => new Resource<"operator", OperatorEnv>("operator");

/** The door, with its guard, to these resources. */
export function operatorDoor(...resources: readonly ReturnType<typeof operatorResource>[]): Hono<OperatorEnv> {
  const door = new Hono<OperatorEnv>();
  door.use(requireAdminKey());
  return leadTo(door, resources, changing);
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

const refusals = new RepeatedRefusals();

/**
 * Records what a route changes, and refuses it to a key that is limited to something else. Of those refusals one a minute is recorded.
 */
const changing: Around<OperatorEnv> = (handler, { operation, path }) => {
  const area = operation?.area ?? null;
  if (operation === null || area === null) return handler;
  return async (c, next) => {
    const operator = c.get("operator");
    await chargeOperator(c, operator.name);
    const unrecorded = mayChange(operator.limit, area) ? 0 : refusals.count(operator.name, Date.now());
    if (unrecorded === null) {
      note(c, { operator: operator.name });
      throw forbidden(operator, area);
    }
    return recorded({ c, operation, path, unrecorded }, async () => {
      if (!mayChange(operator.limit, area)) throw forbidden(operator, area);
      return handler(c, next);
    });
  };
};

function forbidden({ limit }: Operator, area: Area): ProblemError {
  const may = limit === "read" ? "reading" : `reading and changing ${limit}`;
  const others = area === "alerts" ? "" : `, or one for ${area}`;
  return new ProblemError(
    "forbidden",
    `This changes ${area}, and this key is limited to ${may}. Use a key without a limit${others}.`,
  );
}
