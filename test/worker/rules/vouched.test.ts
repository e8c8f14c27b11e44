import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileRules, type RuleBook } from "../../../worker/rules/book.ts";
import type { Retired } from "../../../worker/rules/pack.ts";
import { type BookRow, RuleRow } from "../../../worker/rules/schema.ts";
import { unvouchedWidenings } from "../../../worker/rules/vouched.ts";
import { worldDays } from "../../../worker/surcharge/day.ts";
import { decide } from "../../../worker/surcharge/decide.ts";
import { placeCode } from "../../../worker/surcharge/places.ts";
import type { SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import { placeOf } from "../../support/merchant/deciding.ts";
import { anyRule, anySale, type Sale } from "../../support/merchant/sales.ts";
import "../../support/nightly/nightly.ts";
import { runs } from "../../support/nightly/runs.ts";
import { rules } from "../../support/rules/frozen-book.ts";

/** The first date on earth of most of the random sales. */
const DAY = "2026-11-22";
const book = (rows: readonly BookRow[]): RuleBook => compileRules(rows, "made-up");

function frozen(id: string): BookRow {
  const row = rules.rows.find((one) => one.id === id);
  if (row === undefined) throw new Error(`${id} is missing`);
  return row;
}

const VISA = frozen("us-visa-credit");
const OHIO = frozen("us-oh-credit");
const TEXAS = frozen("us-tx-credit");
const COLORADO = frozen("us-co-credit");
const CONNECTICUT = frozen("us-ct-all");
/** What Connecticut's bar stands over. */
const UNDER_BAR: BookRow = { ...OHIO, id: "us-ct-credit", places: ["US-CT"] };
const BEFORE = [VISA, OHIO, TEXAS, COLORADO, CONNECTICUT, UNDER_BAR];

/** What the book is changed to: rows by id, null for one that is gone, and new rows. */
type Change = Readonly<Record<string, Partial<BookRow> | null>>;

const changed = (change: Change): readonly BookRow[] => [
  ...BEFORE.flatMap((row) => {
    const part = change[row.id];
    return part === null ? [] : [{ ...row, ...part }];
  }),
  ...Object.entries(change).flatMap(([id, row]) =>
    row === null || BEFORE.some((one) => one.id === id) ? [] : [{ ...OHIO, ...row, id }],
  ),
];

const unvouchedRows = (change: Change, retired: readonly Retired[] = []): readonly string[] => {
  const found = unvouchedWidenings(book(BEFORE), book(changed(change)), retired, DAY);
  return [...new Set(found.flatMap(({ rows }) => rows))];
};

const STANDS = { checkedOn: "2026-11-24", by: "Jo Lee" };
const bar: Partial<BookRow> = { status: "prohibited", maxBps: 0, basis: null, requires: [] };

describe("a widening that nobody stands for", () => {
  const WIDENINGS: readonly (readonly [string, string, Partial<BookRow>])[] = [
    ["a cap raised", "us-visa-credit", { maxBps: 400 }],
    ["a cap dropped", "us-visa-credit", { maxBps: null, basis: "cost-of-acceptance" }],
    ["a cost test dropped", "us-visa-credit", { basis: "fixed" }],
    ["a choice of cost given", "us-visa-credit", { basis: "either" }],
    ["a requirement dropped", "us-tx-credit", { requires: [] }],
    ["a bar lifted", "us-ct-all", { status: "allowed", maxBps: null }],
    ["a bar narrowed to other cards", "us-ct-all", { cards: ["debit"] }],
    ["a bar narrowed to one network", "us-ct-all", { networks: ["amex"] }],
    ["a network added", "us-visa-credit", { networks: ["visa", "jcb"] }],
    ["a later lapse", "us-visa-credit", { recheckOn: "2027-02-01" }],
  ];

  it.each(WIDENINGS)("is refused: %s", (_, id, change) => {
    expect(unvouchedRows({ [id]: change })).toEqual([id]);
  });

  it.each(WIDENINGS)("is accepted with a newer check and a name: %s", (_, id, change) => {
    expect(unvouchedRows({ [id]: { ...change, ...STANDS, recheckOn: change.recheckOn ?? null } })).toEqual([]);
    // A name alone, or a date alone, is nobody's word.
    expect(unvouchedRows({ [id]: { ...change, by: "Jo Lee" } })).toEqual([id]);
    expect(unvouchedRows({ [id]: { ...change, checkedOn: STANDS.checkedOn } })).toEqual([id]);
  });

  it("is refused where a state is covered that was not, and accepted with a name", () => {
    const wider = { places: ["US-OH", "US-WY"] };
    expect(unvouchedRows({ "us-oh-credit": wider })).toEqual(["us-oh-credit"]);
    expect(unvouchedRows({ "us-oh-credit": { ...wider, ...STANDS } })).toEqual([]);
    expect(unvouchedRows({ "us-wy-credit": { places: ["US-WY"] } })).toEqual(["us-wy-credit"]);
    expect(unvouchedRows({ "us-wy-credit": { places: ["US-WY"], by: "Jo Lee" } })).toEqual([]);
  });

  it("is refused where a row is gone and no person retired it", () => {
    const gone = (by?: string): Retired => ({ id: "us-ct-all", replacedBy: [], on: DAY, ...(by ? { by } : {}) });
    const change: Change = { "us-ct-all": null };
    expect(unvouchedRows(change)).toEqual(["us-ct-all"]);
    expect(unvouchedRows(change, [gone()])).toEqual(["us-ct-all"]);
    expect(unvouchedRows(change, [gone("Jo Lee")])).toEqual([]);
  });

  it("is refused where a requirement moves to a row of which it is recorded already", () => {
    const before = [VISA, { ...OHIO, requires: ["sign_off" as const] }, { ...OHIO, id: "us-oh-other" }];
    const after = [VISA, OHIO, { ...OHIO, id: "us-oh-other", requires: ["sign_off" as const] }];
    const found = unvouchedWidenings(book(before), book(after), [], DAY);
    expect(new Set(found.flatMap(({ rows }) => rows))).toEqual(new Set(["us-oh-credit"]));
  });

  it("is refused where another row hides it for now: a lapse behind a network's, a cap above a network's", () => {
    const visaLapses = "2026-12-31";
    expect(VISA.recheckOn).toBe(visaLapses);
    const before = [VISA, { ...OHIO, recheckOn: "2027-01-31", maxBps: 400, basis: "fixed" as const }];
    const ohio = (change: Partial<BookRow>) => {
      const after = before.map((row) => (row.id === OHIO.id ? { ...row, ...change } : row));
      return unvouchedWidenings(book(before), book(after), [], DAY).flatMap(({ rows }) => rows);
    };
    expect(ohio({ recheckOn: "2027-02-28" })).toEqual(["us-oh-credit"]);
    expect(ohio({ maxBps: 500 })).toEqual(["us-oh-credit"]);
    expect(ohio({ recheckOn: "2027-02-28", maxBps: 500, ...STANDS })).toEqual([]);
    expect(ohio({ recheckOn: "2027-01-15", maxBps: 350 })).toEqual([]);
  });

  it("is refused where networks' rows hide one for the whole country, where no sale is decided without a state", () => {
    const federal: BookRow = { ...OHIO, id: "us-federal", places: ["US"], basis: "fixed", maxBps: 400 };
    const found = (change: Partial<BookRow>) =>
      unvouchedWidenings(book([VISA, OHIO, federal]), book([VISA, OHIO, { ...federal, ...change }]), [], DAY);
    expect(found({ maxBps: 500 }).flatMap(({ rows }) => rows)).toEqual(["us-federal"]);
    expect(found({ checkedOn: "2026-11-24" }).flatMap(({ rows }) => rows)).toEqual(["us-federal"]);
    expect(found({ maxBps: 500, ...STANDS })).toEqual([]);
    expect(found({ maxBps: 350 })).toEqual([]);
  });

  it("is refused where a percentage rises that only a choice of cost meets", () => {
    const state: BookRow = { ...OHIO, id: "us-co-other", places: ["US-CO"], basis: "fixed", maxBps: 250, by: "Jo Lee" };
    const higher = { ...state, maxBps: 280 };
    const found = unvouchedWidenings(book([...BEFORE, state]), book([...BEFORE, higher]), [], DAY);
    expect(new Set(found.flatMap(({ rows }) => rows))).toEqual(new Set(["us-co-other"]));
  });

  it("is refused where the first limit of a place lets through what nothing did, and accepted with a name", () => {
    const jcb: BookRow = { ...VISA, id: "us-jcb-credit", networks: ["jcb"], basis: null, maxBps: null };
    const limited = { ...jcb, basis: "both" as const, maxBps: 300 };
    const found = (row: BookRow) => unvouchedWidenings(book([...BEFORE, jcb]), book([...BEFORE, row]), [], DAY);
    expect(new Set(found(limited).flatMap(({ rows }) => rows))).toEqual(new Set(["us-jcb-credit"]));
    expect(found({ ...limited, ...STANDS, recheckOn: null })).toEqual([]);
  });
});

describe("what is accepted from anybody", () => {
  it.each<[string, Change]>([
    ["nothing at all", {}],
    ["a lower cap", { "us-visa-credit": { maxBps: 200 } }],
    ["a cost test added", { "us-co-credit": { basis: "both" } }],
    ["a requirement added", { "us-oh-credit": { requires: ["sign_off"] } }],
    ["parity added", { "us-visa-credit": { parity: "lowest" } }],
    ["a fixed sum added", { "us-visa-credit": { maxAmount: { amount: 100, currency: "USD" } } }],
    ["a bar in place of a permission", { "us-oh-credit": bar }],
    ["a bar added", { "us-oh-bar": { ...bar, places: ["US-OH"], cards: ["commercial"] } }],
    [
      "a law on all-in prices added",
      { "us-oh-all-in-price": { kind: "all_in_price", status: "conditional", requires: ["card_price_posted"] } },
    ],
    ["a sooner lapse", { "us-oh-credit": { recheckOn: "2026-12-24" } }],
    ["newer words asked", { "us-tx-credit": { revisedOn: "2026-11-23" } }],
    ["other prose", { "us-oh-credit": { conditions: "Other.", disclosure: "Other.", asOf: DAY } }],
    ["a permission that is gone", { "us-oh-credit": null }],
  ])("%s", (_, change) => {
    expect(unvouchedRows(change)).toEqual([]);
  });
});

/** Beside a widening that somebody stands for, a row that changed is asked for where it may let more through itself. */
describe("a row that changed beside another that somebody stands for", () => {
  const OTHER: BookRow = {
    ...OHIO,
    id: "us-oh-other",
    basis: "fixed",
    maxBps: 1_000,
    recheckOn: null,
    revisedOn: "2026-06-01",
  };
  const vouched: BookRow = { ...VISA, maxBps: 400, ...STANDS, recheckOn: null };
  const askedFor = (before: readonly BookRow[], after: readonly BookRow[]): readonly string[] => {
    const found = unvouchedWidenings(book([VISA, OHIO, ...before]), book([vouched, OHIO, ...after]), [], DAY);
    return [...new Set(found.flatMap(({ rows }) => rows))];
  };
  const sum = (amount: number, currency = "USD") => ({ maxAmount: { amount, currency } });
  const noFigure = { maxBps: null, basis: null } as const;
  const byCost = { maxBps: null, basis: "cost-of-acceptance" } as const;
  const prose = { conditions: "Other words." };

  it.each<[string, Partial<BookRow>, Partial<BookRow>]>([
    ["became a bar on some cards", { cards: ["commercial"] }, bar],
    ["is a bar on some cards as before", { ...bar, cards: ["commercial"] }, prose],
    ["has a lower percentage", {}, { maxBps: 900 }],
    ["has the same percentage", {}, prose],
    ["has a cost test beside its percentage", {}, { basis: "both" }],
    ["has a cost test as before", { basis: "both" }, prose],
    ["has a lower sum", { ...noFigure, ...sum(200) }, sum(100)],
    ["has the same sum", { ...noFigure, ...sum(200) }, prose],
    ["has a sum beside its cost", byCost, sum(100)],
    ["has parity", {}, { parity: "costlier" }],
    ["has the same parity", { parity: "costlier" }, prose],
    ["has stronger parity", { parity: "costlier" }, { parity: "lowest" }],
    ["asks for more", { requires: ["sign_off"] }, { requires: ["card_price_posted", "sign_off"] }],
    ["asks for newer words", {}, { revisedOn: "2026-06-02" }],
    ["asks for newer words for the first time", { revisedOn: undefined }, { revisedOn: "2026-06-02" }],
    ["asks for no newer words as before", { revisedOn: undefined }, prose],
    ["lapses sooner", {}, { recheckOn: "2026-12-24" }],
  ])("is not where it %s", (_, was, is) => {
    const before = { ...OTHER, ...was };
    expect(askedFor([before], [{ ...before, ...is }])).toEqual([]);
  });

  it.each<[string, Partial<BookRow>, Partial<BookRow>]>([
    [
      "is no bar any longer",
      { ...bar, cards: ["commercial"] },
      { status: "conditional", maxBps: 1_000, basis: "fixed" },
    ],
    ["has a higher percentage", {}, { maxBps: 1_001 }],
    ["has no percentage", sum(200), noFigure],
    ["has its cost instead of its percentage", {}, byCost],
    ["has a choice of cost", { basis: "both" }, { basis: "either" }],
    ["has no cost test", { basis: "both" }, { basis: "fixed" }],
    ["has a sum as its first limit", noFigure, sum(100)],
    ["has its cost as its first limit", noFigure, byCost],
    ["has a higher sum", sum(200), sum(201)],
    ["has a lower sum of another currency", sum(200), sum(100, "CAD")],
    ["has no sum", sum(200), { maxAmount: undefined }],
    ["has weaker parity", { parity: "lowest" }, { parity: "costlier" }],
    ["has no parity", { parity: "costlier" }, { parity: undefined }],
    ["asks for less", { requires: ["sign_off", "card_price_posted"] }, { requires: ["sign_off"] }],
    ["asks for another thing", { requires: ["sign_off"] }, { requires: ["card_price_posted"] }],
    ["takes older words", {}, { revisedOn: "2026-05-31" }],
    ["takes words of any day", {}, { revisedOn: undefined }],
    ["is for other cards", {}, { cards: ["commercial"] }],
    ["is for businesses alone", {}, { buyers: ["business"] }],
    ["is for another channel", {}, { channels: ["phone"] }],
    ["begins later", {}, { effectiveFrom: "2026-12-24" }],
    ["ends", {}, { effectiveTo: "2026-12-24" }],
    ["lapses later", { recheckOn: "2026-12-24" }, { recheckOn: null }],
  ])("is where it %s, unless somebody stands for it too", (_, was, is) => {
    const before = { ...OTHER, ...was };
    expect(askedFor([before], [{ ...before, ...is }])).toEqual(["us-oh-other"]);
    expect(askedFor([before], [{ ...before, ...is, ...STANDS }])).toEqual([]);
  });

  it("is not where it is new and a bar, or a law on all-in prices; it is where it permits", () => {
    expect(askedFor([], [{ ...OTHER, ...bar, cards: ["commercial"] }])).toEqual([]);
    expect(askedFor([], [{ ...OTHER, ...noFigure, kind: "all_in_price", requires: ["card_price_posted"] }])).toEqual(
      [],
    );
    expect(askedFor([], [OTHER])).toEqual(["us-oh-other"]);
  });

  it("is where it is gone, though somebody retired another", () => {
    const retired = (id: string): Retired => ({ id, replacedBy: [], on: DAY, by: "Jo Lee" });
    expect(unvouchedRows({ "us-ct-all": null }, [retired("us-ct-credit")])).toEqual(["us-ct-all"]);
    expect(unvouchedRows({ "us-ct-all": null }, [retired("us-ct-credit"), retired("us-ct-all")])).toEqual([]);
  });

  it("is in its own places alone", () => {
    const after = changed({
      "us-oh-credit": { maxBps: 1_000, basis: "fixed", ...STANDS },
      "us-tx-credit": { requires: [] },
    });
    const wide: BookRow = { ...VISA, maxBps: 2_000, basis: "fixed" };
    const before = BEFORE.map((row) =>
      row.id === "us-oh-credit" ? { ...row, maxBps: 900, basis: "fixed" as const } : row.id === VISA.id ? wide : row,
    );
    const found = unvouchedWidenings(
      book(before),
      book(after.map((row) => (row.id === VISA.id ? wide : row))),
      [],
      DAY,
    );
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ difference }) => placeCode(difference.sale.place)))).toEqual(new Set(["US-TX"]));
  });

  it.each(["credit", "charge"] as const)(
    "is where it is no bar on %s cards any longer, though another bar hides that",
    (card) => {
      const bars = ["us-oh-a-bar", "us-oh-b-bar"].map((id): BookRow => ({ ...OHIO, ...bar, id, cards: [card] }));
      const [lifted, other] = bars;
      if (lifted === undefined || other === undefined) throw new Error("there are two bars");
      const open: BookRow = { ...lifted, status: "allowed", maxBps: null };
      const found = unvouchedWidenings(book([VISA, ...bars]), book([VISA, open, other]), [], DAY);
      expect(new Set(found.flatMap(({ rows }) => rows))).toEqual(new Set(["us-oh-a-bar"]));
    },
  );
});

