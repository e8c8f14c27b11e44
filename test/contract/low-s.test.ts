import { createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { expect, test } from "vitest";
import { isLowS, toLowS } from "../../contract/low-s.ts";

const signatureOf = (s: string): Uint8Array => Buffer.from(`${"11".repeat(32)}${s.padStart(64, "0")}`, "hex");
/** Half of n, rounded down; n is odd. */
const HALF = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8";
const NEXT = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a9";
const LAST = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550";

test.each([
  ["1", true, "1"],
  [HALF, true, HALF],
  [NEXT, false, HALF],
  [LAST, false, "1"],
])("s of %s is low: %s; its low twin is %s", (s, isLow, low) => {
  const signature = signatureOf(s);
  expect(isLowS(signature)).toBe(isLow);
  expect(Buffer.from(toLowS(signature))).toEqual(signatureOf(low));
  expect(signature).toEqual(signatureOf(s));
});

test("the twin of a true signature is as true, and low", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = { key: privateKey, dsaEncoding: "ieee-p1363" } as const;
  const data = Buffer.from("quote");
  const signatures = Array.from({ length: 32 }, () => sign("sha256", data, key));
  expect(signatures.some((signature) => !isLowS(signature))).toBe(true);
  for (const signature of signatures) {
    const low = toLowS(signature);
    expect(isLowS(low)).toBe(true);
    expect(verify("sha256", data, { ...key, key: createPublicKey(privateKey) }, low)).toBe(true);
  }
});
