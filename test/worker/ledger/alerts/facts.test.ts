import { expect, test } from "vitest";
import { deploymentFacts, merchantFacts } from "../../../../worker/ledger/alerts/facts.ts";
import {
  alarmKey,
  answerKey,
  breakerKey,
  failedKey,
  LOST_COUNTS,
  POLICY_SERVED,
  refusedKey,
  tookKey,
} from "../../../../worker/ledger/counts/series.ts";

const SUMS = {
  [answerKey("eligible", "visa")]: 6,
  [answerKey("debit", "visa")]: 2,
  [answerKey("gateway_timeout", "unknown")]: 1,
  [answerKey("contradictory", "visa")]: 1,
  [answerKey("region_missing", "unknown")]: 50,
  [tookKey(20)]: 60,
  [POLICY_SERVED]: 30,
  [refusedKey("token_rejected")]: 5,
  [failedKey(500)]: 1,
  [failedKey(503)]: 2,
  [LOST_COUNTS]: 7,
};

test("an answer without a state tells of the form and counts neither as an answer nor as unknown", () => {
  expect(deploymentFacts(SUMS)).toMatchObject({ answers: 10, unknown: 2 });
});

test("requests are what was answered, served, refused and failed; lost counts are none", () => {
  expect(deploymentFacts(SUMS)).toMatchObject({ requests: 60 + 30 + 5 + 3, failures: 3, lost: 7 });
});

test("of nothing there is nothing", () => {
  expect(deploymentFacts({})).toEqual({ answers: 0, unknown: 0, requests: 0, failures: 0, lost: 0, alarms: {} });
});

test("a merchant's alarms are told by their names, its breaker by its state", () => {
  const alarms = { [alarmKey("gateway_blocked")]: 2, [breakerKey("open")]: 4, [breakerKey("key_refused")]: 3 };
  expect(merchantFacts("mch_a", { ...SUMS, ...alarms })).toEqual({
    id: "mch_a",
    answers: 10,
    unknown: 2,
    alarms: { gateway_blocked: 2 },
    breakerOpen: 4,
    keyRefused: 3,
  });
});
