import { describe, expect, test } from "vitest";
import { issueTexts } from "../../../../worker/http/issues.ts";
import { AlertSettings, USUAL_SETTINGS, valuesOf } from "../../../../worker/ledger/alerts/alert-settings.ts";

test("nothing that is set is as usual, without a summary", () => {
  expect(USUAL_SETTINGS).toEqual({ rules: {}, summary: { on: false, hour: 7 } });
  expect(valuesOf(USUAL_SETTINGS, "unknown_share")).toEqual({ on: true, limit: 10, least: 100 });
  expect(valuesOf(USUAL_SETTINGS, "rules_lapse")).toEqual({ on: true, limit: null, least: null });
});

test("what is set counts, and the rest of the rule stays as usual", () => {
  const settings = AlertSettings.parse({ rules: { unknown_share: { limit: 2.5 }, breaker_open: { on: false } } });
  expect(valuesOf(settings, "unknown_share")).toEqual({ on: true, limit: 2.5, least: 100 });
  expect(valuesOf(settings, "breaker_open")).toEqual({ on: false, limit: 5, least: null });
});

test.each([
  ["unknown_share", { limit: 500 }, "limit must be a percentage from 0.1 to 100"],
  ["unknown_share", { least: 0 }, "least must be a whole number from 1 to 1000000"],
  ["card_program_stale", { limit: 366 }, "limit must be whole days from 1 to 365"],
])("a figure of %s out of its range is told with its unit: %j", (rule, figures, text) => {
  const { error } = AlertSettings.safeParse({ rules: { [rule]: figures } });
  expect(error && issueTexts(error)).toEqual([`rules.${rule}.${text}`]);
});

describe("is refused", () => {
  test.each<[string, unknown]>([
    ["a rule that is none", { rules: { unknown: {} } }],
    ["a figure that the rule has not", { rules: { breaker_open: { least: 1 } } }],
    ["a limit of a rule without one", { rules: { rules_lapse: { limit: 30 } } }],
    ["a share of nothing", { rules: { unknown_share: { limit: 0 } } }],
    ["a share above all", { rules: { unknown_share: { limit: 101 } } }],
    ["half an answer", { rules: { breaker_open: { limit: 1.5 } } }],
    ["days without end", { rules: { card_program_stale: { limit: 366 } } }],
    ["an hour that no day has", { summary: { on: true, hour: 24 } }],
    ["a member that is none", { summary: { at: "07:00" } }],
    ["no object", []],
  ])("%s", (_name, value) => {
    expect(AlertSettings.safeParse(value).success).toBe(false);
  });
});
