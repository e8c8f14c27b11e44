import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BRANDS, type Brand } from "../../../contract/lists.ts";
import { SUBDIVISIONS } from "../../../contract/subdivisions.ts";
import { readPack } from "../../../tools/commands/rules/packs.ts";
import { compileRules, type RuleBook } from "../../../worker/rules/book.ts";
import { differencesOf, placesMeant, salesTouched } from "../../../worker/rules/compare.ts";
import { lapsesOn } from "../../../worker/rules/freshness.ts";
import { isWider, type Leeway, leewayOf, type SaleKind } from "../../../worker/rules/leeway.ts";
import { bookOf } from "../../../worker/rules/pack.ts";
import type { BookRow } from "../../../worker/rules/schema.ts";
import { addDays } from "../../../worker/surcharge/day.ts";
import { decide } from "../../../worker/surcharge/decide.ts";
import { EEA, placeCode } from "../../../worker/surcharge/places.ts";
import type { Attestation, SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import { placeOf } from "../../support/merchant/deciding.ts";
import { cardFacts, demoProgramme } from "../../support/merchant/demo-programme.ts";
import { anyRule } from "../../support/merchant/sales.ts";
import "../../support/nightly/nightly.ts";
import { runs } from "../../support/nightly/runs.ts";
import { edited, rules } from "../../support/rules/frozen-book.ts";

const DAY = "2026-11-23";

describe("differencesOf", () => {
  const said = (before: RuleBook, after: RuleBook, from = DAY) =>
    differencesOf(before, after, from).map(({ sale, from, direction }) => ({
      place: `${sale.place.country}-${sale.place.state ?? ""}`,
      brand: sale.brand,
      from,
      direction,
    }));

  it("finds nothing between a book and itself, or where only prose changed", () => {
    expect(said(rules, rules)).toEqual([]);
    expect(said(rules, edited({ "us-oh-credit": { conditions: "Other words.", disclosure: "Other words." } }))).toEqual(
      [],
    );
  });

  it("tells the first day of each, and the direction", () => {
    const book = edited({ "us-ok-credit": { recheckOn: "2026-12-15" } });
    const found = said(rules, book).filter(({ brand }) => brand === "visa");
    expect(new Set(found.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ place: "US-OK", brand: "visa", from: "2026-12-15", direction: "narrower" })]),
    );
  });

  it("tells issuers apart wherever a row does", () => {
    const foreign = edited({ "gb-commercial": { cards: ["non-EEA-issued"] } });
    const found = differencesOf(rules, foreign, DAY).filter(({ sale }) => sale.level === "commercial");
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ sale, direction }) => !sale.isForeign && direction !== "wider")).toBe(true);
  });

  it("tells countries that need a row of the state's own from those that do not, where the same rows speak of both", () => {
    const row: BookRow = { ...rowOf("gb-commercial"), id: "us-gb-commercial", places: ["US", "GB"], recheckOn: null };
    const [before, after] = [200, 300].map((maxBps) => compileRules([{ ...row, basis: "fixed", maxBps }], "made-up"));
    if (before === undefined || after === undefined) throw new Error("there are two books");
    const found = differencesOf(before, after, DAY);
    expect(new Set(found.map(({ sale }) => placeCode(sale.place)))).toEqual(new Set(["GB"]));
  });

  it("looks into a state that only one row names", () => {
    const state: BookRow = {
      ...rowOf("gb-commercial"),
      id: "gb-sct-commercial",
      places: ["GB-SCT"],
      maxBps: 100,
      basis: "fixed",
    };
    const before = compileRules([...rules.rows, state], rules.version);
    const after = compileRules(
      [
        ...rules.rows.map((row) =>
          row.id === "gb-commercial" ? { ...row, basis: "both" as const, maxBps: 300 } : row,
        ),
        state,
      ],
      rules.version,
    );
    expect(new Set(said(before, after).map(({ place }) => place))).toEqual(new Set(["GB-"]));
    expect(differencesOf(rules, before, DAY).map(({ sale }) => sale.place.state)).toContain("SCT");
  });
});

