/** The table of alerts in docs/alerts.md, held to the rules as they are watched. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ALERT_RULES, type AlertRuleSpec } from "../../worker/ledger/alerts/rules.ts";
import { PAUSES_MS } from "../../worker/ledger/alerts/tries.ts";

const PAGE = readFileSync("docs/alerts.md", "utf8");

const rowOf = ([name, { limit, least, about }]: [string, AlertRuleSpec]) => {
  const figure = limit === null ? "" : `${limit.usual}${limit.unit === "percent" ? " %" : ` ${limit.unit}`}`;
  return `| \`${name}\` | ${figure} | ${least === null ? "" : `${least.usual} ${least.of}`} | ${about} |`;
};

test("has every rule with its usual figures, in their order, and no other", () => {
  const rows = PAGE.split("\n").filter((line) => /^\| `[a-z_]+` \| /.test(line));
  expect(rows).toEqual(Object.entries(ALERT_RULES).map(rowOf));
});

test("says how often a message is tried", () => {
  const words = { 5_000: "5 s", 30_000: "30 s", 120_000: "2 min", 600_000: "10 min", 1_800_000: "30 min" } as const;
  const hours = (ms: number) => `${ms / 3_600_000} h`;
  const pauses = PAUSES_MS.map((ms) => (words as Readonly<Record<number, string>>)[ms] ?? hours(ms));
  expect(PAGE.replaceAll(/\s+/g, " ")).toContain(`after ${pauses.join(", ")}`);
});
