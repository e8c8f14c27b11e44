/** What a book leaves of a sale on a day, and which of two leaves more. */
import { describe, expect, it } from "vitest";
import { compileRules } from "../../../worker/rules/book.ts";
import {
  isSame,
  isWider,
  type Leeway,
  leewayOf,
  rowsAbout,
  type SaleKind,
  type Within,
} from "../../../worker/rules/leeway.ts";
import type { BookRow } from "../../../worker/rules/schema.ts";
import { placeOf } from "../../support/merchant/deciding.ts";
import { edited, rules } from "../../support/rules/frozen-book.ts";

const DAY = "2026-11-23";

const sale = (place: string, change: Partial<SaleKind> = {}): SaleKind => ({
  place: placeOf(place),
  brand: "visa",
  funding: "credit",
  level: "consumer",
  isForeign: true,
  isHouseCard: false,
  buyer: "consumer",
  ...change,
});

describe("leewayOf", () => {
  const at = (place: string, change: Partial<SaleKind> = {}, day = DAY, book = rules): Leeway =>
    leewayOf(book, sale(place, change), day);

  it.each<[string, Leeway, Partial<Leeway>]>([
    ["a network's percentage and cost", at("US-OH"), { kind: "within", bps: 300, byCost: true, parity: "none" }],
    [
      "a choice of cost",
      at("US-CO"),
      { bps: 200, fixedBps: 300, choices: [{ rule: "us-co-credit", bps: 200, since: "" }] },
    ],
    ["parity", at("US-OH", { brand: "amex" }), { kind: "within", parity: "lowest" }],
    [
      "what has to be recorded",
      at("US-TX"),
      {
        needs: [
          { rule: "us-tx-credit", kind: "card_price_posted", since: "" },
          { rule: "us-tx-credit", kind: "sign_off", since: "" },
        ],
      },
    ],
    [
      "parity with what costs as much",
      at("US-OH", {}, DAY, edited({ "us-visa-credit": { parity: "costlier" } })),
      { parity: "costlier" },
    ],
    ["a bar", at("US-CT"), { kind: "nothing", reason: "region_prohibited", rules: ["us-ct-all"] }],
    ["a bar on own cards", at("US-MN", { isHouseCard: true }), { kind: "nothing", reason: "region_prohibited" }],
    ["no row", at("KR"), { kind: "nothing", reason: "region_not_covered", rules: [] }],
    ["a lapse", at("US-OH", {}, "2026-12-31"), { reason: "rules_expired", rules: ["us-visa-credit"] }],
  ])("tells %s", (_, leeway, expected) => {
    expect(leeway).toMatchObject(expected);
  });

  it("gives the reason that decide gives where a place has several", () => {
    const book = edited({ "us-visa-credit": null, "us-oh-credit": { status: "prohibited", maxBps: 0 } });
    expect(at("US-OH", {}, DAY, book)).toMatchObject({ reason: "region_prohibited", rules: ["us-oh-credit"] });
  });
});

