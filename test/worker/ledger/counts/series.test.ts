import { describe, expect, test } from "vitest";
import { PROBLEM_CODES, REASONS } from "../../../../contract/lists.ts";
import {
  alarmKey,
  answerKey,
  breakerKey,
  failedKey,
  fundingKey,
  LOST_COUNTS,
  limitedKey,
  OTHER_RELEASE,
  ownKey,
  POLICY_SERVED,
  placeKey,
  refusedKey,
  releaseKey,
  SERIES,
  seriesOf,
  sourceKey,
  taxKey,
  tookKey,
  upstreamKey,
} from "../../../../worker/ledger/counts/series.ts";

describe("a key is its series and values", () => {
  test.each([
    [answerKey("eligible", "visa"), "answer:eligible:visa"],
    [fundingKey("charge"), "funding:charge"],
    [placeKey({ country: "US", state: "IL" }, "surcharge"), "place:US-IL:surcharge"],
    [placeKey({ country: "US", state: null }, "unknown"), "place:US:unknown"],
    [placeKey({ country: "GB", state: null }, "none"), "place:GB:none"],
    [placeKey({ country: "GB", state: "typed by somebody" }, "none"), "place:GB:none"],
    [placeKey({ country: "US", state: "ZZ" }, "none"), "place:US:none"],
    [sourceKey("ticket"), "source:ticket"],
    [taxKey("left_out"), "tax:left_out"],
    [upstreamKey("calls"), "upstream:calls"],
    [breakerKey("key_refused"), "breaker:key_refused"],
    [limitedKey("stranger"), "limited:stranger"],
    [failedKey(503), "failed:503"],
    [refusedKey("rate_limited"), "refused:rate_limited"],
    [alarmKey("rules_refused"), "alarm:rules_refused"],
    [POLICY_SERVED, "policy:served"],
    [LOST_COUNTS, "lost:counts"],
  ])("%s", (key, expected) => {
    expect(key).toBe(expected);
  });

  test.each([
    [0, "10"],
    [10, "10"],
    [10.5, "25"],
    [3_200, "3200"],
    [3_201, "more"],
    [Number.NaN, "more"],
  ])("%s ms is counted at the next bound", (ms, bound) => {
    expect(tookKey(ms)).toBe(`took:${bound}`);
    expect(ownKey(ms)).toBe(`own:${bound}`);
  });

  test.each([
    ["1.4.0", "release:1.4.0"],
    ["2.0.0-beta.1", "release:2.0.0-beta.1"],
    ["", OTHER_RELEASE],
    ["latest", OTHER_RELEASE],
    ["1.4.0:lost", OTHER_RELEASE],
    ["1.4.0-<script>", OTHER_RELEASE],
    [`1.0.0-${"a".repeat(21)}`, OTHER_RELEASE],
  ])("version '%s' counts as %s", (version, key) => {
    expect(releaseKey(version)).toBe(key);
  });
});

test("every key's series is in the vocabulary, and nothing else is", () => {
  expect(new Set(REASONS.map((reason) => seriesOf(answerKey(reason, "other"))))).toEqual(new Set(["answer"]));
  expect(PROBLEM_CODES.map((code) => seriesOf(refusedKey(code)))).not.toContain("failed");
  for (const series of Object.keys(SERIES)) expect(seriesOf(`${series}:x`)).toBe(series);
  for (const key of ["", "answer", "answers:x", ":x", "toString:x", "__proto__:x"])
    expect(() => seriesOf(key)).toThrow(/must begin with one of answer, funding/);
});
