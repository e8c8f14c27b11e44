/** The door of merchants' pages: what is behind it may be read from the merchant's own origins. */
import { type Context, Hono } from "hono";
import { directoryOf } from "../merchants/access.ts";
import type { Merchant } from "../merchants/schema.ts";
import { ProblemError } from "../problem.ts";
import { admitted } from "./admitted.ts";
import { allowSecureOrigin, browserCors, type PageEnv, requireOrigin } from "./origin.ts";
import { chargeStranger } from "./rate-limit.ts";
import { leadTo, Resource } from "./resource.ts";

export const pageResource = () => new Resource<"page", PageEnv>("page");

/** The door, with CORS for each route's method, to these resources. */
export function pageDoor(...resources: readonly ReturnType<typeof pageResource>[]): Hono<PageEnv> {
  const door = new Hono<PageEnv>();
  for (const { method, path } of resources.flatMap(({ routes }) => routes)) door.use(path, browserCors(method));
  return leadTo(door, resources);
}

/**
 * Finds the merchant that a page asks for and holds the request to its origins; in mode `test` the service's own is one of them.
 *
 * @throws ProblemError `unknown_merchant`, `origin_not_allowed`, `merchant_unavailable` or `rate_limited`
 */
export async function admitPage(c: Context<PageEnv>, merchantId: string): Promise<Merchant> {
  const directory = directoryOf(c.env, c.get("settings"));
  if (!directory.holds(merchantId)) await chargeStranger(c);
  const found = await directory.find(merchantId);
  if (found.kind === "unavailable") allowSecureOrigin(c);
  const refusal = () => new ProblemError("unknown_merchant", "There is no merchant of this id.");
  const merchant = await admitted(c, found, refusal);
  // Where nobody is charged, the service's own pages show what shoppers would see.
  const own = merchant.mode === "test" ? [c.get("ownOrigin")] : [];
  requireOrigin(c, [...merchant.origins, ...own]);
  return merchant;
}
