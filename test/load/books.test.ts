/** The books must notice what is lost, doubled or undone, and bear with what nobody was told. */
import { expect, test } from "vitest";
import { merchantBook, outcomeBook } from "./books.ts";

const sale = (base: number) => ({ sales: 1, base, surcharge: base / 100, surchargeTax: 0 });
const ONE = sale(100);

test("an acknowledged outcome that is lost, doubled or changed is noticed", () => {
  const book = outcomeBook();
  book.sent("a", ONE);
  book.acknowledged("a");
  expect(book.complaint(ONE)).toBeNull();
  expect(book.complaint({ ...ONE, sales: 0, base: 0, surcharge: 0 })).not.toBeNull();
  expect(book.complaint({ ...ONE, sales: 2, base: 200, surcharge: 2 })).not.toBeNull();
  expect(book.complaint({ ...ONE, surcharge: 2 })).not.toBeNull();
  expect(book.acknowledgedCount()).toBe(1);
});

test("one without an answer may be there or not, until its retry is answered", () => {
  const book = outcomeBook();
  book.sent("a", ONE);
  const none = { sales: 0, base: 0, surcharge: 0, surchargeTax: 0 };
  expect(book.complaint(none)).toBeNull();
  expect(book.complaint(ONE)).toBeNull();
  expect(book.unanswered()).toEqual(["a"]);
  book.acknowledged("a");
  expect(book.complaint(none)).not.toBeNull();
  expect(book.unanswered()).toEqual([]);
});

test("a merchant has the rate that was acknowledged last, or one that was sent since", () => {
  const book = merchantBook();
  book.sent("mch_a", 100);
  book.acknowledged("mch_a", 100, "request-1");
  book.sent("mch_a", 200);
  expect(book.complaint("mch_a", 100)).toBeNull();
  expect(book.complaint("mch_a", 200)).toBeNull();
  book.acknowledged("mch_a", 200, "request-2");
  expect(book.complaint("mch_a", 100)).toContain("mch_a");
  expect(book.complaint("mch_a", undefined)).not.toBeNull();
  expect(book.requestIds()).toEqual(["request-1", "request-2"]);
  expect(book.ids()).toEqual(["mch_a"]);
});
