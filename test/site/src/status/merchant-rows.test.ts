/** Ten thousand merchants: found, sorted, paged. */
import { describe, expect, test } from "vitest";
import { listMerchants, PAGE_ROWS, showMerchants, type Wish } from "../../../../site/src/status/merchant-rows.ts";
import type { MerchantRow } from "../../../../site/src/status/read/merchants.ts";

const merchant = (id: string, more: Partial<MerchantRow> = {}): MerchantRow => {
  const rest = {
    mode: "live",
    gateway: "koipay_live",
    enabled: true,
    updatedAt: 1,
    place: "US-IL",
    brands: [],
    lapses: [],
  };
  return { id, name: id, ...rest, ...more };
};
const WISH: Wish = { search: "", kind: "all", sort: "name", page: 0 };
const list = (merchants: MerchantRow[]) => listMerchants(merchants, new Map(), new Map());
const idsOf = (merchants: MerchantRow[], wish: Partial<Wish>) =>
  showMerchants(list(merchants), { ...WISH, ...wish }).rows.map(({ id }) => id);

describe("a search", () => {
  const all = [
    merchant("mch_a", { name: "Café Örn" }),
    merchant("mch_b", { name: "Books", place: "US-CO" }),
    merchant("mch_c", { gateway: "fluidpay_live" }),
  ];
  test.each([
    ["cafe orn", ["mch_a"]],
    ["ÖRN café", ["mch_a"]],
    ["us-co", ["mch_b"]],
    ["fluid", ["mch_c"]],
    ["mch_", ["mch_b", "mch_a", "mch_c"]],
    ["cafe books", []],
  ])("for %s", (search, ids) => {
    expect(idsOf(all, { search })).toEqual(ids);
  });
});

test("says what wants a look, from the list, the last day and the merchant's own warnings", () => {
  const lapses = [
    { brand: "visa", on: "2026-12-12", daysLeft: 14 },
    { brand: "amex", on: "2027-01-20", daysLeft: 53 },
  ];
  const taxNotice = { place: "US-AL", taxed: "yes", amiss: 3, surcharges: 9 };
  const [shown] = listMerchants(
    [merchant("mch_a", { lapses, taxNotice })],
    new Map([["mch_a", { answers: 20, unknownShare: 0.1 }]]),
    new Map([["mch_a", ["accepts is missing"]]]),
  );
  expect(shown?.warnings).toEqual([
    "Many answers of the last 24 hours are unknown",
    "visa lapses from 2026-12-12 on",
    "Tax on the surcharge: 3 of 9 do not go with the law of US-AL",
    "accepts is missing",
  ]);
});

test("shows a kind alone", () => {
  const all = [merchant("mch_a"), merchant("mch_b", { mode: "test" }), merchant("mch_c", { enabled: false })];
  expect(idsOf(all, { kind: "test" })).toEqual(["mch_b"]);
  expect(idsOf(all, { kind: "off" })).toEqual(["mch_c"]);
  expect(idsOf(all, { kind: "warned" })).toEqual([]);
});

test("sorts by what was done, what is not known last", () => {
  const activities = new Map([
    ["mch_a", { answers: 5, unknownShare: 0.5 }],
    ["mch_c", { answers: 9, unknownShare: 0 }],
  ]);
  const listed = listMerchants(
    ["mch_a", "mch_b", "mch_c"].map((id) => merchant(id)),
    activities,
    new Map(),
  );
  const by = (sort: Wish["sort"]) => showMerchants(listed, { ...WISH, sort }).rows.map(({ id }) => id);
  expect(by("answers")).toEqual(["mch_c", "mch_a", "mch_b"]);
  expect(by("unknown")).toEqual(["mch_a", "mch_c", "mch_b"]);
});

test("ten thousand are paged, and no page shows what another does", () => {
  const all = Array.from({ length: 10_000 }, (_, index) => merchant(`mch_${index}`));
  const { pages, found } = showMerchants(list(all), WISH);
  expect([pages, found]).toEqual([10_000 / PAGE_ROWS, 10_000]);
  const listed = list(all);
  const page = (page: number) => showMerchants(listed, { ...WISH, page }).rows.map(({ id }) => id);
  const seen = new Set([0, 1, 2, pages - 1].flatMap(page));
  expect(seen.size).toBe(4 * PAGE_ROWS);
  expect(showMerchants(list(all), { ...WISH, page: 9_999 }).page).toBe(pages - 1);
});
