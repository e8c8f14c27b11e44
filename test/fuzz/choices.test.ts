import { expect, test } from "vitest";
import { Choices } from "./choices.ts";

test("each byte is one choice, and after the end all are 0", () => {
  const choices = new Choices(Uint8Array.of(4, 255, 0, 0, 1, 2));
  expect(choices.of(["a", "b", "c"])).toBe("b");
  expect(choices.byte()).toBe(255);
  expect(choices.whole()).toBe(258);
  expect([choices.byte(), choices.of(["a", "b"])]).toEqual([0, "a"]);
});
