import { expect, test } from "vitest";
import { StateName } from "../../../contract/lookup.ts";
import { readState } from "../../../widget/service/states.ts";

test.each([
  ["FR", "75", true],
  ["FR", "FR-75", true],
  ["JP", "JP-13", true],
  ["AT", "9", true],
  ["FR", "fr-2a", true],
  ["FR", "Île-de-France", true],
  ["US", "IL", true],
  ["US", "Illinois", true],
  ["FR", "Paris 75", true],
  ["FR", "75001", true],
  ["IT", "Valle d'Aosta/Vallée d'Aoste", true],
  ["UA", "UA05", true],
  ["CA", "Newfoundland & Labrador", true],
  ["US", "N.\u00a0Y.", true],
  ["FR", "x".repeat(65), false],
] as const)("service and element agree on %s %s as a state: %s", (country, text, isOne) => {
  expect(StateName.safeParse(text).success).toBe(isOne);
  const asked = readState(text, country);
  // Where states do not matter none is asked about, whatever the text.
  if (isOne) expect(asked).toBeDefined();
  expect(StateName.safeParse(asked ?? "").success).toBe(true);
});