describe("where and of whom a change is looked at", () => {
  const codes = (code: string, ...named: readonly string[]) => placesMeant(code, new Set(named)).map(placeCode);

  it("is every member for EU, every state for a country that decides by state, and no more than the place for any other", () => {
    expect(codes("EU")).toEqual([...EEA]);
    expect(codes("GB")).toEqual(["GB"]);
    expect(codes("US-OH")).toEqual(["US-OH"]);
    expect(codes("CA")).toEqual(Object.keys(SUBDIVISIONS.CA).map((state) => `CA-${state}`));
  });

  it("is a state too that only a row names, of that country alone", () => {
    expect(codes("GB", "GB", "GB-SCT", "US-OH", "SCT-GB-")).toEqual(["GB", "GB-SCT"]);
    expect(codes("CA", "CA-ON", "CA-XX")).toEqual([...codes("CA"), "CA-XX"]);
    expect(codes("EU", "FR-IDF")).toContain("FR-IDF");
  });

  const ohio: BookRow = { ...rowOf("us-oh-credit"), id: "us-oh-all", cards: ["credit", "charge"] };
  const abroad: BookRow = { ...ohio, id: "gb-all", places: ["GB"] };
  const touched = (change: Partial<BookRow>, ...others: readonly BookRow[]): readonly SaleKind[] =>
    salesTouched(compileRules([ohio, ...others], ""), compileRules([{ ...ohio, ...change }, ...others], ""));
  const every = <Field extends keyof SaleKind>(
    sales: readonly SaleKind[],
    field: Field,
  ): readonly SaleKind[Field][] => [...new Set(sales.map((sale) => sale[field]))];

  it("is every brand that has a name for a row of all, and those named for another", () => {
    expect(every(touched({ maxBps: 100, basis: "fixed" }), "brand")).toEqual(
      BRANDS.filter((brand) => !["other", "unknown"].includes(brand)),
    );
    const amex: BookRow = { ...ohio, id: "us-oh-amex", networks: ["amex"] };
    const book = (maxBps: number) => compileRules([ohio, { ...amex, maxBps, basis: "fixed" }], "");
    expect(every(salesTouched(book(100), book(200)), "brand")).toEqual(["amex"]);
  });

  it("is one kind of buyer, issuer and card where no row tells them apart", () => {
    const sales = touched({ maxBps: 100, basis: "fixed" }, abroad);
    expect(every(sales, "buyer")).toEqual(["consumer"]);
    expect(every(sales, "isForeign")).toEqual([true]);
    expect(every(sales, "isHouseCard")).toEqual([false]);
    expect(every(sales, "funding")).toEqual(["credit", "charge"]);
    expect(every(sales, "level")).toEqual(["consumer", "commercial"]);
  });

  it("is both where a row does; of issuers, where it does in this place", () => {
    expect(every(touched({ buyers: ["business"] }), "buyer")).toEqual(["consumer", "business"]);
    expect(every(touched({ cards: ["house"] }), "isHouseCard")).toEqual([false, true]);
    expect(every(touched({ cards: ["non-EEA-issued"] }), "isForeign")).toEqual([false, true]);
    expect(every(touched({ maxBps: 100 }, { ...abroad, cards: ["non-EEA-issued"] }), "isForeign")).toEqual([true]);
  });
});

