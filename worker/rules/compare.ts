/**
 * What two books say differently, over every kind of sale that rules tell apart: place, brand, funding, level, issuer,
 * own card, buyer, and every day on which anything begins, ends or lapses.
 */
import { BRANDS, type Brand } from "../../contract/lists.ts";
import { SUBDIVISIONS } from "../../contract/subdivisions.ts";
import { addDays } from "../surcharge/day.ts";
import { EEA, needsState, type Place, placeCode, placeOfCode } from "../surcharge/places.ts";
import type { RuleBook } from "./book.ts";
import { lapsesOn } from "./freshness.ts";
import { type IsKnown, isSame, isWider, type Leeway, leewayOf, rowsAbout, type SaleKind } from "./leeway.ts";
import { type BookRow, BUYERS } from "./schema.ts";

export interface Difference {
  readonly sale: SaleKind;
  /** The first day of it, ISO date. */
  readonly from: string;
  readonly before: Leeway;
  readonly after: Leeway;
  /** `wider`: more may be added than before in some way. `reason`: nothing before and after, for another reason. */
  readonly direction: "wider" | "narrower" | "reason";
}

function directionOf(before: Leeway, after: Leeway, isKnown: IsKnown): Difference["direction"] {
  if (before.kind === "nothing" && after.kind === "nothing") return "reason";
  return isWider(before, after, isKnown) ? "wider" : "narrower";
}

/** Every row that speaks of the brand in the place. */
export const rowsHere = (book: RuleBook, place: Place, brand: Brand): readonly BookRow[] => [
  ...book.countryRows(place, brand),
  ...book.stateRows(place, brand),
];

/** The rows that are in one of the books alone, or differ between them. */
function changedRows(before: RuleBook, after: RuleBook): readonly BookRow[] {
  const texts = (book: RuleBook) => new Map(book.rows.map((row) => [row.id, { row, text: JSON.stringify(row) }]));
  const [was, is] = [texts(before), texts(after)];
  const gone = [...was].flatMap(([id, { row, text }]) => (is.get(id)?.text === text ? [] : [row]));
  const come = [...is].flatMap(([id, { row, text }]) => (was.get(id)?.text === text ? [] : [row]));
  return [...gone, ...come];
}

/**
 * Every place that a row's code means, with the states that other rows name. In the United States and Canada no sale is
 * decided without a state.
 */
export function placesMeant(code: string, named: ReadonlySet<string> = new Set()): readonly Place[] {
  if (code === "EU") return EEA.flatMap((country) => placesMeant(country, named));
  const { country, state } = placeOfCode(code);
  if (state !== null) return [{ country, state }];
  const listed = Object.entries(SUBDIVISIONS).flatMap(([one, states]) => (one === country ? Object.keys(states) : []));
  const others = [...named].flatMap((one) => (one.startsWith(`${country}-`) ? one.slice(country.length + 1) : []));
  const states = [...new Set([...listed, ...others])].map((one) => ({ country, state: one }));
  return listed.length > 0 ? states : [{ country, state: null }, ...states];
}

/** The brands that a row may name. */
export const NAMED_BRANDS = BRANDS.filter((brand) => brand !== "other" && brand !== "unknown");
const BOTH = [false, true] as const;

/** Every kind of sale that a row could be about that is in one book alone, or differs between them. */
export function salesTouched(before: RuleBook, after: RuleBook): readonly SaleKind[] {
  const changed = changedRows(before, after);
  const all = [...before.rows, ...after.rows];
  const words = new Set(all.flatMap(({ cards }) => cards));
  const named = new Set(all.flatMap(({ places }) => places));
  const buyers = all.some((row) => row.buyers !== undefined) ? BUYERS : BUYERS.slice(0, 1);
  const tellsIssuers = (place: Place, brand: Brand) =>
    [before, after].some((book) => rowsHere(book, place, brand).some(({ cards }) => cards.includes("non-EEA-issued")));
  const brandsByPlace = new Map<string, { place: Place; brands: Set<Brand> }>();
  for (const { places, networks } of changed)
    for (const place of places.flatMap((code) => placesMeant(code, named))) {
      const entry = brandsByPlace.get(placeCode(place)) ?? { place, brands: new Set<Brand>() };
      brandsByPlace.set(placeCode(place), entry);
      for (const brand of networks === "all" ? NAMED_BRANDS : networks) entry.brands.add(brand);
    }
  return [...brandsByPlace.values()].flatMap(({ place, brands }) =>
    [...brands].flatMap((brand) =>
      (["credit", "charge"] as const).flatMap((funding) =>
        (["consumer", "commercial"] as const).flatMap((level) =>
          (words.has("non-EEA-issued") && tellsIssuers(place, brand) ? BOTH : [true]).flatMap((isForeign) =>
            (words.has("house") ? BOTH : [false]).flatMap((isHouseCard) =>
              buyers.map((buyer) => ({ place, brand, funding, level, isForeign, isHouseCard, buyer })),
            ),
          ),
        ),
      ),
    ),
  );
}

/** The days from `from` on, with it, on which anything begins, ends or lapses for these rows. */
function turningDays(rows: readonly BookRow[], from: string): readonly string[] {
  const days = rows.flatMap((row) => [
    row.effectiveFrom,
    row.effectiveTo === null ? null : addDays(row.effectiveTo, 1),
    lapsesOn(row),
  ]);
  return [...new Set([from, ...days.flatMap((day) => (day !== null && day > from ? [day] : []))])].toSorted();
}

type Change = Omit<Difference, "sale">;

/** What changes for one kind of sale, day by day. */
function changesFor(before: RuleBook, after: RuleBook, sale: SaleKind, from: string, isKnown: IsKnown): Change[] {
  const found: Change[] = [];
  let last: { before: Leeway; after: Leeway } | null = null;
  for (const day of turningDays([...rowsAbout(before, sale).all, ...rowsAbout(after, sale).all], from)) {
    const now = { before: leewayOf(before, sale, day), after: leewayOf(after, sale, day) };
    const isNews = last === null || !isSame(last.before, now.before) || !isSame(last.after, now.after);
    if (isNews && !isSame(now.before, now.after))
      found.push({ from: day, ...now, direction: directionOf(now.before, now.after, isKnown) });
    last = now;
  }
  return found;
}

/** The same text for sales that no rule tells apart: the same rows are about them, of the country and of the state. */
function ruledAlike(books: readonly RuleBook[], sale: SaleKind): string {
  const ids = books.map((book) => {
    const { country, state } = rowsAbout(book, sale);
    return [country, state].map((rows) => rows.map(({ id }) => id));
  });
  return JSON.stringify([sale.brand, needsState(sale.place.country), ids]);
}

/**
 * Every difference between two books from the ISO date `from` on, each at the first day of it. A lapse ends a permission
 * with `rules_expired` and is a difference like any other. Sales that no rule tells apart are judged once.
 */
export function differencesOf(before: RuleBook, after: RuleBook, from: string): readonly Difference[] {
  const known = new Set(before.rows.map(({ id }) => id));
  const isKnown = (rule: string) => known.has(rule);
  const judged = new Map<string, readonly Change[]>();
  return salesTouched(before, after).flatMap((sale) => {
    const alike = ruledAlike([before, after], sale);
    const changes = judged.get(alike) ?? changesFor(before, after, sale, from, isKnown);
    judged.set(alike, changes);
    return changes.map((change) => ({ sale, ...change }));
  });
}
