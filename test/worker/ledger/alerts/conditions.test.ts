import { describe, expect, test } from "vitest";
import { REQUEST_ALARMS, type RequestAlarm, TASK_ALARMS, type TaskAlarm } from "../../../../worker/alarms.ts";
import { AlertSettings, USUAL_SETTINGS } from "../../../../worker/ledger/alerts/alert-settings.ts";
import { ALARM_RULES, conditionsOf, isReadable } from "../../../../worker/ledger/alerts/conditions.ts";
import type { AlertFacts, DeploymentSeen, MerchantSeen } from "../../../../worker/ledger/alerts/facts.ts";
import type { AlertRuleName } from "../../../../worker/ledger/alerts/rules.ts";
import type { WaitingState } from "../../../../worker/ledger/alerts/waiting.ts";

const NOW = Date.parse("2026-12-01T12:00:00Z");
const DAY_MS = 86_400_000;

const QUIET: DeploymentSeen = { answers: 0, unknown: 0, requests: 0, failures: 0, lost: 0, alarms: {} };
const MERCHANT: MerchantSeen = { id: "mch_a", answers: 100, unknown: 0, alarms: {}, breakerOpen: 0, keyRefused: 0 };

/** What is said of one rule; null: nothing. */
function said(rule: AlertRuleName, facts: Partial<AlertFacts>, settings = USUAL_SETTINGS) {
  const found = conditionsOf({ counts: null, programmes: null, ...facts }, settings, NOW).find(
    (one) => one.rule === rule,
  );
  return found === undefined ? null : ([found.state, found.seen] as const);
}
const deployment = (facts: Partial<DeploymentSeen>) => ({
  counts: { deployment: { ...QUIET, ...facts }, merchants: [] },
});
const merchant = (facts: Partial<MerchantSeen>) => ({
  counts: { deployment: QUIET, merchants: [{ ...MERCHANT, ...facts }] },
});

describe("a share", () => {
  test.each<[string, Partial<DeploymentSeen>, readonly [string, number] | null]>([
    ["at the limit is bad", { answers: 100, unknown: 10 }, ["bad", 10]],
    ["above it is bad", { answers: 400, unknown: 41 }, ["bad", 10.3]],
    ["below it is not yet well", { answers: 100, unknown: 9 }, ["near", 9]],
    ["of three quarters of it is not yet well", { answers: 1_000, unknown: 75 }, ["near", 7.5]],
    ["below three quarters of it is well", { answers: 1_000, unknown: 74 }, ["well", 7.4]],
    ["of too few is not believed", { answers: 99, unknown: 99 }, ["near", 100]],
    ["of few of which none is bad is well", { answers: 3, unknown: 0 }, ["well", 0]],
    ["of nothing says nothing", { answers: 0, unknown: 0 }, null],
  ])("%s", (_name, facts, expected) => {
    expect(said("unknown_share", deployment(facts))).toEqual(expected);
  });

  test("goes by what the operator has set", () => {
    const settings = AlertSettings.parse({ rules: { unknown_share: { limit: 50, least: 2 } } });
    expect(said("unknown_share", deployment({ answers: 2, unknown: 1 }), settings)).toEqual(["bad", 50]);
    expect(said("unknown_share", deployment({ answers: 100, unknown: 10 }), settings)).toEqual(["well", 10]);
  });

  test("of failures needs as many failures, however many requests there are", () => {
    expect(said("server_errors", deployment({ requests: 4, failures: 4 }))).toEqual(["near", 100]);
    expect(said("server_errors", deployment({ requests: 250, failures: 5 }))).toEqual(["bad", 2]);
    expect(said("server_errors", deployment({ requests: 1_000, failures: 5 }))).toEqual(["well", 0.5]);
  });

  test("of one merchant is its own", () => {
    expect(said("merchant_unknown_share", merchant({ answers: 20, unknown: 5 }))).toEqual(["bad", 25]);
    expect(said("merchant_unknown_share", merchant({ answers: 19, unknown: 5 }))).toEqual(["near", 26.3]);
  });
});

describe("a number", () => {
  test.each<[AlertRuleName, Partial<MerchantSeen>, readonly [string, number] | null]>([
    ["gateway_key_refused", { alarms: { gateway_key_refused: 1 } }, ["bad", 1]],
    ["gateway_key_refused", { keyRefused: 4 }, ["bad", 4]],
    ["gateway_key_unusable", { alarms: { gateway_key_missing: 1, gateway_key_unreadable: 2 } }, ["bad", 3]],
    ["gateway_unknown", { alarms: { gateway_unknown: 1 } }, ["bad", 1]],
    ["gateway_blocked", { alarms: { gateway_blocked: 2 } }, ["well", 2]],
    ["gateway_blocked", { alarms: { gateway_blocked: 3 } }, ["bad", 3]],
    ["contradictory", { alarms: { contradictory: 5 } }, ["bad", 5]],
    ["breaker_open", { breakerOpen: 4 }, ["near", 4]],
    ["breaker_open", { breakerOpen: 5 }, ["bad", 5]],
    ["breaker_open", {}, ["well", 0]],
    // Nobody asked: that the key is good again is not seen.
    ["gateway_key_refused", { answers: 0 }, null],
  ])("of %s with %o", (rule, facts, expected) => {
    expect(said(rule, merchant(facts))).toEqual(expected);
  });

  test("of counts that were lost", () => {
    expect(said("counts_lost", deployment({ requests: 10, lost: 1 }))).toEqual(["bad", 1]);
    expect(said("counts_lost", deployment({ requests: 10 }))).toEqual(["well", 0]);
  });
});

