/** The keys of quotes as settings hold them: ES256, as JSON Web Keys (RFC 7517). */
import * as z from "zod";

export const PrivateJwk = z.object({
  kid: z.string().min(1),
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});
export type PrivateJwk = z.output<typeof PrivateJwk>;

const Time = z.number().int().min(0);

/** A key of the archive says since when it signs no more, and since when it is not trusted, in seconds since 1970. */
export const PublicJwk = PrivateJwk.omit({ d: true }).extend({
  retired_at: Time.optional(),
  revoked_at: Time.optional(),
});
export type PublicJwk = z.output<typeof PublicJwk>;
