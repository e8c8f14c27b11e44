/** The golden vectors of disclosures are what the Worker signs: the hash of its own runtime, over the text as it is shown. */
import { expect, test } from "vitest";
import { quoteClaims } from "../../../worker/quote/sign.ts";
import { LOCALES } from "../../../worker/texts/locales.ts";
import { ask } from "../../support/merchant/deciding.ts";
import golden from "../../vectors/disclosures.json";

test("there is one for every language", () => {
  expect(new Set(golden.disclosures.map(({ locale }) => locale))).toEqual(new Set(LOCALES.map(({ locale }) => locale)));
});

test.each(golden.disclosures)("$locale: $sale", async ({ disclosure: text, locale, version, sha256 }) => {
  const claims = await quoteClaims({
    issuer: "https://surcharge.example",
    merchant: "mch_demo",
    mode: "test",
    subject: { kind: "bin" },
    decision: ask({}),
    disclosure: { text, locale, version },
    now: 0,
    firstSeenAt: 0,
  });
  expect(claims.disclosure).toEqual({ locale, version, sha256 });
});
