import { expect, test } from "vitest";
import type { FigureRecord } from "../../../../tools/figures/record.ts";
import { FLAKY, type FlakyData } from "../../../../tools/figures/sections/flaky.ts";

const candidate = (file: string, why: string, failedRuns: number) => ({ file, why, runs: 4, busyRuns: 2, failedRuns });

test("runs are summed by what the files wait for, and what failed is named with how often", () => {
  const failure = { run: 1, file: "b.test.ts", test: "opens" };
  const data: FlakyData = {
    times: 4,
    busyProcesses: 2,
    candidates: [
      candidate("a.test.ts", "sockets", 0),
      candidate("b.test.ts", "sockets", 2),
      candidate("c.test.ts", "pages", 0),
    ],
    failures: [failure, { ...failure, run: 3 }],
  };
  const { says, table } = FLAKY.tell({ data } as FigureRecord, () => null);
  expect(says).toContain("failed in **2 of 12 runs of a file**");
  expect(says).toContain("What failed, and how often: `b.test.ts`, opens (2).");
  expect(table.slice(1)).toEqual([
    ["sockets", "2", "8", "4", "2"],
    ["pages", "1", "4", "2", "0"],
  ]);
});
