import { expect, test } from "vitest";
import { verifyQuote } from "../../../../contract/verify.ts";
import { CHANGE_NAMES, CHANGES, type ChangeName, decodeQuote } from "../../../../site/src/playground/tamper.ts";
import { keySetOf, makeTestKey, sampleClaims, sampleFacts, signAs } from "../../../support/service/quotes.ts";

const REFUSED: Readonly<Record<Exclude<ChangeName, "none">, string>> = {
  surcharge: "bad_signature",
  outcome: "bad_signature",
  place: "bad_signature",
  life: "bad_signature",
  amount: "wrong_amount",
  card: "wrong_subject",
  shop: "wrong_merchant",
  live: "wrong_env",
};

const key = await makeTestKey("k1");
const claims = await sampleClaims({ env: "test" });
const checked = { quote: await signAs(key, claims), facts: sampleFacts(keySetOf(key), { env: "test" }) };

test.each(CHANGE_NAMES)("a good quote with the change %s", async (name) => {
  const { quote, facts } = CHANGES[name].apply(checked);
  const verdict = await verifyQuote(quote, facts);
  expect(verdict.valid ? "valid" : verdict.problem).toBe(name === "none" ? "valid" : REFUSED[name]);
});

test("a quote is shown as it stands", () => {
  expect(decodeQuote(checked.quote)).toEqual({ header: expect.objectContaining({ kid: "k1" }) as object, claims });
});
