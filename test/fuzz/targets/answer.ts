/**
 * What the element believes of an answer that comes from outside, its quote made to say the same: a surcharge is shown on
 * credit alone, with words for it and figures that add up, and nothing is taken that is not in its quote.
 */
import type { LookupAnswer } from "../../../contract/answers.ts";
import type { LookupAnswer as ServiceAnswer } from "../../../contract/lookup.ts";
import { readAnswer, readPolicy } from "../../../widget/service/read-answer.ts";
import { quoteFor } from "../../support/service/quote-text.ts";
import { hold, holdPrototypes, isSame } from "../invariants.ts";

const ASKED = { merchant: "mch_demo", baseAmount: 12_500, currency: "USD", mostRateBps: () => 300 };
const FOREIGN_QUOTE = "e30.e30.e30";

export function fuzz(bytes: Uint8Array): void {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return;
  }
  const policy = readPolicy(value);
  if (policy !== null) {
    hold(
      policy.rates.every(({ brand }) => typeof brand === "string"),
      "a rate without a brand",
    );
    hold(isSame(readPolicy(JSON.parse(JSON.stringify(policy))), policy), "reads its own policy otherwise");
  }
  const answer = readAnswer(withQuote(value), ASKED);
  if (answer !== null) {
    holdAnswer(answer);
    hold(isSame(readAnswer(JSON.parse(JSON.stringify(answer)), ASKED), answer), "reads its own answer otherwise");
    hold(readAnswer({ ...answer, quote: FOREIGN_QUOTE }, ASKED) === null, "took what its quote does not say");
    hold(readAnswer(answer, { ...ASKED, baseAmount: 12_499 }) === null, "took an answer about another amount");
    hold(readAnswer(answer, { ...ASKED, merchant: "mch_other" }) === null, "took another merchant's answer");
  }
  holdPrototypes();
}

/** The same with a quote that says what it says, where that can be said at all. */
function withQuote(value: unknown): unknown {
  try {
    return { ...(value as object), quote: quoteFor(value as ServiceAnswer) };
  } catch {
    return value;
  }
}

function holdAnswer({ outcome, card, surcharge, message, disclosure }: LookupAnswer): void {
  const { baseAmount, surchargeAmount, surchargeTaxAmount, totalAmount, rateBps, currency } = surcharge;
  hold(baseAmount === 12_500 && currency === "USD", "about another sale");
  hold(totalAmount === 12_500 + (surchargeAmount ?? 0) + (surchargeTaxAmount ?? 0), "a wrong total");
  const amounts = [surchargeAmount, surchargeTaxAmount, totalAmount];
  hold(
    amounts.every((amount) => Number.isSafeInteger(amount) && (amount ?? -1) >= 0),
    "an amount that is none",
  );
  if (outcome === "surcharge") {
    hold(card?.funding === "credit" || card?.funding === "charge", "a surcharge on what is no credit");
    hold(rateBps <= 300 && (surchargeAmount ?? 0) <= 375, "a surcharge above the rate");
    hold(message !== "" && (disclosure ?? "") !== "", "a surcharge without words for it");
  } else {
    hold(totalAmount === 12_500 && rateBps === 0, "something is added without a surcharge");
  }
}
