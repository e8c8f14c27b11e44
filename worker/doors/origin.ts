/**
 * Which pages may read our answers: those of the merchant's own origins, compared exactly. A preflight names no merchant,
 * so it is granted to origins that some merchant listed; the request itself is then held to its own merchant's list.
 * `Origin` is a browser's word: outside one it can be anything, so nothing but reading in a browser hangs on it.
 */
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../http/app-env.ts";
import { CROSS_ORIGIN_HEADERS } from "../http/headers.ts";
import { directoryOf, storeOf } from "../merchants/access.ts";
import type { Method } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import { chargeStranger } from "./rate-limit.ts";
import { rememberUnlisted, wasUnlisted } from "./unlisted-origins.ts";

const PREFLIGHT_SECONDS = 7_200;
/** A page's own monitoring may add the last two to every request. That must stop no lookup, also where nobody reads them. */
const ALLOWED_HEADERS = "Content-Type, Traceparent, Tracestate";
const EXPOSED = "X-Request-Id, Retry-After";

export interface CorsVariables {
  /** Whether a page of the request's origin may read the answer; undefined until the merchant is known. */
  corsAllowed: boolean | undefined;
}

export interface PageEnv extends AppEnv {
  Variables: AppEnv["Variables"] & CorsVariables;
}

/** CORS for one route that pages of merchants call with `method`. Other methods are none of its business. */
export const browserCors = (method: Method) => {
  const allowed = method.toUpperCase();
  return createMiddleware<PageEnv>(async function browserCors(c, next) {
    const origin = c.req.header("Origin");
    const asked = c.req.method === "HEAD" ? "GET" : c.req.method;
    const isPreflight = asked === "OPTIONS" && c.req.header("Access-Control-Request-Method") !== undefined;
    if (!isPreflight && asked !== allowed) return next();
    if (isPreflight) {
      if (origin === undefined || !(await isKnownOrigin(c, origin))) refuseOrigin();
      c.res = new Response(null, {
        status: 204,
        headers: {
          "Access-Control-Allow-Methods": allowed,
          "Access-Control-Allow-Headers": ALLOWED_HEADERS,
          "Access-Control-Max-Age": String(PREFLIGHT_SECONDS),
        },
      });
      c.set("corsAllowed", true);
    } else await next();

    const { headers } = c.res;
    headers.append("Vary", "Origin");
    for (const [name, value] of Object.entries(CROSS_ORIGIN_HEADERS)) headers.set(name, value);
    if (origin === undefined || !(c.get("corsAllowed") ?? (await isKnownOrigin(c, origin)))) return;
    headers.set("Access-Control-Allow-Origin", origin);
    headers.set("Access-Control-Expose-Headers", EXPOSED);
    // Whoever may read the answer may read its Server-Timing too.
    headers.set("Timing-Allow-Origin", origin);
  });
};

/**
 * Holds a request to its merchant's origins. A request without `Origin` does not come from another page.
 *
 * @throws ProblemError `origin_not_allowed`
 */
export function requireOrigin(c: Context<PageEnv>, allowed: readonly string[]): void {
  const origin = c.req.header("Origin");
  if (origin === undefined) return;
  const isAllowed = allowed.includes(origin);
  c.set("corsAllowed", isAllowed);
  if (!isAllowed) refuseOrigin();
}

/** The merchant cannot be read, so its origins are not known: any page on a secure connection may read that. */
export function allowSecureOrigin(c: Context<PageEnv>): void {
  c.set("corsAllowed", isSecureOrigin(c.req.header("Origin") ?? ""));
}

function refuseOrigin(): never {
  throw new ProblemError(
    "origin_not_allowed",
    "This page's origin is not among the merchant's. Origins are compared exactly: scheme, host and port.",
  );
}

/**
 * Whether some merchant listed this origin. While the store cannot be read, every secure origin counts as listed.
 *
 * @throws ProblemError `rate_limited`: an origin that has to be asked for is counted against its client first
 */
async function isKnownOrigin(c: Context<PageEnv>, origin: string): Promise<boolean> {
  if (!isCanonical(origin)) return false;
  const local = directoryOf(c.env, c.get("settings")).withoutStore();
  if (local.some(({ origins }) => origins.includes(origin))) return true;
  const store = storeOf(c.env);
  if (store === null) return false;
  if (store.hasSeenOrigin(origin)) return true;
  if (wasUnlisted(c.env, origin, Date.now())) return false;
  await chargeStranger(c);
  const isListed = await store.knowsOrigin(origin);
  if (isListed === false) rememberUnlisted(c.env, origin, Date.now());
  return isListed ?? isSecureOrigin(origin);
}

/** No merchant can list a longer one, and no browser has one: a host has 253 characters at most. */
const MAX_ORIGIN_LENGTH = 255;

const isCanonical = (origin: string) =>
  origin.length <= MAX_ORIGIN_LENGTH &&
  /^https?:/.test(origin) &&
  URL.canParse(origin) &&
  new URL(origin).origin === origin;

const isSecureOrigin = (origin: string) =>
  isCanonical(origin) && (origin.startsWith("https:") || (__DEVELOPMENT__ && origin.startsWith("http:")));
