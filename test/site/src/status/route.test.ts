/** The address of a view, there and back. */
import { expect, test } from "vitest";
import { addressOf, routeOf, VIEW_NAMES } from "../../../../site/src/status/route.ts";

test.each(VIEW_NAMES)("%s has an address of its own", (view) => {
  expect(routeOf(addressOf({ view }))).toEqual({ view });
});

test("so has a merchant", () => {
  expect(routeOf(addressOf({ view: "merchant", id: "mch_a-B_9" }))).toEqual({ view: "merchant", id: "mch_a-B_9" });
});

test.each(["", "#", "#/"])("%s is the overview", (fragment) => {
  expect(routeOf(fragment)).toEqual({ view: "overview" });
});

test.each(["#/nowhere", "#/merchants/not_one", "#/merchants/mch_a/more", "#/audit/mch_a", "#/merchants/mch_%3Cimg%3E"])(
  "%s is nowhere, and not silently another view",
  (fragment) => {
    expect(routeOf(fragment)).toEqual({ view: "nowhere" });
  },
);
