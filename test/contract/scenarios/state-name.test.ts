import { expect, test } from "vitest";
import { StateName } from "../../../contract/lookup.ts";
import { isState } from "../../../widget/service/states.ts";

test.each([
  ["FR", "75", true],
  ["FR", "FR-75", true],
  ["JP", "JP-13", true],
  ["AT", "9", true],
  ["FR", "fr-2a", true],
  ["FR", "Île-de-France", true],
  ["US", "IL", true],
  ["US", "Illinois", true],
  ["FR", "Paris 75", false],
  ["FR", "75001", false],
  ["FR", "FR-75001", false],
  ["FR", "<b>", false],
] as const)("service and element agree on %s %s as a state: %s", (country, text, isOne) => {
  expect(StateName.safeParse(text).success).toBe(isOne);
  expect(isState(text, country)).toBe(isOne);
});
