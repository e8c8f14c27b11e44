/** The line of a chart's steps. */
import { expect, test } from "vitest";
import { drawSteps } from "../../../../../site/src/status/view/steps.ts";

/** What is drawn of these values: periods are 10 wide, and a value stands as high as it is. */
function drawn(values: readonly (number | null)[]): readonly string[] {
  const path: string[] = [];
  drawSteps(
    values,
    (index) => index * 10,
    (value) => value,
    { moveTo: (x, y) => path.push(`to ${x},${y}`), lineTo: (x, y) => path.push(`line ${x},${y}`) },
  );
  return path;
}

test("a period that stands alone has a line as long as it is, the last one too", () => {
  expect(drawn([null, 7, null, 5])).toEqual(["to 10,7", "line 20,7", "to 30,5", "line 40,5"]);
});

test("neighbours are joined, and nothing is drawn over a gap", () => {
  expect(drawn([3, 4, null])).toEqual(["to 0,3", "line 10,3", "line 10,4", "line 20,4"]);
  expect(drawn([null, null])).toEqual([]);
});
