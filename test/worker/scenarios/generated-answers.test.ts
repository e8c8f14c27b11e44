/**
 * Answers that no gateway should give, by the thousand: whatever arrives, a surcharge needs every fact to say yes in
 * plain words. What "plain words" are is said here again, more simply and more narrowly than in the code under test.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeFacts, normaliseCard } from "../../../worker/gateway/normalise.ts";
import { readCard } from "../../../worker/gateway/schema.ts";
import type { CardFacts, CardFinding } from "../../../worker/surcharge/facts.ts";
import { ask } from "../../support/merchant/deciding.ts";
import { runs } from "../../support/nightly/runs.ts";
import { gatewayCard } from "../../support/upstream/gateway-card.ts";

/** Real spellings and near misses, so that answers get past the first gate often enough to try the later ones. */
const words = {
  card_brand: [
    "Visa",
    "VISA",
    "MasterCard",
    "Discover",
    "Amex",
    "Maestro",
    "Visa/eftpos",
    "Visa Debit",
    "NYCE",
    "",
    "?",
  ],
  card_type: ["credit", "Credit", "charge", "debit", "Deferred Debit", "prepaid", "credit/debit", "not credit", ""],
  card_level_generic: ["standard", "Prepaid", "Business", "Debit", "Gold", "", "?"],
  country: ["US", "USA", "pol", "??"],
  payment_method_type: ["card", "CARD", "ach", "apple_pay", "cash", ""],
  bin: ["424242", "42424242", "4", "4242-42"],
};

const Junk = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 1, "", "true", "yes", [], {}, [true], { value: true }),
  fc.anything({ maxDepth: 2 }),
);
const Word = (known: readonly string[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom<unknown>(...known) }, { weight: 1, arbitrary: Junk });
const Flag = fc.oneof({ weight: 6, arbitrary: fc.constant<unknown>(true) }, { weight: 2, arbitrary: Junk });

const Card: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    card_brand: Word(words.card_brand),
    card_type: Word(words.card_type),
    card_level_generic: Word(words.card_level_generic),
    country: Word(words.country),
    payment_method_type: Word(words.payment_method_type),
    bin: Word(words.bin),
    is_surchargeable: Flag,
    surprise: Junk,
  },
  { requiredKeys: ["card_brand", "card_type", "is_surchargeable", "payment_method_type"] },
);

const Answer = fc.oneof(
  { weight: 6, arbitrary: Card },
  {
    weight: 4,
    arbitrary: fc.record(
      { status: fc.constantFrom<unknown>("success", "SUCCESS", "failed", "error", 200, null), msg: Junk, data: Card },
      { requiredKeys: ["data", "msg"] },
    ),
  },
  { weight: 1, arbitrary: fc.tuple(Card, Card).map(([outer, data]) => ({ ...outer, status: "success", data })) },
  { weight: 1, arbitrary: Junk },
);

/** What one answer comes to, as the Worker does it: text, JSON, facts. */
function findingOf(answers: unknown[]): CardFinding {
  const facts = answers.map((answer): CardFacts | null => {
    const card = readCard(JSON.parse(JSON.stringify(answer) ?? "null"));
    return card && normaliseCard(card);
  });
  const [first, second] = facts;
  if (first == null || second === null) return { kind: "trouble", reason: "gateway_unavailable" };
  return { kind: "facts", facts: second === undefined ? first : mergeFacts(first, second) };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** True when an answer says, in the plainest words, that this is a surchargeable credit card. */
function saysYes(answer: unknown): boolean {
  if (!isRecord(answer)) return false;
  if ("status" in answer && String(answer.status).toLowerCase() !== "success") return false;
  const card = isRecord(answer.data) && !("card_type" in answer) ? answer.data : answer;
  const said = [card.card_brand, card.card_type, card.card_level_generic].map((word) => String(word).toLowerCase());
  return (
    card.is_surchargeable === true &&
    /^(visa|mastercard|discover)$/.test(said[0] ?? "") &&
    /^(credit|charge)$/.test(said[1] ?? "") &&
    !/debit|prepaid/.test(said.join(" ")) &&
    /^(card|apple_pay)$/i.test(String(card.payment_method_type))
  );
}

test("a surcharge comes only of answers in which every fact says yes", () => {
  let surcharges = 0;
  fc.assert(
    fc.property(fc.array(Answer, { minLength: 1, maxLength: 2 }), (answers) => {
      const { outcome, surchargeAmount, rateBps } = ask({ finding: findingOf(answers) });
      if (outcome !== "surcharge") {
        expect([surchargeAmount, rateBps]).toEqual([0, 0]);
        return;
      }
      surcharges += 1;
      expect(answers.map(saysYes)).not.toContain(false);
    }),
    { numRuns: runs(2_000) },
  );
  // Else the property would say nothing: about one in a hundred gets through.
  expect(surcharges).toBeGreaterThan(runs(2_000) / 1_000);
});

test("two answers that differ in any fact never make a surcharge", () => {
  const YES = gatewayCard();
  expect(ask({ finding: findingOf([YES, YES]) }).outcome).toBe("surcharge");
  fc.assert(
    fc.property(Card, (card) => {
      const other = { ...YES, ...card };
      const [one, two] = [findingOf([YES]), findingOf([other])];
      fc.pre(one.kind === "facts" && two.kind === "facts");
      if (one.kind !== "facts" || two.kind !== "facts") return;
      const { bin, brands, funding, level, country, method } = two.facts;
      const same = { ...one.facts, bin, brands, funding, level, country, method };
      if (
        JSON.stringify(same) === JSON.stringify(one.facts) &&
        two.facts.surchargeable === true &&
        !two.facts.conflicting
      )
        return;
      expect(ask({ finding: findingOf([YES, other]) }).outcome).not.toBe("surcharge");
    }),
    { numRuns: runs(2_000) },
  );
});
