import { expect, test } from "vitest";
import { type FileTime, fileOf, slowFirst } from "../../../tools/checkout/file-times.ts";

const time = (file: string, seconds: number, project = "node"): FileTime => ({ file, project, seconds, tests: 1 });
const TIMES = [time("a.test.ts", 2), time("b.test.ts", 30, "whole"), time("c.test.ts", 7, "worker")];

test("slow files come first, whatever their project, and one that is new before all of them", () => {
  const files = [...TIMES, time("new.test.ts", 0)].map(({ file, project }) => ({ file, project }));
  expect(files.toSorted(slowFirst(TIMES)).map(({ file }) => file)).toEqual([
    "new.test.ts",
    "b.test.ts",
    "c.test.ts",
    "a.test.ts",
  ]);
});

test("one file in two projects has a time in each", () => {
  const times = [time("a.test.ts", 1), time("a.test.ts", 9, "worker"), time("b.test.ts", 5)];
  const order = times.toSorted(slowFirst(times)).map(({ file, project }) => `${project} ${file}`);
  expect(order).toEqual(["worker a.test.ts", "node b.test.ts", "node a.test.ts"]);
});

test("where nothing was recorded, the order is as it was", () => {
  expect(TIMES.toSorted(slowFirst([]))).toEqual(TIMES);
});

test("a file is named from the project's folder", () => {
  expect(fileOf(`${process.cwd()}/test/contract/money.test.ts`)).toBe("test/contract/money.test.ts");
});
