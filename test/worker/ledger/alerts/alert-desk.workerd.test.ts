import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AlertDesk } from "../../../../worker/ledger/alerts/alert-desk.ts";
import { AlertSettings, USUAL_SETTINGS } from "../../../../worker/ledger/alerts/alert-settings.ts";
import type { AlertFacts, DeploymentSeen } from "../../../../worker/ledger/alerts/facts.ts";
import { GIVE_UP_MS } from "../../../../worker/ledger/alerts/tries.ts";
import type { DueRow } from "../../../../worker/rules/freshness.ts";

const SECRET = `whsec_${btoa("a secret of thirty-two bytes ...")}`;
const BINDINGS = {
  ENVIRONMENT: "production",
  ALERT_URL: "https://alerts.example/in?key=of-theirs",
  ALERT_SECRET: SECRET,
};
/** Ahead of the real clock, so that no alarm fires by itself: a test calls it. */
const START = Date.parse("2031-03-01T12:00:00Z");
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 86_400 * SECOND;

const HEALTHY: DeploymentSeen = { answers: 1_000, unknown: 0, requests: 1_000, failures: 0, lost: 0, alarms: {} };
const facts = (changes: Partial<DeploymentSeen> = {}): AlertFacts => ({
  counts: { deployment: { ...HEALTHY, ...changes }, merchants: [] },
  programmes: [],
});
const BAD = facts({ unknown: 500 });

interface Heard {
  readonly id: string | null;
  readonly at: string | null;
  readonly message: { readonly type: string; readonly data: Record<string, unknown> };
}

let heard: Heard[];
let lines: string[];
/** What the receiver answers, one after the other; then 204. */
let answers: (number | Response | "nothing")[];

