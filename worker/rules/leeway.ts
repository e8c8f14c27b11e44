/**
 * What a book leaves of one kind of sale on one day, and which of two leaves more. It asks the same `assess` that decides,
 * for a merchant that has recorded nothing: what stands against it then, and which limits there are.
 */
import { type Brand, REASONS, type Reason } from "../../contract/lists.ts";
import { assess } from "../surcharge/assess.ts";
import type { Assessment, RuleReason } from "../surcharge/assessment.ts";
import type { Place } from "../surcharge/places.ts";
import type { Requirement, SurchargeProgramme } from "../surcharge/programme.ts";
import { means, readingsOf } from "../surcharge/readings.ts";
import type { RuleBook } from "./book.ts";
import type { BookRow, Buyer, RuleRow } from "./schema.ts";

/** One kind of sale, in the words of a rule. */
export interface SaleKind {
  readonly place: Place;
  readonly brand: Brand;
  readonly funding: "credit" | "charge";
  readonly level: "consumer" | "commercial";
  /** The issuer is outside the EEA. */
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
      /** Rows where the cost may be chosen instead of the percentage, by recording so on or after `since`. */
      readonly choices: readonly { readonly rule: string; readonly bps: number; readonly since: string }[];
      /** The lowest percentage of the rows that leave no such choice. */
      readonly fixedBps: number;
      /** Fixed sums, in minor units, by currency. */
      readonly amounts: Readonly<Record<string, number>>;
      readonly parity: "none" | "costlier" | "lowest";
      /** What has to be recorded, rule by rule. */
      readonly needs: readonly { readonly rule: string; readonly kind: Requirement; readonly since: string }[];
      readonly rules: readonly string[];
    };

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

const factsOf = ({ funding, level, isForeign }: SaleKind) => ({ funding, level, country: isForeign ? "US" : "DE" });

/** The rows of `book` that are about `sale`, on whichever day. */
export function rowsAbout(book: RuleBook, sale: SaleKind): Record<"country" | "state" | "all", readonly BookRow[]> {
  const { place, brand, isHouseCard, buyer } = sale;
  const readings = readingsOf({ facts: factsOf(sale), isHouseCard, programme: { buyer } }, []);
  const isAbout = (row: BookRow) => readings.some((reading) => means(row, reading));
  const country = book.countryRows(place, brand).filter(isAbout);
  const state = book.stateRows(place, brand).filter(isAbout);
  return { country, state, all: [...country, ...state] };
}

/** What `book` leaves of `sale` on `day`. */
export function leewayOf(book: RuleBook, sale: SaleKind, day: string): Leeway {
  const { place, brand, isHouseCard, buyer } = sale;
  const programme = emptyHanded(place, brand, buyer);
  return leewayIn(
    assess({
      brand,
      facts: factsOf(sale),
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
  const barred = objections
    .filter(({ reason }) => !MAY_BE_MET.has(reason))
    .toSorted((a, b) => REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason))[0];
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
  const lowest = (some: readonly RuleRow[]) => Math.min(FULL_BPS, ...some.flatMap(({ maxBps }) => maxBps ?? []));
  return {
    kind: "within",
    bps: lowest(rows),
    byCost: rows.some(({ basis }) => basis === "cost-of-acceptance" || basis === "both"),
    choices: rows
      .filter(({ basis }) => basis === "either")
      .map(({ id, maxBps, revisedOn }) => ({ rule: id, bps: maxBps ?? FULL_BPS, since: revisedOn ?? "" })),
    fixedBps: lowest(rows.filter(({ basis }) => basis !== "either")),
    amounts,
    parity: parities.has("lowest") ? "lowest" : parities.has("costlier") ? "costlier" : "none",
    needs: rows
      .flatMap(({ id, requires, revisedOn }) => requires.map((kind) => ({ rule: id, kind, since: revisedOn ?? "" })))
      .toSorted((a, b) => (`${a.kind} ${a.rule}` < `${b.kind} ${b.rule}` ? -1 : 1)),
    rules,
  };
}

export type Within = Extract<Leeway, { kind: "within" }>;

/** True for the id of a rule that somebody may have recorded something about already. */
export type IsKnown = (rule: string) => boolean;

/**
 * True where somebody has recorded enough for `after` and not for `before`, or has less to record: of some kind fewer,
 * older words count again, or another rule asks of which it may be recorded already.
 */
function asksLess(before: Within, after: Within, isKnown: IsKnown): boolean {
  const isFewer = before.needs.some(({ kind }) => {
    const [was = 0, is = 0] = [before, after].map(({ needs }) => needs.filter((one) => one.kind === kind).length);
    return is < was;
  });
  const found = before.needs.map((need) => ({
    need,
    still: after.needs.find(({ rule, kind }) => rule === need.rule && kind === need.kind),
  }));
  const isOlder = found.some(({ need, still }) => still !== undefined && still.since < need.since);
  const isMoved = found.some(({ still }) => still === undefined) && after.needs.every(({ rule }) => isKnown(rule));
  return isFewer || isOlder || isMoved;
}

/** When a merchant recorded that it chose the cost, by rule. */
type Chosen = ReadonlyMap<string, string>;

/** Every way to have chosen, or not, that the two tell apart. */
function waysToChoose(before: Within, after: Within): readonly Chosen[] {
  const days = new Map<string, Set<string>>();
  for (const { rule, since } of [...before.choices, ...after.choices])
    days.set(rule, (days.get(rule) ?? new Set()).add(since));
  let ways: readonly Chosen[] = [new Map()];
  for (const [rule, sinces] of days)
    ways = ways.flatMap((way) => [way, ...[...sinces].map((since) => new Map([...way, [rule, since]]))]);
  return ways;
}

/** The percentage and whether the cost counts, for a merchant that chose so. */
function limitFor({ byCost, choices, fixedBps }: Within, chosen: Chosen): { bps: number; byCost: boolean } {
  const isChosen = ({ rule, since }: Within["choices"][number]) => {
    const on = chosen.get(rule);
    return on !== undefined && on >= since;
  };
  return {
    bps: Math.min(fixedBps, ...choices.flatMap((one) => (isChosen(one) ? [] : one.bps))),
    byCost: byCost || choices.some(isChosen),
  };
}

/** True where some merchant has a higher percentage, or no longer its cost, as the limit. */
const hasLooserLimit = (before: Within, after: Within): boolean =>
  waysToChoose(before, after).some((chosen) => {
    const [was, is] = [limitFor(before, chosen), limitFor(after, chosen)];
    return is.bps > was.bps || (was.byCost && !is.byCost);
  });

/**
 * True where under `after` more could be added than under `before`, by some merchant.
 *
 * @param isKnown whether a rule that asks after it was there before; left out: every one
 */
export function isWider(before: Leeway, after: Leeway, isKnown: IsKnown = () => true): boolean {
  if (after.kind === "nothing") return false;
  if (before.kind === "nothing") return true;
  const looserSum = Object.entries(before.amounts).some(
    ([currency, amount]) => (after.amounts[currency] ?? Number.POSITIVE_INFINITY) > amount,
  );
  return (
    hasLooserLimit(before, after) ||
    looserSum ||
    PARITY_ORDER.indexOf(after.parity) < PARITY_ORDER.indexOf(before.parity) ||
    asksLess(before, after, isKnown)
  );
}

/** True where the two leave the same, by whichever rules. */
export const isSame = (a: Leeway, b: Leeway): boolean =>
  a.kind === "nothing" && b.kind === "nothing" ? a.reason === b.reason : !isWider(a, b) && !isWider(b, a);
