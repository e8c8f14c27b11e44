/** The playground's table of reasons, asked through the whole Worker as the page asks: each row reaches what it says. */
import { expect, test } from "vitest";
import { REASON_OUTCOME, REASONS } from "../../../contract/lists.ts";
import type { LookupAnswer } from "../../../contract/lookup.ts";
import { CASES } from "../../../site/src/playground/cases.ts";
import { FIRST, lookupBody, questionFor } from "../../../site/src/playground/question.ts";
import { API, post } from "../../support/workerd/api.ts";

test.each(
  REASONS.map((reason) => [reason, questionFor(reason, FIRST)] as const).filter(([, question]) => question !== null),
)("%s is reached from the service's own pages", async (reason, question) => {
  const response = await post("/v1/lookup", lookupBody(question ?? FIRST), { Origin: API });
  expect(response.status).toBe(200);
  const { outcome, reason: reached } = await response.json<LookupAnswer>();
  expect({ outcome, reason: reached }).toEqual({ outcome: REASON_OUTCOME[reason], reason });
});

test("what no page can reach is said, and is no more than this", () => {
  const unreachable = REASONS.filter((reason) => "unreachable" in CASES[reason]);
  expect(unreachable).toEqual([
    "merchant_off",
    "house_card",
    "rules_expired",
    "cost_not_recorded",
    "waived",
    "below_minimum",
  ]);
});
