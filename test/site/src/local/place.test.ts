import { expect, test } from "vitest";
import { askableSandbox, sandboxOf } from "../../../../site/src/local/place.ts";

test.each([
  ["http://localhost:8787/builder", "http://localhost:8788"],
  ["http://127.0.0.1:9000/playground", "http://127.0.0.1:9001"],
  ["https://pay.example.com/builder", null],
  ["https://localhost.example.com/builder", null],
])("beside %s is the sandbox %s", (page, sandbox) => {
  expect(sandboxOf(new URL(page))).toBe(sandbox);
});

test("it is asked where the policy of `npm start` names it: for localhost alone", () => {
  expect(askableSandbox(new URL("http://localhost:8787/builder"))).toBe("http://localhost:8788");
  expect(askableSandbox(new URL("http://127.0.0.1:8787/builder"))).toBeNull();
  expect(askableSandbox(new URL("https://pay.example.com/builder"))).toBeNull();
});
