import { describe, expect, test } from "vitest";
import { AlertSettings, USUAL_SETTINGS } from "../../../../worker/ledger/alerts/alert-settings.ts";
import { summaryDue, summaryMessage } from "../../../../worker/ledger/alerts/summary.ts";

const at = (time: string) => Date.parse(`2026-12-01T${time}Z`);
const WANTED = AlertSettings.parse({ summary: { on: true, hour: 7 } });

describe("a summary is due", () => {
  test.each<[string, AlertSettings, string | null, string, string | null]>([
    ["at its hour", WANTED, "2026-11-30", "07:00:00", "2026-12-01"],
    ["not before", WANTED, "2026-11-30", "06:59:59", null],
    ["once a day", WANTED, "2026-12-01", "07:05:00", null],
    ["later where nobody looked at its hour", WANTED, "2026-11-28", "23:00:00", "2026-12-01"],
    ["the first time", WANTED, null, "07:00:00", "2026-12-01"],
    ["never unless it is wanted", USUAL_SETTINGS, null, "07:00:00", null],
    ["not again where the clock goes back", WANTED, "2026-12-02", "07:00:00", null],
  ])("%s", (_name, settings, last, time, day) => {
    expect(summaryDue(settings, last, at(time))).toBe(day);
  });
});

const FACTS = {
  sums: {
    "answer:eligible:visa": 60,
    "answer:debit:visa": 30,
    "answer:gateway_timeout:unknown": 10,
    "policy:served": 7,
  },
  rules: { due: 3, lapseInDays: 29 },
  audit: { number: 12, hash: "abc" },
};

test("tells the day's answers, what is open and due, and the audit's head", () => {
  const { type, data } = summaryMessage(FACTS, [], at("07:00:00"));
  expect({ type, ...data }).toMatchObject({
    type: "summary.daily",
    from: "2026-11-30T07:00:00.000Z",
    to: "2026-12-01T07:00:00.000Z",
    lookups: 100,
    outcomes: { surcharge: 60, none: 30, unknown: 10 },
    unknownPercent: 10,
    surchargesOffered: 60,
    rules: { due: 3, lapseInDays: 29 },
    audit: { number: 12, hash: "abc" },
    sentence: "100 lookups, 60 surcharges offered, 10 % unknown; 0 alerts open, 3 rules due.",
  });
});

test("says where the counts could not be read, and that nothing was looked up", () => {
  expect(summaryMessage({ ...FACTS, sums: null }, [], at("07:00:00")).data).toMatchObject({
    lookups: null,
    sentence: "The counts could not be read; 0 alerts open, 3 rules due.",
  });
  expect(summaryMessage({ ...FACTS, sums: {} }, [], at("07:00:00")).data).toMatchObject({
    lookups: 0,
    unknownPercent: null,
  });
});
