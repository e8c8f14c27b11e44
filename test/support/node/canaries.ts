/** Searches texts for secrets in the disguises in which one slips out: encoded, escaped or turned around. */

export interface Leak {
  readonly secret: string;
  readonly disguise: string;
  readonly where: string;
}

const LEAST_LENGTH = 8;

/** The disguises of `secret`. A base64 text can begin at any of three offsets within a longer one. */
function disguisesOf(secret: string): Record<string, string> {
  const bytes = Buffer.from(secret);
  const shifted = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    // The ends depend on what stands beside the secret.
    return encoded.slice(offset === 0 ? 0 : 4, -4);
  });
  const [plain = "", second = "", third = ""] = shifted;
  const toUrl = (text: string) => text.replaceAll("+", "-").replaceAll("/", "_");
  return {
    plain: secret,
    reversed: Array.from(secret).toReversed().join(""),
    hex: bytes.toString("hex"),
    "upper-case hex": bytes.toString("hex").toUpperCase(),
    base64: plain,
    "base64, one off": second,
    "base64, two off": third,
    base64url: toUrl(plain),
    "base64url, one off": toUrl(second),
    "base64url, two off": toUrl(third),
    "url-encoded": encodeURIComponent(secret),
    "url-encoded throughout": [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
    "JSON-escaped": JSON.stringify(secret).slice(1, -1),
  };
}

/** Every place where one of `secrets`, by name, is found in one of `texts`, by name. */
export function findLeaks(
  secrets: Readonly<Record<string, string>>,
  texts: readonly (readonly [string, string])[],
): Leak[] {
  const wanted = Object.entries(secrets).flatMap(([secret, value]) =>
    Object.entries(disguisesOf(value))
      .filter(([, text]) => text.length >= LEAST_LENGTH)
      .map(([disguise, text]) => ({ secret, disguise, text })),
  );
  return texts.flatMap(([where, text]) =>
    wanted
      .filter((candidate) => text.includes(candidate.text))
      .map(({ secret, disguise }) => ({ secret, disguise, where })),
  );
}