describe("when a difference is told, and how it is called", () => {
  const ohio: BookRow = { ...rowOf("us-oh-credit"), basis: "fixed", maxBps: 300, recheckOn: null };
  /** Under a rule of the network's, as no network is surcharged without. */
  const network: BookRow = { ...rowOf("us-visa-credit"), basis: "fixed", maxBps: 1_000, recheckOn: null };
  const book = (...rows: readonly BookRow[]) => compileRules([network, ...rows], "made-up");
  const told = (before: RuleBook, after: RuleBook) => {
    const found = differencesOf(before, after, DAY).filter(
      ({ sale }) => sale.brand === "visa" && sale.level === "consumer",
    );
    return found.filter(({ sale }) => sale.funding === "credit").map(({ from, direction }) => `${from} ${direction}`);
  };

  it("once, though other rows begin and end later", () => {
    const later: BookRow = {
      ...ohio,
      id: "us-oh-later",
      maxBps: 200,
      effectiveFrom: "2026-12-10",
      effectiveTo: "2026-12-20",
    };
    const lasting: BookRow = { ...ohio, id: "us-oh-lasting", maxBps: 100 };
    expect(told(book(ohio, later), book(ohio, later, lasting))).toEqual([
      `${DAY} narrower`,
      "2026-12-10 narrower",
      "2026-12-21 narrower",
    ]);
    const loose: BookRow = { ...later, maxBps: 400 };
    expect(told(book(ohio, loose), book(ohio, loose, lasting))).toEqual([`${DAY} narrower`]);
  });

  it("from the day that is asked for, where it began before", () => {
    const past: BookRow = { ...ohio, effectiveFrom: "2026-01-01" };
    expect(told(book(past), book({ ...past, maxBps: 400 }))).toEqual([`${DAY} wider`]);
  });

  it("the day after the last one of a row that ends", () => {
    expect(told(book(ohio), book({ ...ohio, effectiveTo: "2026-12-10" }))[0]).toBe("2026-12-11 narrower");
  });

  it("another reason, where nothing may be added before and after", () => {
    const bar: BookRow = { ...ohio, status: "prohibited", maxBps: 0, basis: null, requires: [] };
    expect(told(book(), book(bar))).toEqual([`${DAY} reason`]);
    expect(told(book(bar), book())).toEqual([`${DAY} reason`]);
  });

  it("narrower, where a requirement moves to a new rule, of which nobody has recorded anything", () => {
    const plain: BookRow = { ...ohio, requires: [] };
    const other: BookRow = { ...plain, id: "us-oh-other" };
    const [asks, moved] = [
      { ...plain, requires: ["sign_off" as const] },
      { ...other, requires: ["sign_off" as const] },
    ];
    expect(told(book(asks), book(plain, moved))).toEqual([`${DAY} narrower`]);
    expect(told(book(asks, other), book(plain, moved))).toEqual([`${DAY} wider`]);
  });
});

function rowOf(id: string): BookRow {
  const row = rules.rows.find((one) => one.id === id);
  if (row === undefined) throw new Error(`${id} is missing`);
  return row;
}

/**
 * Against brute force: a merchant that has recorded everything gets another rate exactly where the comparison says that
 * another may be added. Two costs and the choice of cost bring every limit to light; parity is no limit of a shop that
 * accepts one brand.
 */