describe("leewayOf several rows", () => {
  const [visa, row] = ["us-visa-credit", "us-oh-credit"].map((id) => rules.rows.find((one) => one.id === id));
  if (visa === undefined || row === undefined) throw new Error("a row of the frozen book is missing");
  const of = (...changes: readonly Partial<BookRow>[]): Leeway => {
    const rows = changes.map((change, at) => ({
      ...row,
      basis: "fixed" as const,
      maxBps: 300,
      id: `us-oh-${at}`,
      ...change,
    }));
    return leewayOf(compileRules([{ ...visa, basis: "fixed", maxBps: 300 }, ...rows], "made-up"), sale("US-OH"), DAY);
  };
  const sum = (amount: number, currency = "USD") => ({ maxAmount: { amount, currency } });

  it("takes the lowest sum of each currency, whichever row stands first", () => {
    const expected = { amounts: { USD: 100, CAD: 300 } };
    expect(of(sum(100), sum(200), sum(300, "CAD"))).toMatchObject(expected);
    expect(of(sum(300, "CAD"), sum(200), sum(100))).toMatchObject(expected);
  });

  it("has the cost as a limit where any row has, and not where none has", () => {
    expect(of({}, { maxBps: 200 })).toMatchObject({ bps: 200, byCost: false });
    expect(of({}, { basis: "both", maxBps: 200 })).toMatchObject({ bps: 200, byCost: true });
    expect(of({ basis: "cost-of-acceptance", maxBps: null }, {})).toMatchObject({ bps: 300, byCost: true });
  });

  it("tells an issuer outside the EEA from one inside", () => {
    const limit = { basis: "fixed" as const, maxBps: 300 };
    const gb = { ...row, ...limit, id: "gb-foreign", places: ["GB"], cards: ["non-EEA-issued" as const] };
    const book = compileRules([gb], "made-up");
    const [outside, inside] = [true, false].map((isForeign) => leewayOf(book, sale("GB", { isForeign }), DAY));
    expect(outside).toMatchObject({ rules: ["gb-foreign"] });
    expect(inside).toMatchObject({ kind: "nothing", reason: "region_not_covered", rules: [] });
  });

  it("names every row, and what has to be recorded in the order of its kinds", () => {
    const leeway = of(
      { id: "us-oh-b", requires: ["sign_off", "card_price_posted"] },
      { id: "us-oh-a", requires: ["sign_off"] },
    );
    expect(leeway).toMatchObject({
      rules: ["us-oh-a", "us-oh-b", "us-visa-credit"],
      needs: [
        { rule: "us-oh-b", kind: "card_price_posted" },
        { rule: "us-oh-a", kind: "sign_off" },
        { rule: "us-oh-b", kind: "sign_off" },
      ],
    });
  });
});

describe("rowsAbout", () => {
  const row = rules.rows.find(({ id }) => id === "us-oh-credit");
  if (row === undefined) throw new Error("a row of the frozen book is missing");
  const made = (id: string, change: Partial<BookRow>): BookRow => ({ ...row, id, ...change });
  const book = compileRules(
    [
      made("us-credit", { places: ["US"], cards: ["credit", "house"] }),
      made("us-charge", { places: ["US"], cards: ["charge"] }),
      made("us-business", { places: ["US"], cards: ["credit"], buyers: ["business"] }),
      made("us-oh", { cards: ["consumer-credit"] }),
      made("us-oh-commercial", { cards: ["commercial"] }),
    ],
    "made-up",
  );
  const ids = (change: Partial<SaleKind> = {}) => {
    const { country, state, all } = rowsAbout(book, sale("US-OH", change));
    expect(all).toEqual([...country, ...state]);
    return [country, state].map((rows) => rows.map(({ id }) => id));
  };

  it("has those of the country and of the state that any word of the sale means", () => {
    expect(ids()).toEqual([["us-credit"], ["us-oh"]]);
    expect(ids({ level: "commercial" })).toEqual([["us-credit"], ["us-oh-commercial"]]);
    expect(ids({ funding: "charge" })).toEqual([["us-charge"], []]);
    expect(ids({ funding: "charge", isHouseCard: true })).toEqual([["us-credit", "us-charge"], []]);
    expect(ids({ buyer: "business" })).toEqual([["us-credit", "us-business"], ["us-oh"]]);
  });
});

