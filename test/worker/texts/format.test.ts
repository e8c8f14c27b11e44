import { expect, test } from "vitest";
import { formatList } from "../../../worker/texts/format.ts";
import { ar } from "../../../worker/texts/locales/ar.ts";
import { en } from "../../../worker/texts/locales/en.ts";
import { he } from "../../../worker/texts/locales/he.ts";

const BRANDS = ["Visa", "Mastercard", "Discover"];

test("a list is one of its language", () => {
  expect(formatList(BRANDS, "conjunction", en)).toBe("Visa, Mastercard, and Discover");
  expect(formatList(BRANDS, "disjunction", en)).toBe("Visa, Mastercard, or Discover");
  expect(formatList([], "disjunction", en)).toBe("");
});

test.each([ar, he])("in a right-to-left language each item is isolated, and nothing between them: $locale", (texts) => {
  const list = formatList(BRANDS, "conjunction", texts);
  for (const brand of BRANDS) expect(list).toContain(`\u2068${brand}\u2069`);
  // What is left gives the list its direction: the language's own letters, and none of ours.
  const between = list.replace(/\u2068[^\u2069]*\u2069/g, "");
  expect(between).toMatch(/[\u0590-\u06ff]/);
  expect(between).not.toMatch(/[a-z]/i);
});