test("an alarm that no rule is about is told by its name, and one that has a rule is not told twice", () => {
  const seen = deployment({ requests: 10, alarms: { audit_unfinished: 2, gateway_blocked: 9, rules_lapse_soon: 1 } });
  const found = conditionsOf({ programmes: null, ...seen }, USUAL_SETTINGS, NOW).filter(({ rule }) => rule === "alarm");
  expect(found).toMatchObject([{ subject: "audit_unfinished", state: "bad", seen: 2 }]);
});

test.each(Object.keys(REQUEST_ALARMS) as RequestAlarm[])(
  "the alarm %s of requests is told by the rule that is named",
  (alarm) => {
    const alarms = { [alarm]: 100 };
    const counts = { deployment: { ...QUIET, alarms }, merchants: [{ ...MERCHANT, alarms }] };
    const bad = conditionsOf({ counts, programmes: null }, USUAL_SETTINGS, NOW).filter(({ state }) => state === "bad");
    expect(bad.map(({ rule }) => rule)).toEqual([ALARM_RULES[alarm]]);
  },
);

test.each(Object.keys(TASK_ALARMS) as TaskAlarm[])("the alarm %s of other lines has a rule of its own", (alarm) => {
  expect(ALARM_RULES[alarm]).not.toBe("alarm");
});

test("rules that cannot be used are told by all answers, and well again by those without the alarm", () => {
  const alarms = { rules_refused: 2, rules_unreadable: 1 };
  expect(said("rules_unusable", deployment({ answers: 9, alarms }))).toEqual(["bad", 3]);
  expect(said("rules_unusable", deployment({ answers: 9 }))).toEqual(["well", 0]);
  expect(said("rules_unusable", deployment({}))).toBeNull();
});

test.each<[string, Partial<DeploymentSeen>, WaitingState | null, string | null]>([
  ["nobody says so, and somebody counted", { requests: 1 }, null, "well"],
  ["nobody says so, and nobody counted", {}, null, null],
  ["it may be a restart", { requests: 1 }, "near", "near"],
  ["it is said for longer", {}, "bad", "bad"],
])("counts that wait: %s", (_, seen, waiting, state) => {
  const found = conditionsOf({ ...deployment(seen), programmes: null }, USUAL_SETTINGS, NOW, waiting);
  expect(found.find(({ rule }) => rule === "counts_waiting")?.state ?? null).toBe(state);
});

test("counts that wait are told where none can be read", () => {
  const found = conditionsOf({ counts: null, programmes: null }, USUAL_SETTINGS, NOW, "bad");
  expect(found.map(({ rule }) => rule).toSorted()).toEqual(["counts_unreadable", "counts_waiting"]);
});

describe("where something cannot be read", () => {
  test("of the counts, that is said, and nothing of what they would say", () => {
    const found = conditionsOf({ counts: null, programmes: [] }, USUAL_SETTINGS, NOW);
    expect(found.map(({ rule, state }) => [rule, state])).toEqual([["counts_unreadable", "bad"]]);
    expect(said("counts_unreadable", deployment({}))).toEqual(["well", null]);
  });

  test("of the programmes, nothing is said of them", () => {
    expect(said("card_program_stale", { programmes: null })).toBeNull();
  });

  test.each<[AlertRuleName, boolean, boolean]>([
    ["unknown_share", false, true],
    ["gateway_key_refused", false, true],
    ["alarm", false, true],
    ["card_program_stale", true, false],
    ["counts_unreadable", true, true],
  ])("%s can be judged without counts: %s, without programmes: %s", (rule, withoutCounts, withoutProgrammes) => {
    const read = { ...deployment({}), programmes: [] };
    expect(isReadable(read, rule)).toBe(true);
    expect(isReadable({ ...read, counts: null }, rule)).toBe(withoutCounts);
    expect(isReadable({ ...read, programmes: null }, rule)).toBe(withoutProgrammes);
  });
});

test.each<[string, number | null, string]>([
  ["six days ago", NOW - 7 * DAY_MS + 1, "well"],
  ["seven days ago", NOW - 7 * DAY_MS, "bad"],
  ["never", null, "bad"],
])("a card programme whose last good pull was %s", (_name, pulledAt, state) => {
  expect(said("card_program_stale", { programmes: [{ id: "acme", pulledAt }] })?.[0]).toBe(state);
});

test("a rule that is off says nothing", () => {
  const settings = AlertSettings.parse({ rules: { unknown_share: { on: false }, counts_unreadable: { on: false } } });
  const bad = deployment({ answers: 100, unknown: 100 });
  expect(said("unknown_share", bad, settings)).toBeNull();
  expect(said("counts_unreadable", { counts: null }, settings)).toBeNull();
});
