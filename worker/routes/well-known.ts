/** `GET /.well-known/jwks.json`: the public keys of quotes, in the form of RFC 7517. */
import * as z from "zod";
import { publicResource } from "../doors/public.ts";
import type { Operation } from "../openapi/operation.ts";
import { PublicJwk } from "../quote/jwk.ts";
import { importKeys } from "../quote/keys.ts";

/** A key is published a whole rotation before it signs, so a cached copy is never behind. */
const KEYS_MAX_AGE_SECONDS = 300;

const Jwks = z.strictObject({ keys: z.array(PublicJwk.extend({ use: z.string(), alg: z.string() }).loose()) });

const readKeysOperation: Operation = {
  id: "readKeys",
  summary: "Public keys of quotes",
  replies: { 200: { description: "A JSON Web Key Set (RFC 7517).", schema: Jwks, type: "application/jwk-set+json" } },
};

export const wellKnown = publicResource();

wellKnown.get("/.well-known/jwks.json", readKeysOperation, async (c) => {
  const { jwks } = await importKeys(c.get("settings"));
  return c.body(JSON.stringify(jwks), 200, {
    "Content-Type": "application/jwk-set+json",
    "Cache-Control": `public, max-age=${KEYS_MAX_AGE_SECONDS}`,
    "Access-Control-Allow-Origin": "*",
  });
});
