import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64, toBase64 } from "../../worker/base64.ts";

test("bytes become base64 text and come back from it, whatever they are", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString("base64");
      expect(toBase64(bytes)).toBe(text);
      expect([...fromBase64(text)]).toEqual([...bytes]);
    }),
  );
});

test("a text that is no base64 is refused", () => {
  expect(() => fromBase64("*")).toThrow();
});