describe("isWider", () => {
  const within = (change: Partial<Within> = {}): Within => ({
    kind: "within",
    bps: 300,
    fixedBps: 300,
    byCost: false,
    choices: [],
    amounts: {},
    parity: "none",
    needs: [],
    rules: [],
    ...change,
  });
  const nothing: Leeway = { kind: "nothing", reason: "region_prohibited", rules: [] };
  const need = (rule: string, since = "") => ({ rule, kind: "sign_off" as const, since });
  const choice = (bps: number, since = "") => [{ rule: "us-a", bps, since }];

  it.each<[string, Leeway, Leeway, boolean]>([
    ["something after nothing", nothing, within(), true],
    ["nothing after something", within(), nothing, false],
    ["the same", within(), within(), false],
    ["a higher percentage", within(), within({ bps: 301, fixedBps: 301 }), true],
    ["a lower percentage", within(), within({ bps: 299, fixedBps: 299 }), false],
    ["no cost test", within({ byCost: true }), within(), true],
    ["a cost test", within(), within({ byCost: true }), false],
    ["a choice of cost", within({ bps: 200, fixedBps: 200 }), within({ bps: 200, choices: choice(200) }), true],
    [
      "no choice of a cost that is lower",
      within({ bps: 200, choices: choice(200) }),
      within({ bps: 200, fixedBps: 200 }),
      true,
    ],
    [
      "no choice of cost where the cost is a limit anyway",
      within({ bps: 200, byCost: true, choices: choice(200) }),
      within({ bps: 200, byCost: true, fixedBps: 200 }),
      false,
    ],
    [
      "a higher percentage beside a choice",
      within({ bps: 200, choices: choice(200) }),
      within({ bps: 200, choices: choice(200), fixedBps: 400 }),
      true,
    ],
    [
      "a choice that older words make",
      within({ bps: 200, choices: choice(200, "2026-01-01") }),
      within({ bps: 200, choices: choice(200) }),
      true,
    ],
    ["a higher sum", within({ amounts: { USD: 100 } }), within({ amounts: { USD: 101 } }), true],
    ["no sum", within({ amounts: { USD: 100 } }), within(), true],
    ["a sum in one currency more", within({ amounts: { USD: 1 } }), within({ amounts: { USD: 1, CAD: 1 } }), false],
    ["weaker parity", within({ parity: "lowest" }), within({ parity: "costlier" }), true],
    ["stronger parity", within({ parity: "costlier" }), within({ parity: "lowest" }), false],
    ["less to record", within({ needs: [need("us-a")] }), within(), true],
    ["more to record", within(), within({ needs: [need("us-a")] }), false],
    ["another rule's record", within({ needs: [need("us-a")] }), within({ needs: [need("us-b")] }), true],
    ["older words", within({ needs: [need("us-a", "2026-06-01")] }), within({ needs: [need("us-a")] }), true],
    ["newer words", within({ needs: [need("us-a")] }), within({ needs: [need("us-a", "2026-06-01")] }), false],
  ])("with %s", (_, before, after, expected) => {
    expect(isWider(before, after)).toBe(expected);
  });

  it("is false where only a rule asks of which nobody can have recorded anything", () => {
    const [before, after] = [within({ needs: [need("us-a")] }), within({ needs: [need("us-b")] })];
    expect(isWider(before, after, (rule) => rule === "us-a")).toBe(false);
    expect(isWider(before, within(), (rule) => rule === "us-a")).toBe(true);
  });

  describe("by what has to be recorded", () => {
    const asks = (...needs: readonly (readonly [rule: string, kind: "sign_off" | "card_price_posted"])[]) =>
      within({ needs: needs.map(([rule, kind]) => ({ rule, kind, since: "" })) });
    const isKnown = (rule: string) => rule !== "us-new";

    it.each<[string, Within, Within, boolean]>([
      ["fewer of a kind", asks(["us-a", "sign_off"], ["us-b", "sign_off"]), asks(["us-new", "sign_off"]), true],
      ["another kind instead", asks(["us-a", "sign_off"]), asks(["us-new", "card_price_posted"]), true],
      [
        "two rules that change their kinds",
        asks(["us-a", "sign_off"], ["us-b", "card_price_posted"]),
        asks(["us-b", "sign_off"], ["us-a", "card_price_posted"]),
        true,
      ],
      [
        "another rule's record beside one that nobody can have",
        asks(["us-a", "sign_off"]),
        asks(["us-b", "sign_off"], ["us-new", "sign_off"]),
        false,
      ],
      ["the same", asks(["us-a", "sign_off"]), asks(["us-a", "sign_off"]), false],
    ])("with %s", (_, before, after, expected) => {
      expect(isWider(before, after, isKnown)).toBe(expected);
    });
  });

  it("of nothing, whatever the reasons, is false", () => {
    expect(isWider(nothing, { ...nothing, reason: "rules_expired" })).toBe(false);
  });

  describe("isSame", () => {
    it.each<[string, Leeway, Leeway, boolean]>([
      ["nothing for one reason, by other rules", nothing, { ...nothing, rules: ["us-a"] }, true],
      ["nothing for another reason", nothing, { ...nothing, reason: "rules_expired" }, false],
      ["something and nothing", within(), nothing, false],
      ["nothing and something", nothing, within(), false],
      ["the same, by other rules", within(), within({ rules: ["us-a"] }), true],
      ["a higher percentage", within(), within({ fixedBps: 301 }), false],
      ["a lower percentage", within(), within({ fixedBps: 299 }), false],
    ])("of %s", (_, a, b, expected) => {
      expect(isSame(a, b)).toBe(expected);
    });
  });
});
