/**
 * What two books say differently, over every kind of sale that rules tell apart: place, brand, funding, level, issuer,
 * own card, buyer, and every day on which anything begins, ends or lapses. It asks the same `assess` that decides, for a
 * merchant that has recorded nothing: what stands against it then, and which limits there are.
 */
import { BRANDS, type Brand, type Reason } from "../../contract/lists.ts";
import { SUBDIVISIONS } from "../../contract/subdivisions.ts";
import { type Assessment, assess, type RuleReason } from "../surcharge/assess.ts";
import { addDays } from "../surcharge/day.ts";
import { EEA, isEea, type Place, placeCode } from "../surcharge/places.ts";
import type { Requirement, SurchargeProgramme } from "../surcharge/programme.ts";
import type { RuleBook } from "./book.ts";
import { lapsesOn } from "./freshness.ts";
import { type BookRow, BUYERS, type Buyer } from "./schema.ts";

/** One kind of sale, in the words of a rule. */
export interface SaleKind {
  readonly place: Place;
  readonly brand: Brand;
  readonly funding: "credit" | "charge";
  readonly level: "consumer" | "commercial";
  /** The issuer is outside the EEA; rules tell this apart in the EEA alone. */
  readonly isForeign: boolean;
  readonly isHouseCard: boolean;
  readonly buyer: Buyer;
}

/** What a book leaves of one kind of sale on one day. */
export type Leeway =
  /** Nothing may be added, whatever a merchant records. */
  | { readonly kind: "nothing"; readonly reason: RuleReason; readonly rules: readonly string[] }
  | {
      readonly kind: "within";
      /** The lowest percentage of any row, in basis points; 10,000 where none sets one. */
      readonly bps: number;
      /** The merchant's recorded cost is a limit too. */
      readonly byCost: boolean;
      /** The cost may be chosen instead of a percentage. */
      readonly byChoice: boolean;
      /** Fixed sums, in minor units, by currency. */
      readonly amounts: Readonly<Record<string, number>>;
      readonly parity: "none" | "costlier" | "lowest";
      /** What has to be recorded, rule by rule. */
      readonly needs: readonly { readonly rule: string; readonly kind: Requirement; readonly since: string }[];
      readonly rules: readonly string[];
    };

export interface Difference {
  readonly sale: SaleKind;
  /** The first day of it, ISO date. */
  readonly from: string;
  readonly before: Leeway;
  readonly after: Leeway;
  /** `wider`: more may be added than before in some way. `reason`: nothing before and after, for another reason. */
  readonly direction: "wider" | "narrower" | "reason";
}

const FULL_BPS = 10_000;
/** Nobody converts: a made-up sum in any currency shows no fixed limit, and those are read from the rows. */
const NO_AMOUNT = { baseAmount: null } as const;

/** A merchant in `place` that surcharges `brand` alone, as high as can be, and has recorded nothing. */
function emptyHanded(place: Place, brand: Brand, buyer: Buyer): SurchargeProgramme {
  return {
    id: "mch_nobody",
    name: "Nobody",
    enabled: true,
    mode: "test",
    place: { country: place.country, state: place.state ?? undefined },
    currency: "USD",
    accepts: [brand],
    buyer,
    rates: { [brand]: FULL_BPS },
    costs: {},
    attestations: [],
    otherMethods: [],
    houseCards: "shown",
    locale: "en",
  };
}

/** These may be met by recording something; all others stand whatever a merchant does. */
const MAY_BE_MET: ReadonlySet<Reason> = new Set<RuleReason>([
  "needs_sign_off",
  "cost_not_recorded",
  "currency_not_enabled",
]);

const PARITY_ORDER = ["none", "costlier", "lowest"] as const;

/** What `book` leaves of `sale` on `day`. */
export function leewayOf(book: RuleBook, sale: SaleKind, day: string): Leeway {
  const { place, brand, funding, level, isForeign, isHouseCard, buyer } = sale;
  const programme = emptyHanded(place, brand, buyer);
  return leewayIn(
    assess({
      brand,
      facts: { funding, level, country: isForeign ? "US" : "DE" },
      isHouseCard,
      programme,
      places: [place],
      days: { first: day, last: day },
      currency: programme.currency,
      rules: book,
      ...NO_AMOUNT,
    }),
  );
}

function leewayIn({ objections, rows }: Assessment): Leeway {
  const barred = objections.find(({ reason }) => !MAY_BE_MET.has(reason));
  const rules = rows.map(({ id }) => id).toSorted();
  if (barred !== undefined) {
    const refusers = objections.flatMap(({ reason, rule }) =>
      reason === barred.reason && rule !== null ? [rule] : [],
    );
    return { kind: "nothing", reason: barred.reason, rules: [...new Set(refusers)].toSorted() };
  }
  const parities = new Set(rows.map(({ parity }) => parity));
  const amounts: Record<string, number> = {};
  for (const { maxAmount } of rows)
    if (maxAmount !== undefined)
      amounts[maxAmount.currency] = Math.min(maxAmount.amount, amounts[maxAmount.currency] ?? maxAmount.amount);
  return {
    kind: "within",
    bps: Math.min(FULL_BPS, ...rows.flatMap(({ maxBps }) => maxBps ?? [])),
    byCost: rows.some(({ basis }) => basis === "cost-of-acceptance" || basis === "both"),
    byChoice: rows.some(({ basis }) => basis === "either"),
    amounts,
    parity: parities.has("lowest") ? "lowest" : parities.has("costlier") ? "costlier" : "none",
    needs: rows
      .flatMap(({ id, requires, revisedOn }) => requires.map((kind) => ({ rule: id, kind, since: revisedOn ?? "" })))
      .toSorted((a, b) => (`${a.kind} ${a.rule}` < `${b.kind} ${b.rule}` ? -1 : 1)),
    rules,
  };
}

