import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { logDue } from "../../../worker/rules/alarm.ts";
import { compileRules } from "../../../worker/rules/book.ts";
import { rulesNow } from "../../../worker/rules/clock.ts";
import type { DueRow } from "../../../worker/rules/freshness.ts";
import { carriedBook } from "../../../worker/rules/in-force.ts";
import type { BookRow } from "../../../worker/rules/schema.ts";
import { runOnSchedule } from "../../../worker/schedule.ts";
import type { Bindings } from "../../../worker/settings/bindings.ts";
import { addDays, worldDays } from "../../../worker/surcharge/day.ts";

const RULES_CRON = "5 10 * * *";
const DAY = "2026-12-01";
const midnight = (day: string) => new Date(`${day}T00:00:00Z`);

let lines: { level: string; line: unknown }[];
beforeEach(async () => {
  await reset();
  lines = [];
  for (const level of ["log", "error"] as const)
    vi.spyOn(console, level).mockImplementation((line: string) => void lines.push({ level, line: JSON.parse(line) }));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const some = carriedBook().rows.find(({ status, kind }) => status === "allowed" && kind === undefined);
if (some === undefined) throw new Error("no permission in the book");
const row = (id: string, change: Partial<BookRow>): BookRow => ({ ...some, id, checkedOn: "2026-11-22", ...change });
const bar: Partial<BookRow> = { status: "prohibited", maxBps: 0, basis: null, requires: [] };
const book = (...rows: BookRow[]) => compileRules(rows, "2026-11-27.9.0123456789ab");

describe("the alarm's line", () => {
  test.each([
    [60, "log"],
    [8, "log"],
    [7, "error"],
    [0, "error"],
    [-30, "error"],
  ])("is there while a permission lapses in %i days, at level %s", (daysLeft, level) => {
    const on = addDays(DAY, daysLeft);
    logDue(book(row("us-b", { recheckOn: on }), row("us-a", { recheckOn: on }), row("us-c", {})), midnight(DAY));
    expect(lines).toEqual([
      {
        level,
        line: {
          task: "rules-due",
          alarm: "rules_lapse_soon",
          daysLeft,
          lapses: 2,
          rechecks: 0,
          next: { on, ids: ["us-a", "us-b"] },
          version: "2026-11-27.9.0123456789ab",
        },
      },
    ]);
  });

  test("names the next permission before a bar that waits for another look", () => {
    const rows = [
      row("us-bar", { ...bar, recheckOn: addDays(DAY, 2) }),
      row("us-soon", { recheckOn: addDays(DAY, 20) }),
      row("us-later", { recheckOn: addDays(DAY, 40) }),
    ];
    logDue(book(...rows), midnight(DAY));
    const next = { on: addDays(DAY, 20), ids: ["us-soon"] };
    expect(lines).toMatchObject([{ level: "log", line: { daysLeft: 20, lapses: 2, rechecks: 1, next } }]);
    logDue(book(...rows.slice(0, 1)), midnight(DAY));
    expect(lines[1]).toMatchObject({ level: "error", line: { daysLeft: 2, lapses: 0, rechecks: 1 } });
  });

  test("is not there while nothing is due within 60 days", () => {
    logDue(book(row("us-a", { recheckOn: addDays(DAY, 61) })), midnight(DAY));
    expect(lines).toEqual([]);
  });
});

describe("the Cron Trigger of the rules", () => {
  /** A desk that keeps what it is told, or is down. */
  function desk(isDown = false) {
    const told: [due: readonly DueRow[], today: string, version: string][] = [];
    const stub = {
      tellDue: async (...args: (typeof told)[number]) => {
        if (isDown) throw new Error("down");
        told.push(args);
      },
    };
    const ALERT_DESK = { idFromName: (name: string) => name, get: () => stub } as unknown as Bindings["ALERT_DESK"];
    return { told, bindings: { ...env, RULES: undefined, ALERT_DESK } as unknown as Bindings };
  }
  /** Runs it sixty days before the first rows with a figure are too old. Development's are checked on the day of the first reading. */
  async function runAhead(bindings: Bindings): Promise<void> {
    await runOnSchedule({ cron: RULES_CRON }, bindings);
    lines = [];
    vi.useFakeTimers({ toFake: ["Date"], now: midnight(addDays(worldDays(new Date()).first, 60)) });
    await runOnSchedule({ cron: RULES_CRON }, bindings);
  }

  test("says nothing in the log while nothing is due, and the desk is told that", async () => {
    const { told, bindings } = desk();
    await runOnSchedule({ cron: RULES_CRON }, bindings);
    expect(lines).toEqual([]);
    expect(told.map(([due]) => due)).toEqual([[]]);
  });

  test("tells log and desk once a permission comes near, with its day and the pack", async () => {
    const { told, bindings } = desk();
    await runAhead(bindings);
    expect(lines).toMatchObject([{ level: "log", line: { task: "rules-due", daysLeft: 60 } }]);
    const [due, today, version] = told.at(-1) ?? [];
    expect(due?.[0]).toMatchObject({ kind: "lapse", daysLeft: 60 });
    expect([today, version]).toEqual([worldDays(rulesNow()).last, carriedBook().version]);
  });

  test("says in the log where the desk is down", async () => {
    await runAhead(desk(true).bindings);
    expect(lines.slice(1)).toEqual([{ level: "error", line: { task: "watch", problem: "desk_unavailable" } }]);
  });

  test("needs no desk", async () => {
    await runAhead({ ...desk().bindings, ALERT_DESK: undefined } as unknown as Bindings);
    expect(lines).toMatchObject([{ line: { task: "rules-due" } }]);
  });

  test("does not sync card programmes, and any other does", async () => {
    const fetched = vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(null, { status: 500 }));
    const apiKeys = JSON.stringify({ acme_cards: "ks_test" });
    const syncing = { ...desk().bindings, KEYSECURE_API_KEYS: apiKeys, KEYSECURE_ORIGIN: "http://keysecure.test" };
    await runOnSchedule({ cron: RULES_CRON }, syncing);
    expect(fetched).not.toHaveBeenCalled();
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const sync = runOnSchedule({ cron: "17 3 * * *" }, syncing);
    await vi.advanceTimersByTimeAsync(600_000);
    await sync;
    expect(lines).toMatchObject([{ line: { task: "card-program-sync", program: "acme_cards", outcome: "kept" } }]);
  });
});
