/** A quote of another sale, edited or under another key never passes for one of the sale that was asked about. */
import { exportJWK, generateKeyPair } from "jose";
import { expect, test } from "vitest";
import { tokenOf } from "./cards.ts";
import { PLACES } from "./places.ts";
import { quoteChecks } from "./quote-checks.ts";
import { randomFrom } from "./random.ts";

test("no text that is no quote of ours is let through, and each that is drawn is counted", async () => {
  const { publicKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "ES256", use: "sig" };
  const checks = quoteChecks({
    random: randomFrom(1),
    jwks: { keys: [jwk] },
    issuer: "https://surcharge.example",
    verifyShare: 1,
  });
  const [place] = PLACES;
  if (place === undefined) throw new Error("no place");
  const sale = { token: tokenOf("visaCredit", 1), place, baseAmount: 100, surchargeTaxRate: 0 };
  expect(await checks.sampled("", sale)).toMatchObject({ kind: "wrong" });
  expect(await checks.sampled("eyJhbGciOiJub25lIn0.e30.", sale)).toMatchObject({ kind: "wrong" });
  expect(checks.verified()).toBe(2);
});
