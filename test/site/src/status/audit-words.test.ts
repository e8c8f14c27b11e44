/** A recorded change in words. */
import { expect, test } from "vitest";
import { sayEnd, sayField } from "../../../../site/src/status/audit-words.ts";

const CHANGE = {
  number: 1,
  at: "",
  by: "jo",
  limit: "all",
  operation: "",
  target: "",
  conditional: true,
  requestId: "",
  fields: [],
};

test.each([
  [{ path: "rates.visa", before: 250, after: 300 }, "rates.visa: 250 → 300"],
  [{ path: "name", before: "A", after: "B" }, 'name: "A" → "B"'],
  [{ path: "minimumBaseAmount", after: 5 }, "minimumBaseAmount: nothing → 5"],
  [{ path: "buyer", before: null }, "buyer: null → nothing"],
  [{ path: "gatewayKey" }, "gatewayKey"],
])("%o", (field, text) => {
  expect(sayField(field)).toBe(text);
});

test.each([
  ["done", 200, null, "done"],
  ["refused", 412, "precondition_failed", "refused: 412 precondition failed"],
  ["unfinished", null, null, "unfinished"],
])("%s %s %s is %s", (state, status, code, text) => {
  expect(sayEnd({ ...CHANGE, state, status, code })).toBe(text);
});
