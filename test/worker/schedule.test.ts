import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (file: string) => readFileSync(file, "utf8");

test.each(["staging", "production"])(
  "%s has the Cron Trigger that the Worker knows as the rules' own",
  (environment) => {
    const triggers = read("wrangler.toml").split(`[env.${environment}.triggers]`)[1]?.split("\n[")[0] ?? "";
    const crons = [...triggers.matchAll(/"([^"]+)"/g)].map(([, cron]) => cron);
    const [, known] = /new Map\(\[\["([^"]+)", alarmOnSchedule\]\]\)/.exec(read("worker/schedule.ts")) ?? [];
    expect(crons).toEqual([known]);
  },
);