describe("differencesOf and decide", () => {
  const books = [rules, bookOf(readPack(2))];
  const PLACES = ["US-OH", "US-CO", "US-MN", "US-CT", "US-TX", "US-IL", "US-CA", "US-NY", "US-PR", "CA-ON", "CA-QC"];
  const ABROAD = ["GB", "DE", "DK", "FR", "BR", "NZ", "AU", "KR"];
  const SOME_BRANDS: readonly Brand[] = ["visa", "mastercard", "amex", "discover", "jcb", "interac", "eftpos"];

  const anySaleKind: fc.Arbitrary<SaleKind> = fc
    .record({
      place: fc.constantFrom(...PLACES, ...ABROAD),
      brand: fc.constantFrom(...SOME_BRANDS),
      funding: fc.constantFrom("credit" as const, "charge" as const),
      level: fc.constantFrom("consumer" as const, "commercial" as const),
      isForeign: fc.boolean(),
      isHouseCard: fc.boolean(),
      buyer: fc.constantFrom("consumer" as const, "business" as const),
    })
    .map(({ place, ...rest }) => ({ ...rest, place: placeOf(place) }));

  const rateUnder = (book: RuleBook, all: readonly BookRow[], sale: SaleKind, day: string, means: Means): number => {
    const on = addDays(day, -45);
    const attestations = all.flatMap(({ id, requires }): Attestation[] => [
      ...requires.map((kind) => ({ rule: id, kind, by: "Jo Lee", on, text: "The wording." })),
      ...(means.chosen.has(id)
        ? [{ rule: id, kind: "actual_fee" as const, by: "Jo Lee", on, text: "A statement." }]
        : []),
    ]);
    const { country, state } = sale.place;
    const programme: SurchargeProgramme = {
      ...demoProgramme,
      place: state === null ? { country } : { country, state },
      currency: means.currency,
      accepts: [sale.brand],
      buyer: sale.buyer,
      rates: { [sale.brand]: 10_000 },
      costs: { [sale.brand]: { costBps: means.costBps, by: "Jo Lee", on } },
      attestations,
      houseCards: "shown",
    };
    return decide({
      finding: {
        kind: "facts",
        facts: cardFacts({
          brands: [sale.brand],
          funding: sale.funding,
          level: sale.level,
          country: sale.isForeign ? "US" : "DE",
        }),
      },
      houseCard: { match: sale.isHouseCard ? "possible" : "none" },
      programme,
      billing: sale.place,
      shipTo: null,
      baseAmount: 1_000_000,
      currency: means.currency,
      at: new Date(`${day}T08:00:00Z`),
      rules: book,
    }).rateBps;
  };

  interface Means {
    readonly costBps: number;
    /** The rules of which the merchant recorded that it takes its cost instead of the percentage. */
    readonly chosen: ReadonlySet<string>;
    readonly currency: string;
  }
  /** Merchants whose cost is next to nothing or everything, with each way to choose between it and a percentage. */
  const everyMeans = (rows: readonly BookRow[], { country, state }: SaleKind["place"]): readonly Means[] => {
    const codes = new Set([country, `${country}-${state}`, "EU"]);
    const leaveAChoice = rows.filter(({ basis, places }) => basis === "either" && places.some((one) => codes.has(one)));
    let ways: readonly ReadonlySet<string>[] = [new Set()];
    for (const id of new Set(leaveAChoice.map((row) => row.id)))
      ways = ways.flatMap((way) => [way, new Set([...way, id])]);
    return ways.flatMap((chosen) =>
      [1, 10_000].flatMap((costBps) => ["USD", "CAD"].map((currency) => ({ costBps, chosen, currency }))),
    );
  };

  /** The limits of a leeway alone: not what is to be recorded, and not parity. */
  const limitsOf = (leeway: Leeway): Leeway =>
    leeway.kind === "nothing"
      ? { ...leeway, reason: "region_prohibited", rules: [] }
      : {
          ...leeway,
          choices: leeway.choices.map((one) => ({ ...one, since: "" })),
          parity: "none",
          needs: [],
          rules: [],
        };
  const areSame = (a: Leeway, b: Leeway): boolean =>
    a.kind === b.kind && (a.kind === "nothing" || (!isWider(a, b) && !isWider(b, a)));

  /** True on a day after which nothing begins, ends or lapses at once, so that both dates on earth are alike. */
  const isQuiet = (rows: readonly BookRow[], day: string): boolean =>
    !rows.some(({ effectiveFrom, effectiveTo, ...row }) =>
      [
        effectiveFrom,
        effectiveTo === null ? null : addDays(effectiveTo, 1),
        lapsesOn({ ...row, effectiveFrom, effectiveTo }),
      ].includes(addDays(day, 1)),
    );

  const anyEdit = (book: RuleBook) =>
    fc.array(fc.tuple(fc.nat({ max: book.rows.length - 1 }), anyRule, fc.boolean()), { maxLength: 4 }).map((edits) => {
      const rows = [...book.rows];
      for (const [at, rule, isNew] of edits) {
        const old = rows[at];
        if (isNew || old === undefined) rows.push({ ...rule, id: `us-added-${rows.length}` });
        else rows[at] = { ...rule, id: old.id, places: old.places, networks: old.networks };
      }
      return compileRules(
        rows.map(({ revisedOn: _revisedOn, ...row }) => row),
        "edited",
      );
    });

  const anyBooks = fc
    .constantFrom(...books)
    .chain((book) =>
      fc.tuple(fc.oneof(fc.constantFrom(...books), anyEdit(book)), fc.oneof(fc.constantFrom(...books), anyEdit(book))),
    );
  const anyDay = fc.integer({ min: 0, max: 400 }).map((days) => addDays("2026-11-27", days));

  const bruteForceDiffers = (before: RuleBook, after: RuleBook, sale: SaleKind, day: string): boolean => {
    const all = [...before.rows, ...after.rows].filter(
      (row, at, every) => every.findIndex((one) => one.id === row.id && sameText(one.requires, row.requires)) === at,
    );
    return everyMeans(all, sale.place).some(
      (means) => rateUnder(before, all, sale, day, means) !== rateUnder(after, all, sale, day, means),
    );
  };
  const sameText = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

  it("agree on any sale of any two books", () => {
    let differing = 0;
    fc.assert(
      fc.property(anyBooks, fc.array(fc.tuple(anySaleKind, anyDay), { minLength: 8, maxLength: 8 }), (pair, points) => {
        const [before, after] = pair.map(withoutRevisions) as [RuleBook, RuleBook];
        for (const [kind, day] of points) {
          if (!isQuiet([...before.rows, ...after.rows], day)) continue;
          const [was, is] = [leewayOf(before, kind, day), leewayOf(after, kind, day)].map(limitsOf);
          if (was === undefined || is === undefined) throw new Error("there are two books");
          const differs = bruteForceDiffers(before, after, kind, day);
          if (differs) differing += 1;
          expect({ kind, day, differs: !areSame(was, is) }).toEqual({ kind, day, differs });
        }
      }),
      { numRuns: runs(100) },
    );
    // About thirty by day: far enough below that it never fails by chance.
    expect(differing).toBeGreaterThan(5);
  });

  it("agree on pack 1 and pack 2, by the list of differences", () => {
    const [before, after] = books.map(withoutRevisions) as [RuleBook, RuleBook];
    const keyOf = ({ place, brand, funding, level, isHouseCard, buyer }: SaleKind) =>
      [place.country, place.state, brand, funding, level, isHouseCard, buyer].join(" ");
    const days = ["2026-11-28", "2027-01-11", "2027-04-02"].filter((day) =>
      isQuiet([...before.rows, ...after.rows], day),
    );
    expect(days.length).toBeGreaterThan(1);
    for (const day of days) {
      const listed = new Map(
        differencesOf(before, after, day).flatMap(({ sale, from, before, after }) =>
          from === day && sale.isForeign ? [[keyOf(sale), { before, after }] as const] : [],
        ),
      );
      fc.assert(
        fc.property(anySaleKind, (any) => {
          const kind = { ...any, isForeign: true };
          const found = listed.get(keyOf(kind));
          const isListed = found !== undefined && !areSame(limitsOf(found.before), limitsOf(found.after));
          expect({ kind, isListed }).toEqual({ kind, isListed: bruteForceDiffers(before, after, kind, day) });
        }),
        { numRuns: runs(100) },
      );
    }
  });

  /** Everything was recorded long ago here, so no row may ask for newer words. */
  function withoutRevisions(book: RuleBook): RuleBook {
    return compileRules(
      book.rows.map(({ revisedOn: _revisedOn, ...row }) => row),
      book.version,
    );
  }
});
