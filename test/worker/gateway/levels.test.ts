import { describe, expect, test } from "vitest";
import { levelOf } from "../../../worker/gateway/levels.ts";

describe("level", () => {
  test.each([
    ["standard", "consumer"],
    ["Personal", "consumer"],
    ["Visa Infinite", "consumer"],
    ["World Elite", "consumer"],
    ["Corporate", "commercial"],
    ["World Business", "commercial"],
    ["Infinite Business", "commercial"],
    ["PURCHASING", "commercial"],
    ["Small-Business", "commercial"],
    ["Prepaid", "unknown"],
    ["worldly", "unknown"],
    [null, "unknown"],
  ])("%s is %s", (text, level) => {
    expect(levelOf(text)).toBe(level);
  });
});
