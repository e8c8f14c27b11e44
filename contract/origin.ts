/**
 * The origin of an address, as a quote's issuer is written. By a pattern and not by a reader of addresses: those of
 * different languages differ in odd ones, and a fact has one verdict in all of them.
 */

/**
 * For the start of an address without the blanks around it and with `A` to `Z` in lower case: scheme, host (ASCII; no user) and
 * port. In the words that all languages' patterns have in common.
 */
export const ORIGIN_PATTERN =
  "(https?)://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:]+\\])(?::([0-9]{1,5}))?(?![^/?#])";
const ORIGIN = new RegExp(`^${ORIGIN_PATTERN}`);

/** Ports that an origin does not name. */
export const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** `https://surcharge.example` of that address with any path, in any case; undefined where it is none. */
export function originOf(address: string): string | undefined {
  const [, scheme = "", host, digits] = ORIGIN.exec(address.trim().replaceAll(/[A-Z]/g, lower)) ?? [];
  if (host === undefined) return undefined;
  const port = digits === undefined ? DEFAULT_PORTS[scheme] : Number(digits);
  return `${scheme}://${host}${port === DEFAULT_PORTS[scheme] ? "" : `:${port}`}`;
}

const lower = (letter: string): string => letter.toLowerCase();
