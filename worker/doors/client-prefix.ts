/**
 * Whose limit a request counts against. An IPv4 address stands for itself; of an IPv6 address the leading 64 bits count,
 * because one household or attacker owns all addresses below them (RFC 6177).
 */

/** The limiter's key for an address as the platform gives it in `CF-Connecting-IP`, or null when there is none. */
export function clientPrefix(address: string | undefined): string | null {
  if (address === undefined) return null;
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(plain)) return plain;
  if (!/^[0-9a-f:.]+$/i.test(plain) || !plain.includes(":")) return null;
  const [head = "", tail = ""] = plain.split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail.split(":");
  const gap = Array.from({ length: 8 - front.length - back.length }, () => "0");
  const groups = [...front, ...gap, ...back].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(":")}::/64`;
}
