import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { readFigure, recordFigure } from "../../../tools/figures/record.ts";

const folder = mkdtempSync(join(tmpdir(), "figures-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a figure is read as it was recorded, with machine, day, commit and command", () => {
  const recorded = recordFigure("lookup", { kind: "measured", command: "npm run bench", data: { p50Ms: 1 }, folder });
  expect(readFigure("lookup", folder)).toEqual(recorded);
  expect(recorded).toMatchObject({ name: "lookup", kind: "measured", command: "npm run bench", data: { p50Ms: 1 } });
  expect(recorded.recordedAt).toMatch(/^20\d\d-\d\d-\d\dT.*Z$/);
  expect(recorded.commit).toMatch(/^([0-9a-f]{10}\+?|unknown)$/);
  expect(recorded.machine.cores).toBeGreaterThan(0);
  expect(readFileSync(join(folder, "lookup.json"), "utf8")).toMatch(/\n$/);
});

test("one that was never recorded is null", () => {
  expect(readFigure("no-such-figure", folder)).toBeNull();
});
