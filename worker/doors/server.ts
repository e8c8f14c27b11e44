/** The door of merchants' servers: behind it `c.get("merchant")` is the merchant whose `sk_` key the request shows. */
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../http/app-env.ts";
import { directoryOf } from "../merchants/access.ts";
import { bearerKey, isKnownHash } from "../merchants/api-keys.ts";
import type { DirectoryAnswer } from "../merchants/directory.ts";
import type { Merchant } from "../merchants/schema.ts";
import { sha256Hex } from "../sha256.ts";
import { admitted } from "./admitted.ts";
import { chargeStranger } from "./rate-limit.ts";
import { leadTo, Resource } from "./resource.ts";
import { unauthorized } from "./unauthorized.ts";

interface ServerKeyVariables {
  merchant: Merchant;
}

interface ServerEnv extends AppEnv {
  Variables: AppEnv["Variables"] & ServerKeyVariables;
}

export const serverResource = () => new Resource<"server", ServerEnv>("server");

/** The door, with its guard, to these resources. */
export function serverDoor(...resources: readonly ReturnType<typeof serverResource>[]): Hono<ServerEnv> {
  const door = new Hono<ServerEnv>();
  door.use(requireServerKey());
  return leadTo(door, resources);
}

/** @throws ProblemError `unauthorized`, `merchant_unavailable` or `rate_limited` */
const requireServerKey = () =>
  createMiddleware<ServerEnv>(async function requireServerKey(c, next) {
    const key = bearerKey(c.req.header("Authorization"));
    const hash = await sha256Hex(key ?? "");
    if (key?.startsWith("sk_") === true && !directoryOf(c.env, c.get("settings")).holdsKey(hash))
      await chargeStranger(c);
    const found: DirectoryAnswer =
      key?.startsWith("sk_") === true
        ? await directoryOf(c.env, c.get("settings")).findByKeyHash(hash)
        : { kind: "unknown" };
    const isValid =
      found.kind !== "found" ||
      isKnownHash(
        hash,
        found.merchant.serverKeys.map((known) => known.hash),
      );
    const checked: DirectoryAnswer = isValid ? found : { kind: "unknown" };
    const refusal = () => unauthorized("Send the merchant's server key: Authorization: Bearer sk_...");
    c.set("merchant", await admitted(c, checked, refusal));
    c.set("isKeyHolder", true);
    await next();
  });
