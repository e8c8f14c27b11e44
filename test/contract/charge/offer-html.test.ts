/** What an offer shows and sends, by the golden vectors. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { LookupAnswer } from "../../../contract/answers.ts";
import { type OfferOptions, offerHtml } from "../../../contract/server.ts";
import { runs } from "../../support/nightly/runs.ts";

interface OfferCase {
  readonly name: string;
  readonly answer: LookupAnswer;
  readonly options: OfferOptions;
  readonly contains: readonly string[];
  readonly lacks: readonly string[];
}
const { offers }: { offers: [OfferCase, ...OfferCase[]] } = JSON.parse(
  readFileSync("test/vectors/charges.json", "utf8"),
);

test.each(offers)("$name", ({ answer, options, contains, lacks }) => {
  const html = offerHtml(answer, options);
  for (const text of contains) expect(html).toContain(text);
  for (const text of lacks) expect(html).not.toContain(text);
});

test("writes money as the shopper's language does", () => {
  const [{ answer, options }] = offers;
  const labels = { base: "b", surcharge: "s {rate}", surchargeTax: "t", total: "g", accept: "a {total}", decline: "d" };
  expect(offerHtml(answer, options)).toContain("<dd>$128.75</dd>");
  expect(offerHtml(answer, { ...options, labels, locale: "de" })).toContain("<dd>128,75\u00a0$</dd>");
});

test("nothing that is given can add an element or leave its attribute", () => {
  const [{ answer, options }] = offers;
  const elements = (html: string) => html.match(/<[^>]*>/g)?.map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));
  const plain = elements(offerHtml(answer, { ...options, fields: { name: "value" } }));
  const text = fc.string({ unit: fc.constantFrom("<", ">", '"', "'", "&", "a", " ", "=") });
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 5, maxLength: 5 }),
      ([message = "", action = "", value = "", link = "", disclosure = ""]) => {
        const html = offerHtml(
          { ...answer, message, disclosure },
          { action, fields: { name: value }, anotherCard: link },
        );
        expect(elements(html)).toEqual(plain);
      },
    ),
    { numRuns: runs(300) },
  );
});
