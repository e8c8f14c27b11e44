/** How a request gets in: the merchant it is for, or the key it shows. Each refusal is a problem with its own code. */
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../http/app-env.ts";
import { note } from "../http/log.ts";
import { directoryOf } from "../merchants/access.ts";
import { bearerKey, isKnownHash } from "../merchants/api-keys.ts";
import type { DirectoryAnswer } from "../merchants/directory.ts";
import type { Merchant } from "../merchants/schema.ts";
import { ProblemError } from "../problem.ts";
import { sha256Hex } from "../sha256.ts";
import { allowSecureOrigin, requireOrigin } from "./origin.ts";
import { chargeStranger } from "./rate-limit.ts";

const UNAVAILABLE_RETRY_SECONDS = 5;

/**
 * Finds the merchant that a page asks for and holds the request to its origins. The merchant is in `c.get("merchant")`
 * from here on.
 *
 * @throws ProblemError `unknown_merchant`, `origin_not_allowed`, `merchant_unavailable` or `rate_limited`
 */
export async function admitPage(c: Context<AppEnv>, merchantId: string): Promise<Merchant> {
  const found = await directoryOf(c.env, c.get("settings")).find(merchantId);
  if (found.kind === "unavailable") allowSecureOrigin(c);
  const merchant = await admitted(c, found, "unknown_merchant", "There is no merchant of this id.");
  requireOrigin(c, merchant.origins);
  return merchant;
}

/**
 * Middleware for a merchant's server: the merchant is the one whose `sk_` key the request shows.
 *
 * @throws ProblemError `unauthorized`, `merchant_unavailable` or `rate_limited`
 */
export const requireServerKey = () =>
  createMiddleware<AppEnv>(async (c, next) => {
    const key = bearerKey(c.req.header("Authorization"));
    const hash = await sha256Hex(key ?? "");
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
    await admitted(c, checked, "unauthorized", "Send the merchant's server key: Authorization: Bearer sk_...");
    await next();
  });

/** Whether the request shows one of the operator's keys. */
export async function hasAdminKey(c: Context<AppEnv>): Promise<boolean> {
  const key = bearerKey(c.req.header("Authorization"));
  const known = await Promise.all(c.get("settings").adminKeys.map(sha256Hex));
  return isKnownHash(await sha256Hex(key ?? ""), known) && key !== null;
}

/**
 * Middleware for the operator.
 *
 * @throws ProblemError `unauthorized` or `rate_limited`
 */
export const requireAdminKey = () =>
  createMiddleware<AppEnv>(async (c, next) => {
    if (!(await hasAdminKey(c))) {
      await chargeStranger(c);
      throw unauthorized("Send an operator's key: Authorization: Bearer ak_...");
    }
    await next();
  });

async function admitted(
  c: Context<AppEnv>,
  found: DirectoryAnswer,
  refusal: "unknown_merchant" | "unauthorized",
  detail: string,
): Promise<Merchant> {
  if (found.kind === "found") {
    c.set("merchant", found.merchant);
    note(c, { merchant: found.merchant.id });
    return found.merchant;
  }
  if (found.kind === "unavailable")
    throw new ProblemError("merchant_unavailable", "The merchant's settings cannot be read right now. Try again.", {
      headers: { "Retry-After": String(UNAVAILABLE_RETRY_SECONDS) },
    });
  await chargeStranger(c);
  throw refusal === "unauthorized" ? unauthorized(detail) : new ProblemError(refusal, detail);
}

const unauthorized = (detail: string) =>
  new ProblemError("unauthorized", detail, { headers: { "WWW-Authenticate": 'Bearer realm="card-surcharge"' } });
