/** Is it well? Each sign by itself, and the worst of all first. */
import { describe, expect, test } from "vitest";
import { judge, type Signs } from "../../../../site/src/status/health.ts";
import { summarise } from "../../../../site/src/status/summary.ts";

const WELL: Signs = {
  recent: summarise({ "answer:eligible:visa": 90, "answer:region_missing:visa": 10 }),
  checks: { settings: "ok", merchants: "ok", lookups: "ok", rateLimits: "ok", rules: "ok", cardPrograms: "ok" },
  rulesLapseInDays: 90,
  alerts: [],
  programs: [{ program: "gold", state: "ready" }],
  missing: [],
};
const counted = (sums: Record<string, number>): Partial<Signs> => ({
  recent: summarise({ "answer:eligible:visa": 100, ...sums }),
});

test("it is well, and says how much was done", () => {
  expect(judge(WELL)).toEqual({
    state: "well",
    sentence: "All is well: 100 answers in the last hour, 10% of them unknown.",
    reasons: [],
  });
});

test("a quiet hour is no trouble", () => {
  expect(judge({ ...WELL, recent: summarise({}) })).toMatchObject({
    state: "well",
    sentence: expect.stringContaining("quiet"),
  });
  expect(judge({ ...WELL, rulesLapseInDays: null })).toMatchObject({ state: "well" });
});

test.each<[name: string, signs: Partial<Signs>, state: string, says: RegExp]>([
  ["a failing check", { checks: { rateLimits: "failing" } }, "trouble", /Rate limits: failing/],
  ["a warning of one", { checks: { settings: "warning" } }, "look", /Settings and keys: warning/],
  ["a check of tomorrow", { checks: { new_thing: "failing" } }, "trouble", /new thing: failing/],
  ["a lapse in 30 days", { rulesLapseInDays: 30 }, "look", /in 30 days/],
  ["a lapse in 7 days", { rulesLapseInDays: 7 }, "trouble", /in 7 days/],
  ["a lapse today", { rulesLapseInDays: 0 }, "trouble", /has lapsed/],
  ["alerts that reach nobody", { checks: { alerts: "warning" } }, "look", /receiver of alerts may hear nothing/],
  ["an open alert", { alerts: [{ key: "a", text: "Alert: 31 % unknown." }] }, "look", /31 % unknown/],
  ["a stale programme", { programs: [{ program: "gold", state: "stale" }] }, "look", /gold is stale/],
  ["something that cannot be read", { missing: ["Alerts"] }, "look", /Alerts cannot be read/],
  ["2 of 100 without an answer of a gateway", counted({ "answer:gateway_timeout:visa": 3 }), "look", /could not tell/],
  ["10 of 100", counted({ "answer:gateway_unavailable:visa": 12 }), "trouble", /could not tell/],
  ["one failure of ours", counted({ "failed:500": 1 }), "look", /1 failures of ours/],
  ["one in a hundred", counted({ "failed:500": 2 }), "trouble", /2 failures of ours/],
  ["an open breaker", counted({ "breaker:open": 2 }), "look", /breaker is open/],
  ["a refused key", counted({ "breaker:key_refused": 2 }), "trouble", /refuses a merchant's key/],
  ["an alarm", counted({ "alarm:gateway_blocked": 1 }), "look", /in front of a gateway/],
  ["a limiter that is down", counted({ "limited:down": 1 }), "trouble", /limiter did not answer/],
  ["lost counts", counted({ "lost:counts": 5 }), "look", /5 counts were lost/],
])("%s", (_, signs, state, says) => {
  const health = judge({ ...WELL, ...signs });
  expect(health.state).toBe(state);
  expect(health.reasons.map(({ text }) => text)).toEqual([expect.stringMatching(says)]);
});

test("two of three unknown answers say nothing yet", () => {
  const recent = summarise({ "answer:gateway_timeout:visa": 2, "answer:eligible:visa": 1 });
  expect(judge({ ...WELL, recent })).toMatchObject({
    state: "well",
    sentence: "All is well: 3 answers in the last hour, too few to judge.",
  });
});

test("alerts that reach nobody are a reason once, and lead to where they are told", () => {
  const alerts = [{ key: "themselves:unheard", text: "The receiver was not told." }];
  const { reasons } = judge({ ...WELL, checks: { alerts: "warning" }, alerts });
  expect(reasons).toEqual([expect.objectContaining({ text: "The receiver was not told.", view: "alerts" })]);
});

describe("several things at once", () => {
  const health = judge({ ...WELL, missing: ["Alerts"], rulesLapseInDays: 3, checks: { merchants: "failing" } });

  test("the worst decides and comes first", () => {
    expect(health.state).toBe("trouble");
    expect(health.reasons.map(({ state }) => state)).toEqual(["trouble", "trouble", "look"]);
  });

  test("what cannot be read comes before what is only worth a look", () => {
    const { reasons } = judge({
      ...WELL,
      missing: ["Alerts"],
      alerts: [{ key: "a", text: "31 %" }],
      rulesLapseInDays: 20,
    });
    expect(reasons[0]?.text).toBe("Alerts cannot be read right now.");
  });

  test("a changed figure is the same reason", () => {
    const keys = (days: number) => judge({ ...WELL, rulesLapseInDays: days }).reasons.map(({ key }) => key);
    expect(keys(20)).toEqual(keys(19));
  });
});
