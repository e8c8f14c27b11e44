import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { STATUSES } from "../../../contract/lists.ts";
import { arrows, elementStatesPage, PAGE } from "../../../tools/docs/element-states.ts";

const page = elementStatesPage();

test("the page of the element's states is current (run `npm run states` after a change of the table)", () => {
  expect(readFileSync(PAGE, "utf8")).toBe(page);
});

test("every status can be reached in the picture", () => {
  expect(new Set(arrows().map(({ to }) => to))).toEqual(new Set(STATUSES));
});
