import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readFigure } from "../../../tools/figures/record.ts";
import { type NightlyFigure, recordNight } from "../../../tools/nightly/record.ts";

const folder = mkdtempSync(join(tmpdir(), "nightly-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ran = (part: string, cases: number) => ({
  result: { part, seconds: 5, passed: 1, failed: 0, skipped: 0, isGood: true },
  properties: [{ file: "a.test.ts", test: "holds", cases, seconds: 1 }],
  compatibility: [],
  short: [],
});

test("a part that ran by itself replaces its own rows alone", () => {
  recordNight([ran("reading", 10), ran("build", 20)], { share: 0.5, wholeSeconds: 9, folder });
  recordNight([ran("build", 30)], { share: 1, wholeSeconds: null, folder });
  const data = readFigure<NightlyFigure>("nightly", folder)?.data;
  expect(data?.wholeSeconds).toBe(9);
  expect(data?.parts.map(({ part, share }) => [part, share])).toEqual([
    ["reading", 0.5],
    ["build", 1],
  ]);
  expect(data?.properties.map(({ part, cases }) => [part, cases])).toEqual([
    ["reading", 10],
    ["build", 30],
  ]);
});
