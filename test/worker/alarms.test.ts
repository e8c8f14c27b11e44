import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ALARMS, type AlarmName } from "../../worker/alarms.ts";
import { ALARM_RULES } from "../../worker/ledger/alerts/conditions.ts";
import { ALERT_RULES } from "../../worker/ledger/alerts/rules.ts";

const read = (file: string) => readFileSync(file, "utf8");
const NAMES = Object.keys(ALARMS) as AlarmName[];

test("every alarm that the code raises is in the list", () => {
  const raised = globSync("worker/**/*.ts").flatMap((file) =>
    [...read(file).matchAll(/\balarm(?:: |\()"(\w+)"/g)].map(([, name]) => name),
  );
  expect(raised).toEqual(expect.arrayContaining(["gateway_key_missing", "audit_unfinished", "counts_lost"]));
  expect(raised.filter((name) => !(NAMES as unknown[]).includes(name))).toEqual([]);
});

test.each(NAMES)("%s is explained in the docs, with a rule that operators can set", (name) => {
  expect(read("docs/logs.md")).toContain(`| \`${name}\` | ${ALARMS[name]} | \`${ALARM_RULES[name]}\` |`);
  expect(Object.keys(ALERT_RULES)).toContain(ALARM_RULES[name]);
});
