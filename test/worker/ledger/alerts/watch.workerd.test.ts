import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AlertDesk } from "../../../../worker/ledger/alerts/alert-desk.ts";
import type { AlertFacts } from "../../../../worker/ledger/alerts/facts.ts";
import { alertDesk } from "../../../../worker/ledger/alerts/reach-desk.ts";
import type { SummaryFacts } from "../../../../worker/ledger/alerts/summary.ts";
import { watchOnSchedule } from "../../../../worker/ledger/alerts/watch.ts";
import { auditLogOf } from "../../../../worker/ledger/audit/reach.ts";
import { type readSums, statsObject, type sumsByMerchant } from "../../../../worker/ledger/counts/stats-objects.ts";
import type { Bindings } from "../../../../worker/settings/bindings.ts";

const MINUTE = 60_000;

const counts = { readSums: vi.fn<typeof readSums>(), sumsByMerchant: vi.fn<typeof sumsByMerchant>() };
const watch = (bindings: unknown) => watchOnSchedule({}, bindings as Bindings, counts);

let lines: unknown[];
beforeEach(async () => {
  await reset();
  lines = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(JSON.parse(line)));
  const answers = { "answer:eligible:visa": 60, "answer:gateway_timeout:unknown": 40 };
  counts.readSums.mockResolvedValue([
    { at: 0, sums: answers },
    { at: MINUTE, sums: answers },
  ]);
  counts.sumsByMerchant.mockResolvedValue(new Map([["mch_a", { ...answers, "alarm:gateway_key_refused": 2 }]]));
});
afterEach(() => void vi.restoreAllMocks());

/** A desk that keeps what it is told. */
function deskWith(changes: Partial<Record<"watch" | "sumUp", (...args: never[]) => Promise<unknown>>> = {}) {
  const watched: AlertFacts[] = [];
  const summed: [day: string, facts: SummaryFacts][] = [];
  const stub = {
    watch: async (facts: AlertFacts) => (watched.push(facts), null),
    sumUp: async (day: string, facts: SummaryFacts) => void summed.push([day, facts]),
    ...changes,
  };
  const ALERT_DESK = { idFromName: (name: string) => name, get: () => stub as unknown as AlertDesk };
  return { watched, summed, bindings: { ...env, ALERT_DESK } };
}

describe("the Cron Trigger of the alerts", () => {
  test("hands the sums of the last quarter of an hour to the desk, which opens episodes", async () => {
    await watch(env);
    const asked = counts.readSums.mock.calls[0]?.[1];
    expect(asked).toMatchObject({ merchantId: null, by: "minute" });
    expect((asked?.to ?? 0) - (asked?.from ?? 0)).toBe(15 * MINUTE);
    const view = await alertDesk(env)?.view();
    expect(view?.watchedAt).not.toBeNull();
    expect(view?.episodes.map(({ rule, subject, seen }) => [rule, subject, seen]).toSorted()).toEqual([
      ["gateway_key_refused", "mch_a", 2],
      ["merchant_unknown_share", "mch_a", 40],
      ["unknown_share", "deployment", 40],
    ]);
    expect(lines).toEqual([]);
  });

  test("reads what was counted, and not what is older than a quarter of an hour", async () => {
    const minute = Math.floor(Date.now() / MINUTE) * MINUTE;
    const count = (number: number, at: number, merchantId: string) => {
      const sums = { "alarm:gateway_key_refused": 1, "answer:gateway_unavailable:unknown": 1 };
      const minutes = [{ at, whole: sums, merchants: { [merchantId]: sums } }];
      return statsObject(env.MERCHANT_STATS, at).take({ isolate: "isolate-1", number, minutes });
    };
    await count(1, minute, "mch_now");
    await count(2, minute - 20 * MINUTE, "mch_before");
    await watchOnSchedule({}, env);
    const episodes = (await alertDesk(env)?.view())?.episodes;
    expect(episodes?.map(({ rule, subject }) => [rule, subject])).toEqual([["gateway_key_refused", "mch_now"]]);
  });

  test("tells when each card programme was last pulled", async () => {
    const at = Date.parse("2026-11-01T00:00:00Z");
    const head = { version: "v1", previous: null, records: 1, bins: 1, pulledAt: at, source: "push" };
    await env.CARD_PROGRAMS.put("head:acme_cards", JSON.stringify(head), { metadata: head });
    const { watched, bindings } = deskWith();
    await watch(bindings);
    expect(watched[0]?.programmes).toEqual([{ id: "acme_cards", pulledAt: at }]);
  });

  test("says that counts or programmes cannot be read, in the log and to the desk", async () => {
    counts.sumsByMerchant.mockRejectedValue(new Error("down"));
    const { watched, bindings } = deskWith();
    const down = { list: () => Promise.reject(new Error("down")) };
    await watch({ ...bindings, CARD_PROGRAMS: down });
    expect(watched).toEqual([{ counts: null, programmes: null }]);
    expect(lines).toEqual([{ task: "watch", problem: "counts_unavailable" }]);
  });

  test("sums up the last 24 hours where the desk says that it is time", async () => {
    const { summed, bindings } = deskWith({ watch: async () => "2026-12-01" });
    await watch(bindings);
    expect(summed.pop()?.[1].audit).toBeNull();
    const head = await auditLogOf(env).ask({
      by: "jo",
      limit: "all",
      operation: "changeAlerts",
      target: "alerts",
      conditional: false,
      requestId: "r1",
    });
    await watch(bindings);
    expect(counts.readSums.mock.lastCall?.[1]).toMatchObject({ merchantId: null, by: "hour" });
    expect(summed).toMatchObject([
      ["2026-12-01", { sums: { "answer:eligible:visa": 120 }, rules: { due: 0 }, audit: head }],
    ]);
  });

  test.each<[string, object, unknown[]]>([
    [
      "the desk is down",
      deskWith({ watch: () => Promise.reject(new Error("down")) }).bindings,
      [{ problem: "desk_unavailable" }],
    ],
    [
      "somebody is to be told and no desk is bound",
      { ...env, ALERT_DESK: undefined, ALERT_URL: "https://alerts.example" },
      [{ problem: "desk_missing" }],
    ],
    ["no desk is bound and nobody is to be told", { ...env, ALERT_DESK: undefined }, []],
  ])("throws nothing where %s", async (_name, bindings, said) => {
    await watch(bindings);
    expect(lines).toEqual(said.map((line) => ({ task: "watch", ...(line as object) })));
  });
});
