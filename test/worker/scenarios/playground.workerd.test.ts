/** The playground's table of reasons, asked through the whole Worker as the page asks: each row reaches what it says. */
import { expect, test } from "vitest";
import { REASON_OUTCOME, REASONS } from "../../../contract/lists.ts";
import type { LookupAnswer, ServerLookupAnswer } from "../../../contract/lookup.ts";
import { CASES } from "../../../site/src/playground/cases.ts";
import { FIRST, lookupBody, questionFor } from "../../../site/src/playground/question.ts";
import { API, post } from "../../support/workerd/api.ts";

test.each(
  REASONS.map((reason) => [reason, questionFor(reason, FIRST, false)] as const).filter(
    ([, question]) => question !== null,
  ),
)("%s is reached from the service's own pages", async (reason, question) => {
  const response = await post("/v1/lookup", lookupBody(question ?? FIRST), { Origin: API });
  expect(response.status).toBe(200);
  const { outcome, reason: reached } = await response.json<LookupAnswer>();
  expect({ outcome, reason: reached }).toEqual({ outcome: REASON_OUTCOME[reason], reason });
});

test("what no page can reach is said, with how it is seen, and is no more than this", () => {
  const unreachable = REASONS.filter((reason) => questionFor(reason, FIRST, true) === null);
  expect(unreachable).toEqual(["rules_expired", "waived"]);
  // Of the rest the sandbox's card programme alone is not among these tests: see those of the whole page.
  expect(REASONS.filter((reason) => questionFor(reason, FIRST, false) === null)).toEqual([
    "house_card",
    "rules_expired",
    "waived",
  ]);
});

test("what it says of a reason that no page can reach is how that is seen", async () => {
  const { seenBy } = CASES.waived as { seenBy: string };
  const [, path = "", body = ""] = /^POST (\S+) (\{.*\})$/.exec(seenBy) ?? [];
  const key = { Authorization: "Bearer sk_sandbox_demo" };
  const response = await post(path, JSON.parse(body) as object, key);
  expect((await response.json<ServerLookupAnswer>()).answer.reason).toBe("waived");
});