/** The promise that the check is for. */
describe("an edit that nobody stands for and that is accepted", () => {
  const PLACES = new Set(["US", "US-IL", "US-OH", "US-CO", "US-MN", "US-TX", "US-CT", "GB", "CA", "CA-ON"]);
  const small = rules.rows.filter(({ places }) => places.some((place) => PLACES.has(place)));

  const MAIN = ["visa", "mastercard", "discover", "amex", "jcb"] as const;

  type Edit = (rows: readonly BookRow[]) => readonly BookRow[];
  const at = fc.nat({ max: small.length - 1 });
  const field = fc.constantFrom(
    "networks",
    "cards",
    "status",
    "maxBps",
    "basis",
    "parity",
    "requires",
    "effectiveFrom",
    "effectiveTo",
    "recheckOn",
    "maxAmount",
    "buyers",
    "channels",
    "revisedOn",
    "kind",
  );
  const replace = (rows: readonly BookRow[], index: number, change: (row: BookRow) => object): readonly BookRow[] =>
    rows.map((row, one) => {
      if (one !== index) return row;
      const made = RuleRow.safeParse({ ...change(row), by: undefined });
      return made.success ? made.data : row;
    });

  const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
    // One or two members of a row become another row's: most edits of people are such.
    {
      weight: 6,
      arbitrary: fc.tuple(at, anyRule, fc.array(field, { minLength: 1, maxLength: 3 })).map(
        ([index, other, fields]): Edit =>
          (rows) =>
            replace(rows, index, (row) => ({
              ...row,
              ...Object.fromEntries(fields.map((name) => [name, other[name]])),
            })),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(at, anyRule).map(
        ([index, other]): Edit =>
          (rows) =>
            replace(rows, index, ({ id }) => ({ ...other, id })),
      ),
    },
    {
      weight: 1,
      arbitrary: at.map(
        (index): Edit =>
          (rows) =>
            rows.filter((_, one) => one !== index),
      ),
    },
    {
      weight: 1,
      arbitrary: anyRule.map(
        (rule): Edit =>
          (rows) => [...rows, { ...rule, id: `us-added-${rows.length}` }],
      ),
    },
  );
  const edits = fc.array(anyEdit, { minLength: 1, maxLength: 3 });

  /** At home, of a shop that surcharges as high as it may: here an edit shows. */
  const homeSale = fc
    .tuple(anySale, fc.constantFrom("US-IL", "US-OH", "US-CO", "US-MN", "US-TX", "US-CT", "CA-ON", "GB"), fc.boolean())
    .map(([sale, code, isDear]): Sale => {
      const place = placeOf(code);
      const { country, state } = place;
      const all = Object.fromEntries(MAIN.map((brand) => [brand, 10_000]));
      const cost = { costBps: isDear ? 10_000 : 150, by: "Jo Lee", on: "2026-03-01" };
      const programme: SurchargeProgramme = {
        ...sale.programme,
        enabled: true,
        place: state === null ? { country } : { country, state },
        currency: "USD",
        rates: all,
        costs: Object.fromEntries(MAIN.map((brand) => [brand, cost])),
      };
      return { ...sale, programme, billing: place, shipTo: null, currency: "USD", baseAmount: 1_000_000 };
    });

  it("never makes any sale dearer", () => {
    const before = book(small);
    let accepted = 0;
    fc.assert(
      fc.property(edits, fc.array(fc.oneof(anySale, homeSale), { minLength: 100, maxLength: 100 }), (some, sales) => {
        const after = book(some.reduce<readonly BookRow[]>((rows, edit) => edit(rows), small));
        if (unvouchedWidenings(before, after, [], DAY).length > 0) return;
        accepted += 1;
        for (const sale of sales) {
          if (worldDays(sale.at).first < DAY) continue;
          const [was, is] = [before, after].map((rules) => decide({ ...sale, rules }));
          expect(is?.surchargeAmount ?? 0, is?.explanation).toBeLessThanOrEqual(was?.surchargeAmount ?? 0);
          expect(is?.rateBps ?? 0).toBeLessThanOrEqual(was?.rateBps ?? 0);
        }
      }),
      { numRuns: runs(60) },
    );
    expect(accepted).toBeGreaterThan(10);
  });
});
