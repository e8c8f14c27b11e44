import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Brand } from "../../../contract/lists.ts";
import { readPack } from "../../../tools/commands/rules/packs.ts";
import { compileRules, type RuleBook } from "../../../worker/rules/book.ts";
import { differencesOf } from "../../../worker/rules/compare.ts";
import { lapsesOn } from "../../../worker/rules/freshness.ts";
import { isWider, type Leeway, leewayOf, type SaleKind, type Within } from "../../../worker/rules/leeway.ts";
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
