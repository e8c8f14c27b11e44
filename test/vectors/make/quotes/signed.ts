/** Quotes whose header, key or signature is not as the service makes it. */
import { createHmac, createPublicKey } from "node:crypto";
import { type Case, refuse } from "../parts/cases.ts";
import { current, foreign, next, ODD_KEYS, REVOKED_KEYS, retired, type VectorKey } from "../parts/keys.ts";
import { CLAIMS, NOW } from "../parts/sale.ts";
import { encode, HEADER, sign, twinOf } from "../parts/sign.ts";

const changeCharacter = (text: string, at: number): string =>
  `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;

/** As long as an ES256 signature is, with the public key as its secret. */
function paddedHmacQuote(): string {
  const input = encode({ ...HEADER, alg: "HS256" }, CLAIMS);
  const secret = createPublicKey(current.privateKey).export({ type: "spki", format: "pem" });
  return `${input}.${createHmac("sha512", secret).update(input).digest("base64url")}`;
}

const FORBIDDEN = {
  "its own key": { jwk: foreign.jwk },
  "an address of its key": { jku: "https://evil.example/jwks.json" },
  "its own certificate": { x5c: ["MIIB"] },
  "an address of its certificate": { x5u: "https://evil.example/cert.pem" },
  "a critical extension": { crit: ["urn:example:must"], "urn:example:must": true },
};

export function signed(): Case[] {
  return [...headers(), ...keys(), ...oddKeys(), ...retiredKeys(), ...revokedKeys()];
}

function headers(): Case[] {
  const signature = sign(CLAIMS).split(".").at(-1);
  const unsigned = `${encode({ ...HEADER, alg: "none" }, CLAIMS)}.${signature}`;
  const inAnotherCase = `${encode({ ...HEADER, alg: "es256" }, CLAIMS)}.${signature}`;
  return [
    refuse("an ordinary JWT", sign(CLAIMS, { ...HEADER, typ: "JWT" }), {}, ["wrong_type"]),
    refuse("no type", sign(CLAIMS, { alg: "ES256", kid: current.kid }), {}, ["wrong_type"]),
    refuse("alg none with a signature", unsigned, {}, ["wrong_algorithm"]),
    refuse("HMAC with the public key as its secret", paddedHmacQuote(), {}, ["wrong_algorithm"]),
    refuse("alg in another case", inAnotherCase, {}, ["wrong_algorithm"]),
    ...Object.entries(FORBIDDEN).map(([name, extra]) =>
      refuse(`the header brings ${name}`, sign(CLAIMS, { ...HEADER, ...extra }, foreign), {}, ["forbidden_header"]),
    ),
  ];
}

function keys(): Case[] {
  const good = sign(CLAIMS);
  const [head, body, signature] = good.split(".");
  const otherHeader = `${encode({ ...HEADER, kid: next.kid }, CLAIMS)}.${signature}`;
  const otherAmount = `${encode(HEADER, { ...CLAIMS, surchargeAmount: 0 })}.${signature}`;
  return [
    refuse("no key id", sign(CLAIMS, { alg: "ES256", typ: HEADER.typ }), {}, ["unknown_key"]),
    refuse("a foreign key", sign(CLAIMS, { ...HEADER, kid: foreign.kid }, foreign), {}, ["unknown_key"]),
    refuse("a foreign key under our key id", sign(CLAIMS, HEADER, foreign), {}, ["bad_signature"]),
    refuse("another header", otherHeader, {}, ["bad_signature"]),
    refuse("an edited amount", otherAmount, {}, ["bad_signature"]),
    refuse("an edited signature", changeCharacter(good, good.length - 20), {}, ["bad_signature"]),
    refuse("the twin of the signature", twinOf(good), {}, ["bad_signature"]),
    refuse("a signature of zeroes", `${head}.${body}.${"A".repeat(86)}`, {}, ["bad_signature"]),
  ];
}

function retiredKeys(): Case[] {
  const header = { ...HEADER, kid: retired.kid };
  const quote = sign(CLAIMS, header, retired);
  const backdated = sign({ ...CLAIMS, iat: NOW - 90_000, exp: NOW - 89_880 }, header, retired);
  const longLived = sign({ ...CLAIMS, iat: NOW - 90_000 }, header, retired);
  return [
    refuse("signed with a retired key", quote, {}, ["retired_key"]),
    refuse("signed with a retired key, dated back", backdated, {}, ["retired_key", "expired"]),
    refuse("signed with a retired key, dated back, for a day", longLived, {}, ["retired_key", "life_too_long"]),
    refuse("a refund signed after the key was retired", quote, { purpose: "refund" }, ["retired_key"]),
  ];
}

const signedBy = (key: VectorKey): string => sign(CLAIMS, { ...HEADER, kid: key.kid }, key);

function oddKeys(): Case[] {
  return ODD_KEYS.map(({ what, key }) => refuse(`the set's key ${what}`, signedBy(key), {}, ["unknown_key"]));
}

function revokedKeys(): Case[] {
  return REVOKED_KEYS.flatMap(({ what, key }) => {
    const name = `the set's key is revoked ${what}`;
    const old = sign({ ...CLAIMS, iat: NOW - 90_000, exp: NOW - 89_880 }, { ...HEADER, kid: key.kid }, key);
    return [
      refuse(name, signedBy(key), {}, ["revoked_key"]),
      refuse(`${name}, for a refund`, old, { purpose: "refund" }, ["revoked_key"]),
    ];
  });
}