type Within = Extract<Leeway, { kind: "within" }>;

/** True where `after` asks for less to be recorded than `before`: of some kind fewer, or older words count again. */
function asksLess(before: Within, after: Within): boolean {
  return before.needs.some(({ kind }) => {
    const [was, is] = [before, after].map(({ needs }) => needs.filter((one) => one.kind === kind));
    if (was === undefined || is === undefined || is.length < was.length) return true;
    return was.some(({ rule, since }) => is.some((one) => one.rule === rule && one.since < since));
  });
}

/** True where under `after` more could be added than under `before`, by some merchant. */
export function isWider(before: Leeway, after: Leeway): boolean {
  if (after.kind === "nothing") return false;
  if (before.kind === "nothing") return true;
  const looserSum = Object.entries(before.amounts).some(
    ([currency, amount]) => (after.amounts[currency] ?? Number.POSITIVE_INFINITY) > amount,
  );
  return (
    after.bps > before.bps ||
    (before.byCost && !after.byCost) ||
    (after.byChoice && !before.byChoice) ||
    looserSum ||
    PARITY_ORDER.indexOf(after.parity) < PARITY_ORDER.indexOf(before.parity) ||
    asksLess(before, after)
  );
}

/** True where the two leave the same, by whichever rules. */
const isSame = (a: Leeway, b: Leeway): boolean =>
  a.kind === "nothing" || b.kind === "nothing"
    ? a.kind === b.kind && a.kind === "nothing" && b.kind === "nothing" && a.reason === b.reason
    : !isWider(a, b) && !isWider(b, a);

function directionOf(before: Leeway, after: Leeway): Difference["direction"] {
  if (before.kind === "nothing" && after.kind === "nothing") return "reason";
  return isWider(before, after) ? "wider" : "narrower";
}

/** The rows that are in one of the books alone, or differ between them. */
function changedRows(before: RuleBook, after: RuleBook): readonly BookRow[] {
  const texts = (book: RuleBook) => new Map(book.rows.map((row) => [row.id, { row, text: JSON.stringify(row) }]));
  const [was, is] = [texts(before), texts(after)];
  const gone = [...was].flatMap(([id, { row, text }]) => (is.get(id)?.text === text ? [] : [row]));
  const come = [...is].flatMap(([id, { row, text }]) => (was.get(id)?.text === text ? [] : [row]));
  return [...gone, ...come];
}

/** Every place that a row's code means. In the United States and Canada no sale is decided without a state. */
function placesMeant(code: string): readonly Place[] {
  if (code === "EU") return EEA.map((country) => ({ country, state: null }));
  const [country = "", state = null] = code.split("-");
  const states = Object.entries(SUBDIVISIONS).flatMap(([one, states]) => (one === country ? Object.keys(states) : []));
  return state === null && states.length > 0 ? states.map((one) => ({ country, state: one })) : [{ country, state }];
}

const NAMED_BRANDS = BRANDS.filter((brand) => brand !== "other" && brand !== "unknown");
const BOTH = [false, true] as const;

/** Every kind of sale that a changed row could be about. */
function kindsTouched(before: RuleBook, after: RuleBook, changed: readonly BookRow[]): readonly SaleKind[] {
  const all = [...before.rows, ...after.rows];
  const words = new Set(all.flatMap(({ cards }) => cards));
  const buyers = all.some((row) => row.buyers !== undefined) ? BUYERS : BUYERS.slice(0, 1);
  const brandsByPlace = new Map<string, { place: Place; brands: Set<Brand> }>();
  for (const { places, networks } of changed)
    for (const place of places.flatMap(placesMeant)) {
      const entry = brandsByPlace.get(placeCode(place)) ?? { place, brands: new Set<Brand>() };
      brandsByPlace.set(placeCode(place), entry);
      for (const brand of networks === "all" ? NAMED_BRANDS : networks) entry.brands.add(brand);
    }
  return [...brandsByPlace.values()].flatMap(({ place, brands }) =>
    [...brands].flatMap((brand) =>
      (["credit", "charge"] as const).flatMap((funding) =>
        (["consumer", "commercial"] as const).flatMap((level) =>
          (isEea(place.country) && words.has("non-EEA-issued") ? BOTH : [true]).flatMap((isForeign) =>
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
  return [...new Set([from, ...days.filter((day) => day !== null && day > from)])]
    .filter((day) => day !== null)
    .toSorted();
}

/**
 * Every difference between two books from the ISO date `from` on, each at the first day of it. A lapse ends a permission
 * with `rules_expired` and is a difference like any other.
 */
export function differencesOf(before: RuleBook, after: RuleBook, from: string): readonly Difference[] {
  const changed = changedRows(before, after);
  return kindsTouched(before, after, changed).flatMap((sale) => {
    const here = [before, after].flatMap((book) => [
      ...book.countryRows(sale.place, sale.brand),
      ...book.stateRows(sale.place, sale.brand),
    ]);
    const found: Difference[] = [];
    let last: { before: Leeway; after: Leeway } | null = null;
    for (const day of turningDays(here, from)) {
      const now = { before: leewayOf(before, sale, day), after: leewayOf(after, sale, day) };
      const isNews = last === null || !isSame(last.before, now.before) || !isSame(last.after, now.after);
      if (isNews && !isSame(now.before, now.after))
        found.push({ sale, from: day, ...now, direction: directionOf(now.before, now.after) });
      last = now;
    }
    return found;
  });
}
