/** `GET /.well-known/jwks.json`: the public keys of quotes, in the form of RFC 7517. */
import { Hono } from "hono";
import type { AppEnv } from "../http/app-env.ts";
import { importKeys } from "../quote/keys.ts";

/** A key is published a whole rotation before it signs, so a cached copy is never behind. */
const KEYS_MAX_AGE_SECONDS = 300;

export const wellKnown = new Hono<AppEnv>();

wellKnown.get("/.well-known/jwks.json", async (c) => {
  const { jwks } = await importKeys(c.get("settings"));
  return c.body(JSON.stringify(jwks), 200, {
    "Content-Type": "application/jwk-set+json",
    "Cache-Control": `public, max-age=${KEYS_MAX_AGE_SECONDS}`,
    "Access-Control-Allow-Origin": "*",
  });
});
