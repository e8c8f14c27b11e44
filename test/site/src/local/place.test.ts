import { expect, test } from "vitest";
import { sandboxOf } from "../../../../site/src/local/place.ts";

test.each([
  ["http://localhost:8787/builder", "http://localhost:8788"],
  ["http://127.0.0.1:9000/playground", "http://127.0.0.1:9001"],
  ["https://pay.example.com/builder", null],
  ["https://localhost.example.com/builder", null],
])("beside %s is the sandbox %s", (page, sandbox) => {
  expect(sandboxOf(new URL(page))).toBe(sandbox);
});
