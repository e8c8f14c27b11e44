/** Says in words what two books decide differently: a line for each change, with the places, brands and cards it is about. */
import type { RuleBook } from "../../../worker/rules/book.ts";
import { type Difference, differencesOf, salesTouched } from "../../../worker/rules/compare.ts";
import type { Leeway, SaleKind, Within } from "../../../worker/rules/leeway.ts";
import { formatPercent } from "../../../worker/surcharge/percent.ts";
import { placeCode } from "../../../worker/surcharge/places.ts";

const FULL_BPS = 10_000;

const kindsOf = ({ needs }: Within): readonly string[] => needs.map(({ kind }) => kind);

/** What a merchant may add at most who has recorded everything that is asked. */
function limitOf({ bps, byCost, choices, amounts, parity }: Within): string {
  const limits = [
    ...(bps === FULL_BPS ? [] : [`${formatPercent(bps)}${choices.length > 0 ? ", or cost by choice" : ""}`]),
    ...(byCost ? ["cost"] : []),
    ...Object.entries(amounts).map(([currency, amount]) => `${amount} minor units of ${currency}`),
    ...(parity === "none" ? [] : [`parity (${parity})`]),
  ];
  return limits.length === 0 ? "the merchant's rate" : limits.join(" and ");
}

function sayNothing({ reason, rules }: Extract<Leeway, { kind: "nothing" }>): string {
  return rules.length === 0 ? `0 (${reason})` : `0 (${reason}: ${rules.join(", ")})`;
}

/** Every kind that is asked, once each. */
const asked = (kinds: readonly string[]): string => [...new Set(kinds)].join(", ");

function sayBefore(before: Leeway): string {
  if (before.kind === "nothing") return sayNothing(before);
  const kinds = kindsOf(before);
  return kinds.length === 0 ? limitOf(before) : `${limitOf(before)} once ${asked(kinds)} is recorded`;
}

/** For a merchant that has recorded what was asked before, and no more: what is asked anew stands at zero. */
function sayAfter(before: Leeway, after: Leeway): string {
  if (after.kind === "nothing") return sayNothing(after);
  const was = before.kind === "nothing" ? [] : before.needs;
  const more = after.needs
    .filter(({ rule, kind, since }) => !was.some((one) => one.rule === rule && one.kind === kind && one.since >= since))
    .map(({ kind }) => kind);
  const gone = was
    .filter(({ rule, kind }) => !after.needs.some((one) => one.rule === rule && one.kind === kind))
    .map(({ kind }) => kind)
    .filter((kind) => !more.includes(kind));
  const limit = gone.length === 0 ? limitOf(after) : `${limitOf(after)} (no longer needs ${asked(gone)})`;
  return more.length === 0 ? limit : `0 (needs ${asked(more)}), then ${limit}`;
}

/** Such as `3.00 % and cost -> 0 (needs other_method_offered), then 3.00 % and cost`. */
export const sayChange = ({ before, after }: Pick<Difference, "before" | "after">): string =>
  `${sayBefore(before)} -> ${sayAfter(before, after)}`;

/** What tells cards and sales apart beside place and brand, and the word for each value. */
const ASPECTS: readonly ((sale: SaleKind) => string)[] = [
  ({ funding }) => funding,
  ({ level }) => level,
  ({ isForeign }) => (isForeign ? "issued outside the EEA" : "issued in the EEA"),
  ({ isHouseCard }) => (isHouseCard ? "own card" : "other card"),
  ({ buyer }) => `${buyer} buyer`,
];

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/** Which cards and sales these are, in words; empty where they are all that `all` holds. */
function cardsOf(sales: readonly SaleKind[], all: readonly SaleKind[]): string {
  const found = ASPECTS.map((aspect) => distinct(sales.map(aspect)));
  const every = ASPECTS.map((aspect) => distinct(all.map(aspect)));
  const kinds = distinct(sales.map((sale) => ASPECTS.map((aspect) => aspect(sale)).join(" ")));
  const isProduct = found.reduce((product, values) => product * values.length, 1) === kinds.length;
  if (!isProduct) return kinds.join("; ");
  return found.flatMap((values, at) => (values.length === every[at]?.length ? [] : [values.join(" or ")])).join(" ");
}

export interface DifferenceLine {
  readonly places: readonly string[];
  readonly brands: readonly string[];
  /** Which cards and buyers, in words; empty: all of them. */
  readonly cards: string;
  readonly change: string;
  /** ISO date. */
  readonly from: string;
  readonly direction: Difference["direction"];
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return [...groups.values()];
}

/** The differences from the ISO date `from` on, alike ones together. */
export function differenceLines(before: RuleBook, after: RuleBook, from: string): readonly DifferenceLine[] {
  const differences = differencesOf(before, after, from);
  const all = groupBy(salesTouched(before, after), placeAndBrand);
  const allByCode = new Map(all.map((sales) => [sales[0] === undefined ? "" : placeAndBrand(sales[0]), sales]));
  const byBrand = groupBy(differences, (one) =>
    JSON.stringify([placeCode(one.sale.place), one.sale.brand, one.from, one.direction, sayChange(one)]),
  ).map((alike) => {
    const sales = alike.map(({ sale }) => sale);
    const here = sales[0] === undefined ? [] : (allByCode.get(placeAndBrand(sales[0])) ?? []);
    return { first: alike[0], cards: cardsOf(sales, here) };
  });
  const byPlace = groupBy(byBrand, ({ first, cards }) =>
    JSON.stringify([
      first && placeCode(first.sale.place),
      first?.from,
      first?.direction,
      first && sayChange(first),
      cards,
    ]),
  ).map((alike) => ({ ...alike[0], brands: alike.flatMap(({ first }) => first?.sale.brand ?? []) }));
  return groupBy(byPlace, ({ first, cards, brands }) =>
    JSON.stringify([brands, first?.from, first?.direction, first && sayChange(first), cards]),
  ).flatMap((alike) => {
    const [one] = alike;
    if (one?.first === undefined) return [];
    return {
      places: alike.flatMap(({ first }) => (first === undefined ? [] : placeCode(first.sale.place))),
      brands: one.brands,
      cards: one.cards ?? "",
      change: sayChange(one.first),
      from: one.first.from,
      direction: one.first.direction,
    };
  });
}

const placeAndBrand = ({ place, brand }: SaleKind): string => `${placeCode(place)} ${brand}`;

const MOST_BRANDS = 13;

/** Such as `US-IL visa credit: 3.00 % -> 0 (needs other_method_offered), then 3.00 % from 2027-01-01`. */
export function sayLine({ places, brands, cards, change, from }: DifferenceLine): string {
  const which = [brands.length >= MOST_BRANDS ? "every brand" : brands.join(", "), cards].filter((part) => part !== "");
  return `${places.join(" ")} ${which.join(" ")}: ${change} from ${from}`;
}

function count(lines: readonly DifferenceLine[], direction: Difference["direction"], word: string): string {
  const found = lines.filter((line) => line.direction === direction).length;
  return `${found} ${word}${found === 1 ? "" : "s"}`;
}

/** Such as "12 widenings, 40 narrowings". */
export const tallyOf = (lines: readonly DifferenceLine[]): string =>
  `${count(lines, "wider", "widening")}, ${count(lines, "narrower", "narrowing")}`;