beforeEach(() => {
  [heard, lines, answers] = [[], [], []];
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  for (const level of ["log", "error"] as const)
    vi.spyOn(console, level).mockImplementation((line: string) => void lines.push(`${level} ${line}`));
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const body = await request.text();
    const { "webhook-id": id = null, "webhook-timestamp": at = null } = Object.fromEntries(request.headers);
    new Webhook(SECRET).verify(body, Object.fromEntries(request.headers));
    heard.push({ id, at, message: JSON.parse(body) });
    const answer = answers.shift() ?? 204;
    if (answer === "nothing") return new Promise(() => {});
    return answer instanceof Response ? answer : new Response(null, { status: answer });
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Moves on to the desk's next alarm and lets it ring; false: none is set. */
async function ring(desk: AlertDesk, state: DurableObjectState): Promise<boolean> {
  const at = await state.storage.getAlarm();
  if (at === null) return false;
  await state.storage.deleteAlarm();
  vi.setSystemTime(Math.max(at, Date.now()));
  await desk.alarm();
  return true;
}

let objects = 0;
/** A desk of its own for each test; `again` makes another over what the first has stored, as after a restart. */
const withDesk = (
  work: (desk: AlertDesk, state: DurableObjectState, again: (bindings?: object) => AlertDesk) => Promise<void>,
  bindings: object = BINDINGS,
) => {
  const namespace = env.ALERT_DESK;
  if (namespace === undefined) throw new Error("ALERT_DESK is not bound");
  return runInDurableObject(namespace.get(namespace.idFromName(`test-${objects++}`)), (_, state) => {
    const again = (changes: object = {}) => new AlertDesk(state, { ...bindings, ...changes });
    return work(again(), state, again);
  });
};

const types = () => heard.map(({ message }) => message.type);

describe("an alert", () => {
  test("is told once when it begins and once when it is over", () =>
    withDesk(async (desk, state) => {
      for (const seen of [BAD, BAD, facts(), facts(), facts(), facts(), facts()]) {
        await desk.watch(seen);
        await ring(desk, state);
        vi.setSystemTime(Date.now() + 5 * MINUTE);
      }
      expect(types()).toEqual(["alert.firing", "alert.resolved"]);
      expect(heard[0]?.message.data).toMatchObject({ environment: "production", rule: "unknown_share", seen: 50 });
      expect(heard[1]?.message.data["episode"]).toBe(heard[0]?.message.data["episode"]);
      expect(desk.view().episodes).toEqual([]);
      expect(await ring(desk, state)).toBe(false);
    }));

  test("of counts that wait is told although all that could be read is well, and is over when nobody says so any more", () =>
    withDesk(async (desk, state, again) => {
      const rules = () => heard.map(({ message }) => [message.type, message.data["rule"]]);
      desk.noteWaiting();
      await desk.watch(facts());
      expect(desk.view().episodes).toEqual([]);
      for (let minute = 0; minute < 4; minute += 1) {
        vi.setSystemTime(Date.now() + MINUTE);
        again().noteWaiting();
      }
      await again().watch(facts());
      while (await ring(desk, state));
      expect(rules()).toEqual([["alert.firing", "counts_waiting"]]);
      for (let look = 0; look < 8; look += 1) {
        vi.setSystemTime(Date.now() + 5 * MINUTE);
        await desk.watch(facts());
      }
      while (await ring(desk, state));
      expect(rules().slice(1)).toEqual([["alert.resolved", "counts_waiting"]]);
    }));

  test("that the receiver does not take is tried again under one id, each time signed anew", () =>
    withDesk(async (desk, state) => {
      answers = [503, 500, 204];
      await desk.watch(BAD);
      const at: number[] = [];
      while (await ring(desk, state)) at.push(Date.now() - START);
      expect(at).toEqual([0, 5 * SECOND, 35 * SECOND]);
      expect(new Set(heard.map(({ id }) => id)).size).toBe(1);
      expect(new Set(heard.map(({ at }) => at)).size).toBe(3);
      expect(desk.view().deliveries).toMatchObject([{ state: "sent", tries: 3, status: 204, nextAt: null }]);
      expect(lines).toEqual([expect.stringMatching(/^log .*"outcome":"sent".*"status":204,"tries":3/)]);
    }));

  test("is given up after a day, said in the log and shown, and what comes next is tried all the same", () =>
    withDesk(async (desk, state) => {
      answers = Array.from({ length: 11 }, () => 500);
      await desk.watch(BAD);
      while (await ring(desk, state));
      expect(Date.now() - START).toBeLessThanOrEqual(GIVE_UP_MS);
      expect(desk.view().deliveries).toMatchObject([{ state: "failed", tries: 11, status: 500 }]);
      expect(desk.pulse().isHeard).toBe(false);
      expect(lines).toEqual([expect.stringMatching(/^error .*"outcome":"failed"/)]);
      expect(await desk.sendTest()).toMatchObject({ state: "sent" });
      expect(desk.pulse().isHeard).toBe(true);
    }));

  test("is over for the receiver only after it has begun for it, however long that takes", () =>
    withDesk(async (desk, state) => {
      answers = [500, 500, 500];
      await desk.watch(BAD);
      for (let look = 0; look < 3; look += 1) await ring(desk, state);
      for (let look = 0; look < 4; look += 1) {
        vi.setSystemTime(START + 10 * MINUTE + look * 5 * MINUTE);
        await desk.watch(facts());
      }
      expect(desk.view().deliveries.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
      while (await ring(desk, state));
      expect(types()).toEqual([...Array.from({ length: 4 }, () => "alert.firing"), "alert.resolved"]);
    }));

  test("holds up no other one's delivery", () =>
    withDesk(async (desk, state) => {
      answers = [500];
      await desk.watch(facts({ unknown: 500, lost: 3 }));
      await ring(desk, state);
      expect(
        desk
          .view()
          .deliveries.map(({ state }) => state)
          .toSorted(),
      ).toEqual(["sent", "waiting"]);
    }));

  test.each<[string, number | Response, object]>([
    ["is gone: at once", 410, { state: "failed", tries: 1 }],
    [
      "asks to wait: not before",
      new Response(null, { status: 429, headers: { "Retry-After": "600" } }),
      {
        state: "waiting",
        tries: 1,
        nextAt: START + 10 * MINUTE,
      },
    ],
    [
      "sends elsewhere: again",
      new Response(null, { status: 307, headers: { Location: "https://other.example" } }),
      {
        state: "waiting",
        nextAt: START + 5 * SECOND,
      },
    ],
  ])("whose receiver %s", (_name, answer, expected) =>
    withDesk(async (desk, state) => {
      answers = [answer];
      await desk.watch(BAD);
      await ring(desk, state);
      expect(desk.view().deliveries).toMatchObject([expected]);
    }),
  );

  test("outlives the object: one that ends in the middle of a try counts, and the next object goes on", () =>
    withDesk(async (desk, state, again) => {
      answers = ["nothing"];
      await desk.watch(BAD);
      void ring(desk, state);
      await vi.waitFor(() => expect(heard).toHaveLength(1));
      const next = again();
      expect(next.view().deliveries).toMatchObject([{ state: "waiting", tries: 1, nextAt: expect.any(Number) }]);
      vi.setSystemTime(START + 6 * SECOND);
      await next.alarm();
      expect(new Set(heard.map(({ id }) => id)).size).toBe(1);
      expect(next.view().deliveries).toMatchObject([{ state: "sent", tries: 2 }]);
    }));

  test("leaves neither the address nor the secret in the log or the view", () =>
    withDesk(async (desk, state) => {
      answers = [500, 410];
      await desk.watch(BAD);
      while (await ring(desk, state));
      const all = `${lines.join("\n")}${JSON.stringify(desk.view())}${JSON.stringify(heard)}`;
      for (const secret of [SECRET, SECRET.slice(6), "of-theirs", "alerts.example"]) expect(all).not.toContain(secret);
    }));
});

describe("where nobody is to be told", () => {
  const ALONE = { ENVIRONMENT: "production" };

  test("episodes are shown and nothing is sent", () =>
    withDesk(async (desk, state) => {
      await desk.watch(BAD);
      expect(await ring(desk, state)).toBe(false);
      expect(desk.view()).toMatchObject({ hasReceiver: false, episodes: [{ rule: "unknown_share" }], deliveries: [] });
      expect(await desk.sendTest()).toBeNull();
    }, ALONE));

  test("what waited for a receiver that is taken away is given up", () =>
    withDesk(async (desk, state, again) => {
      await desk.watch(BAD);
      await ring(again({ ALERT_URL: undefined }), state);
      expect(desk.view().deliveries).toMatchObject([{ state: "failed", tries: 0 }]);
      expect(heard).toEqual([]);
    }));
});

describe("settings", () => {
  test("are taken by whoever has read the last ones, and count from the next look on", () =>
    withDesk(async (desk) => {
      expect(desk.view()).toMatchObject({ settings: USUAL_SETTINGS, version: 0 });
      const off = AlertSettings.parse({ rules: { unknown_share: { on: false } } });
      expect(desk.change(off, 0)).toBe(true);
      expect(desk.change(USUAL_SETTINGS, 0)).toBe(false);
      expect(desk.view()).toMatchObject({ settings: off, version: 1 });
      await desk.watch(BAD);
      expect(desk.view().episodes).toEqual([]);
    }));

  test("that a newer Worker wrote and this one cannot read count as the usual ones, and are not lost by a look", () =>
    withDesk(async (desk, state) => {
      const newer = JSON.stringify({ version: 4, settings: { rules: { of_tomorrow: {} } } });
      state.storage.sql.exec("INSERT INTO remembered VALUES ('settings', ?)", newer);
      await desk.watch(BAD);
      expect(desk.view()).toMatchObject({
        settings: USUAL_SETTINGS,
        version: 4,
        episodes: [{ rule: "unknown_share" }],
      });
      const [stored] = state.storage.sql.exec("SELECT value FROM remembered WHERE name = 'settings'");
      expect(stored?.["value"]).toBe(newer);
    }));
});

describe("rows of the rules that come near their day", () => {
  const VERSION = "2026-11-27.9.0123456789ab";
  const due = (daysLeft: number): DueRow[] => [{ id: "us-a", kind: "lapse", on: "2031-04-01", daysLeft }];
  const stages = () =>
    heard.map(({ message }) => (message.data["rows"] as { stage: number }[]).map(({ stage }) => stage));

  test("are told once a stage", () =>
    withDesk(async (desk, state) => {
      for (const daysLeft of [60, 60, 59, 30, 6]) {
        await desk.tellDue(due(daysLeft), "2031-03-01", VERSION);
        await ring(desk, state);
      }
      expect(types()).toEqual(["rules.due", "rules.due", "rules.due"]);
      expect(stages()).toEqual([[60], [30], [7]]);
      expect(heard[0]?.message.data).toMatchObject({
        environment: "production",
        version: VERSION,
        rule: "rules_lapse",
      });
    }));

  test("are told again on another day where nobody took it for a day", () =>
    withDesk(async (desk, state) => {
      answers = [410];
      await desk.tellDue(due(30), "2031-03-01", VERSION);
      await ring(desk, state);
      await desk.tellDue(due(29), "2031-03-02", VERSION);
      await ring(desk, state);
      expect(stages()).toEqual([[30], [30]]);
    }));

  test("count as untold while nobody is to be told, or the rule is off", () =>
    withDesk(async (desk, state, again) => {
      await again({ ALERT_SECRET: undefined }).tellDue(due(30), "2031-03-01", VERSION);
      desk.change(AlertSettings.parse({ rules: { rules_lapse: { on: false } } }), 0);
      await desk.tellDue(due(30), "2031-03-01", VERSION);
      expect(await ring(desk, state)).toBe(false);
      desk.change(USUAL_SETTINGS, 1);
      await desk.tellDue(due(29), "2031-03-02", VERSION);
      await ring(desk, state);
      expect(stages()).toEqual([[30]]);
    }));
});

test("a summary that is wanted is told once a day", () =>
  withDesk(async (desk, state) => {
    expect(await desk.watch(facts())).toBeNull();
    desk.change(AlertSettings.parse({ summary: { on: true, hour: 12 } }), 0);
    const day = await desk.watch(facts());
    expect(day).toBe("2031-03-01");
    if (day === null) return;
    const summary = { sums: { "answer:eligible:visa": 5 }, rules: { due: 0, lapseInDays: 90 }, audit: null };
    await desk.sumUp(day, summary);
    await desk.sumUp(day, summary);
    expect(await desk.watch(facts())).toBeNull();
    await ring(desk, state);
    expect(heard.map(({ message }) => [message.type, message.data["lookups"]])).toEqual([["summary.daily", 5]]);
  }));

test("a test message is tried once, and what came of it is said", () =>
  withDesk(async (desk, state) => {
    answers = [401];
    expect(await desk.sendTest()).toMatchObject({
      type: "alert.test",
      state: "failed",
      status: 401,
      tries: 1,
      nextAt: null,
      tookMs: expect.any(Number),
    });
    expect(await ring(desk, state)).toBe(false);
    expect(await desk.sendTest()).toMatchObject({ state: "sent", status: 204 });
    expect(types()).toEqual(["alert.test", "alert.test"]);
  }));

test("what was told or over more than 90 days ago is forgotten, and what is open is not", () =>
  withDesk(async (desk, state) => {
    await desk.watch(facts({ unknown: 500, lost: 3 }));
    while (await ring(desk, state));
    for (let look = 0; look < 4; look += 1) {
      vi.setSystemTime(Date.now() + 5 * MINUTE);
      await desk.watch(facts({ unknown: 500 }));
      await ring(desk, state);
    }
    const episodes = () => [...state.storage.sql.exec("SELECT id FROM episodes")].length;
    expect([episodes(), desk.view().deliveries.length]).toEqual([2, 3]);
    vi.setSystemTime(Date.now() + 91 * DAY);
    await desk.watch({ counts: null, programmes: null });
    // One episode stays open, for nothing can be read that would end it; one begins: the counts cannot be read.
    expect([episodes(), desk.view().deliveries.length]).toEqual([2, 1]);
  }));
