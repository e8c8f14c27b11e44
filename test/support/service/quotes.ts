/** Keys, claims and facts for tests of quotes. Each call makes its own. */
import { base64url, CompactSign, type CryptoKey, exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from "jose";
import { toLowS } from "../../../contract/low-s.ts";
import type { QuoteClaims, SaleFacts } from "../../../contract/verify.ts";
import { saleOf, subjectHash } from "../../../contract/verify.ts";

export const MERCHANT = "mch_demo";
/** The service, as its quotes name it. */
export const ISSUER = "https://surcharge.example";
export const TOKEN = "tok0123456789abcdefghijklmnopqrs";

export interface TestKey {
  kid: string;
  privateKey: CryptoKey;
  privateJwk: JWK;
  publicJwk: JWK;
}

export async function makeTestKey(kid: string): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const marks = { kid, alg: "ES256", use: "sig" };
  const [privateJwk, publicJwk] = await Promise.all([exportJWK(privateKey), exportJWK(publicKey)]);
  return { kid, privateKey, privateJwk: { ...privateJwk, ...marks }, publicJwk: { ...publicJwk, ...marks } };
}

export const keySetOf = (...keys: TestKey[]): JSONWebKeySet => ({ keys: keys.map(({ publicJwk }) => publicJwk) });

/** A surcharge of 3.00 % on 125.00 USD in Illinois, issued now. */
export async function sampleClaims(changes: Partial<QuoteClaims> = {}): Promise<QuoteClaims> {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: ISSUER,
    aud: MERCHANT,
    env: "live",
    iat: now,
    exp: now + 120,
    jti: "01J9ZQ4X8M2T6V0W3Y5B7D9F1H",
    sale: await saleOf(MERCHANT, { token: TOKEN }),
    subject: { kind: "token", hash: await subjectHash("token", MERCHANT, TOKEN) },
    outcome: "surcharge",
    reason: "eligible",
    brand: "visa",
    funding: "credit",
    country: "US",
    state: "IL",
    currency: "USD",
    baseAmount: 12_500,
    rateBps: 300,
    surchargeAmount: 375,
    surchargeTaxRate: 0,
    surchargeTaxAmount: 0,
    totalAmount: 12_875,
    rules: { version: "1", ids: ["us-il-credit"] },
    disclosure: { locale: "en", version: "1", sha256: "c2hhMjU2" },
    ...changes,
  };
}

/** The facts that belong to {@link sampleClaims}. */
export function sampleFacts(jwks: SaleFacts["jwks"], changes: Partial<SaleFacts> = {}): SaleFacts {
  return {
    jwks,
    iss: ISSUER,
    merchant: MERCHANT,
    env: "live",
    subject: { token: TOKEN },
    baseAmount: 12_500,
    currency: "USD",
    country: "US",
    state: "IL",
    ...changes,
  };
}

/** Signs anything as a quote, as the service would and as it never would. */
export async function signAs(key: TestKey, payload: unknown, header: object = {}): Promise<string> {
  const quote = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: "ES256", typ: "surcharge-quote+jwt", kid: key.kid, ...header })
    .sign(key.privateKey);
  const end = quote.lastIndexOf(".") + 1;
  return quote.slice(0, end) + base64url.encode(toLowS(base64url.decode(quote.slice(end))));
}
