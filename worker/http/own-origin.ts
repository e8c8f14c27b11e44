/**
 * The service's own origin, for what it says of itself: the quotes' issuer and the contact page. It is the deployment's word.
 * Only where a deployment does not say it, and production always does, it is the origin that was asked.
 */
import { ProblemError } from "../problem.ts";
import type { Settings } from "../settings/settings.ts";

/**
 * @param url the request's address, whose host is the caller's word and may be anything
 * @throws ProblemError `invalid_request` where the host would be needed and is none (RFC 9112, 3.2)
 */
export function ownOrigin({ issuer }: Pick<Settings, "issuer">, url: string): string {
  const origin = issuer ?? askedOrigin(url);
  if (origin === null) throw new ProblemError("invalid_request", "Host must be a host name, with a port at most.");
  return origin;
}

/** The origin that was asked, or null: its host cannot be read. */
export const askedOrigin = (url: string): string | null => (URL.canParse(url) ? new URL(url).origin : null);
