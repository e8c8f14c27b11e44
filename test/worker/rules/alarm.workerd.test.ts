import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Alert } from "../../../worker/ledger/alert-hook.ts";
import { type AlarmSources, logDue, tellStages } from "../../../worker/rules/alarm.ts";
import { compileRules } from "../../../worker/rules/book.ts";
import { carriedBook } from "../../../worker/rules/in-force.ts";
import type { BookRow } from "../../../worker/rules/schema.ts";
import { runOnSchedule } from "../../../worker/schedule.ts";
import type { Bindings } from "../../../worker/settings/bindings.ts";
import { addDays, worldDays } from "../../../worker/surcharge/day.ts";

const RULES_CRON = "5 10 * * *";
const HOOK = { url: "https://alerts.example/in", secret: `whsec_${btoa("a secret of thirty-two bytes ...")}` };
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

describe("what the alert hook is told", () => {
  /** Runs on the given days; what was sent on each. `answers`: whether the receiver takes the alert. */
  async function run(
    days: readonly string[],
    sources: Partial<AlarmSources> = {},
    answers: readonly boolean[] = [],
  ): Promise<(string[] | null)[]> {
    const heard: (string[] | null)[] = [];
    for (const [index, day] of days.entries()) {
      heard.push(null);
      await tellStages({
        book: book(row("us-a", { recheckOn: DAY }), row("us-bar", { ...bar, recheckOn: addDays(DAY, 30) })),
        at: midnight(day),
        memory: env.RULES,
        hook: HOOK,
        environment: "production",
        send: async (_hook: unknown, { data }: Alert) => {
          const { rows } = data as { rows: { id: string; stage: number }[] };
          heard[index] = rows.map(({ id, stage }) => `${id} ${stage}`);
          return answers[index] ?? true;
        },
        ...sources,
      });
    }
    return heard;
  }

  test("is each stage once, of permissions and of bars", async () => {
    const days = [-60, -59, -30, -7, -1, 0, 1].map((days) => addDays(DAY, days));
    expect(await run(days)).toEqual([
      ["us-a 60"],
      null,
      ["us-a 30", "us-bar 60"],
      ["us-a 7"],
      ["us-a 1"],
      ["us-a 0", "us-bar 30"],
      null,
    ]);
  });

  test("is caught up on after days without a run, and after a receiver that was down", async () => {
    const days = [-40, -12, -11, -10].map((days) => addDays(DAY, days));
    expect(await run(days, {}, [true, false, true])).toEqual([
      ["us-a 60"],
      ["us-a 14", "us-bar 60"],
      ["us-a 14", "us-bar 60"],
      null,
    ]);
  });

  test.each([
    ["no store is bound", undefined],
    ["the store is down", { get: () => Promise.reject(new Error("down")) }],
  ])("is a stage on its very day where %s", async (_name, memory) => {
    const days = [-31, -30, -29].map((days) => addDays(DAY, days));
    expect(await run(days, { memory: memory as AlarmSources["memory"] })).toEqual([
      null,
      ["us-a 30", "us-bar 60"],
      null,
    ]);
  });

  test("is told again where the store holds what nobody of ours wrote", async () => {
    await env.RULES?.put("told", "[]");
    expect(await run([addDays(DAY, -29), addDays(DAY, -28)])).toEqual([["us-a 30", "us-bar 60"], null]);
  });

  test("has the environment, the version and each row's day", async () => {
    const alerts: Alert[] = [];
    await tellStages({
      book: book(row("us-a", { recheckOn: DAY })),
      at: midnight(addDays(DAY, -7)),
      memory: env.RULES,
      hook: HOOK,
      environment: "staging",
      send: async (_hook, alert) => alerts.push(alert) > 0,
    });
    const rows = [{ id: "us-a", kind: "lapse", on: DAY, daysLeft: 7, stage: 7 }];
    const data = { environment: "staging", version: "2026-11-27.9.0123456789ab", rows };
    expect(alerts).toEqual([{ type: "rules.due", data }]);
  });
});

describe("the Cron Trigger of the rules", () => {
  const bindings = { ...env, RULES: undefined, ALERT_URL: HOOK.url, ALERT_SECRET: HOOK.secret } as unknown as Bindings;

  test("says nothing while nothing is due, and tells log and hook once a permission comes near", async () => {
    const sent: Request[] = [];
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      sent.push(new Request(input, init));
      return new Response(null, { status: 204 });
    });
    const checkedOn = worldDays(new Date()).first;
    await runOnSchedule({ cron: RULES_CRON }, bindings);
    expect({ lines, sent }).toEqual({ lines: [], sent: [] });

    // Sixty days before the first rows with a figure are too old.
    vi.useFakeTimers({ toFake: ["Date"], now: midnight(addDays(checkedOn, 60)) });
    await runOnSchedule({ cron: RULES_CRON }, bindings);
    expect(lines).toMatchObject([
      { level: "log", line: { task: "rules-due", daysLeft: 60 } },
      { level: "log", line: { task: "alert", outcome: "sent", status: 204 } },
    ]);
    expect(sent.map(({ url }) => url)).toEqual([HOOK.url]);
    expect(await sent[0]?.json()).toMatchObject({ type: "rules.due", data: { environment: "development" } });
  });

  test("does not sync card programmes, and any other does", async () => {
    const fetched = vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(null, { status: 500 }));
    const apiKeys = JSON.stringify({ acme_cards: "ks_test" });
    const syncing = { ...bindings, KEYSECURE_API_KEYS: apiKeys, KEYSECURE_ORIGIN: "http://keysecure.test" };
    await runOnSchedule({ cron: RULES_CRON }, syncing);
    expect(fetched).not.toHaveBeenCalled();
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const sync = runOnSchedule({ cron: "17 3 * * *" }, syncing);
    await vi.advanceTimersByTimeAsync(600_000);
    await sync;
    expect(lines).toMatchObject([{ line: { task: "card-program-sync", program: "acme_cards", outcome: "kept" } }]);
  });
});
