/** Alerts in words. */
import { expect, test } from "vitest";
import {
  alertReasons,
  alertsAbout,
  alertTroubles,
  sayEpisode,
  sayFigure,
  saySummary,
} from "../../../../site/src/status/alert-words.ts";
import type { AlertsRead } from "../../../../site/src/status/read/alerts.ts";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();
const RULE = {
  name: "unknown_share",
  about: "unknown answers",
  on: true,
  limit: 10,
  unit: "percent",
  least: 100,
  leastOf: "answers",
  usual: { limit: 10, least: 100 },
};
const EPISODE = {
  rule: "unknown_share",
  subject: "deployment",
  since: minutesAgo(9),
  seenAt: minutesAgo(1),
  seen: 31.5,
  limit: 10,
  of: 124,
};
const delivery = (state: string) => ({
  id: "m",
  type: "alert.firing",
  rule: null,
  subject: null,
  state,
  tries: 1,
  status: null,
  madeAt: minutesAgo(1),
  triedAt: null,
  nextAt: null,
});
const alerts = (more: Partial<AlertsRead>): AlertsRead => ({
  rules: [RULE],
  hasReceiver: true,
  watchedAt: minutesAgo(2),
  episodes: [],
  deliveries: [],
  ...more,
});

test.each([
  [10, "percent", "10 %"],
  [1, "answers", "1 answer"],
  [5, "answers", "5 answers"],
  [null, "days", "–"],
  [3, null, "3"],
])("%s %s is %s", (figure, unit, text) => {
  expect(sayFigure(figure, unit)).toBe(text);
});

test("an episode says who, how much, and of what; one of an unknown rule says its name", () => {
  expect(sayEpisode(EPISODE, [RULE])).toBe("31.5 % of 124, unknown answers");
  expect(sayEpisode({ ...EPISODE, rule: "new_rule", subject: "mch_a", seen: null, of: null }, [RULE])).toBe(
    "mch_a: new rule",
  );
});

test("says when nobody watches, and when the last message did not get through", () => {
  expect(alertTroubles(alerts({}), NOW)).toEqual([]);
  expect(alertTroubles(alerts({ watchedAt: minutesAgo(16) }), NOW)).toEqual([
    { key: "themselves:unwatched", text: expect.stringMatching(/Cron Trigger/) },
  ]);
  expect(alertTroubles(alerts({ watchedAt: null }), NOW)).toEqual([]);
  expect(alertTroubles(alerts({ deliveries: [delivery("waiting"), delivery("failed")] }), NOW)).toEqual([
    { key: "themselves:unheard", text: expect.stringMatching(/receiver.*\(alert\.firing\) did not get through/) },
  ]);
  expect(alertTroubles(alerts({ deliveries: [delivery("sent"), delivery("failed")] }), NOW)).toEqual([]);
});

test("each open episode is a reason of its own", () => {
  const reasons = alertReasons(alerts({ episodes: [EPISODE, { ...EPISODE, subject: "mch_a" }] }), NOW);
  expect(new Set(reasons.map(({ key }) => key)).size).toBe(2);
});

test("a merchant's own page has its own alerts alone", () => {
  const read = alerts({ episodes: [EPISODE, { ...EPISODE, subject: "mch_a" }] });
  expect(alertsAbout("mch_a", read)).toEqual(["Alert: 31.5 % of 124, unknown answers."]);
  expect(alertsAbout("mch_b", read)).toEqual([]);
});

test.each([
  [{ on: true, hour: 7 }, "from 07:00 UTC on"],
  [{ on: false, hour: 7 }, "off"],
  [null, "not known"],
])("the daily summary of %j is told %s", (summary, text) => {
  expect(saySummary(alerts({ settings: { summary } }))).toBe(text);
});
