/** A span of time is asked for in whole steps, within what the service gives at once, and drawn without holes. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { fillPeriods, queryOf, RANGE_NAMES, rangeOf } from "../../../../site/src/status/ranges.ts";

const NOW = Date.parse("2026-11-28T12:34:56Z");
const DAY = 86_400_000;
/** What `GET /v1/admin/stats` gives at most. */
const MOST = { minute: DAY, hour: 31 * DAY, day: 800 * DAY };

test.each([
  ["now", "minute", "2026-11-28T12:20:00.000Z", "2026-11-28T12:35:00.000Z"],
  ["hour", "minute", "2026-11-28T11:35:00.000Z", "2026-11-28T12:35:00.000Z"],
  ["day", "hour", "2026-11-27T13:00:00.000Z", "2026-11-28T13:00:00.000Z"],
  ["month", "day", "2026-10-30T00:00:00.000Z", "2026-11-29T00:00:00.000Z"],
  ["year", "day", "2025-11-29T00:00:00.000Z", "2026-11-29T00:00:00.000Z"],
] as const)("%s", (name, by, from, to) => {
  expect(queryOf(rangeOf(name, NOW), null)).toBe(new URLSearchParams({ by, from, to }).toString());
  expect(new URLSearchParams(queryOf(rangeOf(name, NOW), "mch_a")).get("merchant")).toBe("mch_a");
});

test("holds the present moment, and is never more than the service gives", () => {
  fc.assert(
    fc.property(fc.constantFrom(...RANGE_NAMES), fc.nat(4_000_000_000_000), (name, now) => {
      const { from, to, by, stepMs } = rangeOf(name, now);
      expect(from <= now && now < to).toBe(true);
      expect(from % stepMs === 0 && to % stepMs === 0).toBe(true);
      expect(to - from).toBeLessThanOrEqual(MOST[by]);
    }),
  );
});

test("where nothing was counted is an empty period, and what is outside is left out", () => {
  const range = rangeOf("now", NOW);
  const filled = fillPeriods(
    [
      { at: range.from - 60_000, sums: { a: 1 } },
      { at: range.from + 60_000, sums: { a: 2 } },
    ],
    range,
  );
  expect(filled).toHaveLength(15);
  expect(filled.map(({ sums }) => sums["a"] ?? 0)).toEqual([0, 2, ...Array<number>(13).fill(0)]);
  expect(filled.map(({ at }) => at)).toEqual(filled.map((_, step) => range.from + step * 60_000));
});
