import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeHtml } from "../../contract/escape-html.ts";

test("is the text itself once a page has read it, and holds nothing that ends a text or an attribute", () => {
  const read: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  const texts = fc.string({ unit: fc.constantFrom("&", "<", ">", '"', "'", "a", ";", "amp;", "é") });
  fc.assert(
    fc.property(texts, (text) => {
      const html = escapeHtml(text);
      expect(html).not.toMatch(/[<>"']/);
      expect(html.replace(/&([^;&]+);/g, (_, name: string) => read[name] ?? "?")).toBe(text);
    }),
  );
});
