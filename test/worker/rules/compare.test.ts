import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Brand } from "../../../contract/lists.ts";
import { readPack } from "../../../tools/commands/rules/packs.ts";
import { compileRules, type RuleBook } from "../../../worker/rules/book.ts";
import { differencesOf } from "../../../worker/rules/compare.ts";
import { lapsesOn } from "../../../worker/rules/freshness.ts";
import { isWider, type Leeway, leewayOf, type SaleKind } from "../../../worker/rules/leeway.ts";
import { bookOf } from "../../../worker/rules/pack.ts";
import type { BookRow } from "../../../worker/rules/schema.ts";
import { addDays } from "../../../worker/surcharge/day.ts";
import { decide } from "../../../worker/surcharge/decide.ts";
import type { Attestation, SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import { placeOf } from "../../support/merchant/deciding.ts";
import { cardFacts, demoProgramme } from "../../support/merchant/demo-programme.ts";
import { anyRule } from "../../support/merchant/sales.ts";
import "../../support/nightly/nightly.ts";
import { runs } from "../../support/nightly/runs.ts";
import { rules } from "../../support/rules/frozen-book.ts";

const DAY = "2026-11-23";

/** The frozen book with rows changed by id; null takes one out. */
function edited(changes: Readonly<Record<string, Partial<BookRow> | null>>): RuleBook {
  const rows = rules.rows.flatMap((row): BookRow[] => {
    const change = changes[row.id];
    return change === null ? [] : [{ ...row, ...change }];
  });
  return compileRules(rows, rules.version);
}

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
  const BRANDS: readonly Brand[] = ["visa", "mastercard", "amex", "discover", "jcb", "interac", "eftpos"];

  const anySaleKind: fc.Arbitrary<SaleKind> = fc
    .record({
      place: fc.constantFrom(...PLACES, ...ABROAD),
      brand: fc.constantFrom(...BRANDS),
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
    expect(differing).toBeGreaterThan(20);
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
