/** What a book leaves of a sale on a day, and which of two leaves more. */
import { describe, expect, it } from "vitest";
import { compileRules, type RuleBook } from "../../../worker/rules/book.ts";
import { isWider, type Leeway, leewayOf, type SaleKind, type Within } from "../../../worker/rules/leeway.ts";
import type { BookRow } from "../../../worker/rules/schema.ts";
import { placeOf } from "../../support/merchant/deciding.ts";
import { rules } from "../../support/rules/frozen-book.ts";

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

/** The frozen book with rows changed by id; null takes one out. */
function edited(changes: Readonly<Record<string, Partial<BookRow> | null>>): RuleBook {
  const rows = rules.rows.flatMap((row): BookRow[] => {
    const change = changes[row.id];
    return change === null ? [] : [{ ...row, ...change }];
  });
  return compileRules(rows, rules.version);
}

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
});
