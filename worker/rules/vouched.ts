/**
 * May a pack be put in force? A narrowing may, always. A widening, by however little and in whichever place, only where
 * a person has looked again and stands for it: each row behind it has a newer `checkedOn` than before and names who. A row
 * that is looser by itself needs that also where other rows hide it for now.
 */
import { placeCode } from "../surcharge/places.ts";
import { compileRules, type RuleBook } from "./book.ts";
import { type Difference, differencesOf, NAMED_BRANDS, placesMeant, rowsHere } from "./compare.ts";
import { lapsesOn } from "./freshness.ts";
import { bookOf, type Pack, type Retired } from "./pack.ts";
import type { BookRow } from "./schema.ts";

/** True where both speak of the same sales in the same time. */
const hasSameReach = (before: BookRow, after: BookRow): boolean =>
  (["kind", "places", "networks", "cards", "buyers", "channels", "effectiveFrom", "effectiveTo"] as const).every(
    (field) => same(before[field], after[field]),
  );

/** True where nothing in `after` could let anybody add more than `before` does, whatever other rows there are. */
function onlyNarrows(before: BookRow, after: BookRow): boolean {
  if (!hasSameReach(before, after)) return false;
  if (after.status === "prohibited") return true;
  if (before.status === "prohibited") return false;
  // Without any limit nothing is permitted: the first limit of a place lets through what nothing did.
  if (!hasLimit(before) && hasLimit(after)) return false;
  return (
    (before.maxBps === null || (after.maxBps !== null && after.maxBps <= before.maxBps)) &&
    // A cost test beside a percentage, or the other way round, only takes away.
    (same(before.basis, after.basis) || after.basis === "both") &&
    (before.maxAmount === undefined ||
      (after.maxAmount?.currency === before.maxAmount.currency && after.maxAmount.amount <= before.maxAmount.amount)) &&
    (before.parity === undefined || after.parity === before.parity || after.parity === "lowest") &&
    before.requires.every((kind) => after.requires.includes(kind)) &&
    (before.revisedOn ?? "") <= (after.revisedOn ?? "")
  );
}

const hasLimit = ({ maxBps, maxAmount, basis }: BookRow): boolean =>
  maxBps !== null || maxAmount !== undefined || basis === "cost-of-acceptance";

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a row says, without when it was looked at. */
const saidBy = (row: BookRow) => ({ ...row, checkedOn: "", recheckOn: null, by: undefined });

const FOR_GOOD = "9999-12-31";
/** True where a permission counts longer than what was there before; a bar may last as long as it likes. */
const lastsLonger = (before: BookRow, after: BookRow): boolean =>
  after.status !== "prohibited" && (lapsesOn(after) ?? FOR_GOOD) > (lapsesOn(before) ?? FOR_GOOD);

/**
 * What a row lets through more than before, for itself: over a row that permits everything where it speaks, for good. Other
 * rows may hide it today, such as a network's that lapses first, and need not tomorrow.
 */
function widerAlone(before: BookRow, after: BookRow, from: string): Difference | undefined {
  const under: BookRow = {
    ...PERMITS_EVERYTHING,
    places: before.places.flatMap((code) => placesMeant(code).map(placeCode)),
    networks: NAMED_BRANDS,
  };
  const over = (row: BookRow) => compileRules([under, row], "");
  return differencesOf(over(before), over(after), from).find(({ direction }) => direction === "wider");
}

const PERMITS_EVERYTHING = {
  id: "eu-everything",
  cards: ["credit", "charge", "commercial"],
  status: "conditional",
  maxBps: 10_000,
  basis: "fixed",
  requires: [],
  conditions: "None.",
  disclosure: "None.",
  effectiveFrom: null,
  effectiveTo: null,
  checkedOn: "2000-01-01",
  recheckOn: null,
  extendedTo: FOR_GOOD,
  source: "https://example.com/",
  asOf: "2000-01-01",
  confidence: "high",
} satisfies Omit<BookRow, "places" | "networks">;

/** A widening for which nobody stands. */
export interface Unvouched {
  readonly difference: Difference;
  /** The rows that would need a newer check and a name; empty where a row is gone and nobody retired it. */
  readonly rows: readonly string[];
}

/**
 * The widenings of `after` against `before`, from the ISO date `from` on, that nobody stands for.
 *
 * @param retired what `after` says of ids that it no longer has
 */
export function unvouchedWidenings(
  before: RuleBook,
  after: RuleBook,
  retired: readonly Retired[],
  from: string,
): readonly Unvouched[] {
  const old = new Map(before.rows.map((row) => [row.id, row]));
  const fresh = new Map(after.rows.map((row) => [row.id, row]));
  const isVouched = (id: string): boolean => {
    const [was, is] = [old.get(id), fresh.get(id)];
    if (is === undefined) return retired.some((one) => one.id === id && one.by !== undefined);
    if (is.by === undefined) return false;
    return was === undefined || is.checkedOn > was.checkedOn;
  };
  /** Rows that changed in a way that might let more through. */
  const suspects = [...new Set([...old.keys(), ...fresh.keys()])].filter((id) => {
    const [was, is] = [old.get(id), fresh.get(id)];
    // A new bar, or a new law that only asks for more, lets nothing through.
    if (was === undefined) return is?.status !== "prohibited" && is?.kind !== "all_in_price";
    if (is === undefined) return true;
    return lastsLonger(was, is) || !(same(saidBy(was), saidBy(is)) || onlyNarrows(was, is));
  });
  const alone = suspects.flatMap((id): Unvouched[] => {
    const [was, is] = [old.get(id), fresh.get(id)];
    if (was === undefined || is === undefined || isVouched(id) || !hasSameReach(was, is)) return [];
    const difference = widerAlone(was, is, from);
    return difference === undefined ? [] : [{ difference, rows: [id] }];
  });
  const together = differencesOf(before, after, from)
    .filter(({ direction }) => direction === "wider")
    .flatMap((difference) => {
      const { sale } = difference;
      const here = new Set(
        [before, after].flatMap((book) => rowsHere(book, sale.place, sale.brand).map(({ id }) => id)),
      );
      const behind = suspects.filter((id) => here.has(id));
      const lacking = behind.filter((id) => !isVouched(id));
      return behind.length > 0 && lacking.length === 0 ? [] : [{ difference, rows: lacking }];
    });
  return [...together, ...alone];
}

/** The same of two packs. */
export const unvouchedBetween = (before: Pack, after: Pack, from: string): readonly Unvouched[] =>
  unvouchedWidenings(bookOf(before), bookOf(after), after.retired, from);
