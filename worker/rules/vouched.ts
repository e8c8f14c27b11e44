/**
 * May a pack be put in force? A narrowing may, always. A widening, by however little and in whichever place, only where
 * a person has looked again and stands for it: each row behind it has a newer `checkedOn` than before and names who.
 */
import type { RuleBook } from "./book.ts";
import { type Difference, differencesOf } from "./compare.ts";
import { lapsesOn } from "./freshness.ts";
import type { Retired } from "./pack.ts";
import type { BookRow } from "./schema.ts";

/** True where nothing in `after` could let anybody add more than `before` does, whatever other rows there are. */
function onlyNarrows(before: BookRow, after: BookRow): boolean {
  const isSameReach = [
    "kind",
    "places",
    "networks",
    "cards",
    "buyers",
    "channels",
    "effectiveFrom",
    "effectiveTo",
  ].every((field) => same(before[field as keyof BookRow], after[field as keyof BookRow]));
  if (!isSameReach) return false;
  if (after.status === "prohibited") return true;
  if (before.status === "prohibited") return false;
  return (
    (before.maxBps === null || (after.maxBps !== null && after.maxBps <= before.maxBps)) &&
    (same(before.basis, after.basis) || isStricterBasis(before.basis, after.basis)) &&
    (before.maxAmount === undefined ||
      (after.maxAmount?.currency === before.maxAmount.currency && after.maxAmount.amount <= before.maxAmount.amount)) &&
    (before.parity === undefined || after.parity === before.parity || after.parity === "lowest") &&
    before.requires.every((kind) => after.requires.includes(kind)) &&
    (before.revisedOn ?? "") <= (after.revisedOn ?? "")
  );
}

/** A percentage alone may become one with a cost test, which only takes away; a choice of cost is never stricter. */
const isStricterBasis = (before: BookRow["basis"], after: BookRow["basis"]): boolean =>
  before !== "either" && after === "both";

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a row says, without when it was looked at. */
const saidBy = (row: BookRow) => ({ ...row, checkedOn: "", recheckOn: null, by: undefined });

const FOR_GOOD = "9999-12-31";
const lastsLonger = (before: BookRow, after: BookRow): boolean =>
  (lapsesOn(after) ?? FOR_GOOD) > (lapsesOn(before) ?? FOR_GOOD);

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
  return differencesOf(before, after, from)
    .filter(({ direction }) => direction === "wider")
    .flatMap((difference) => {
      const { sale } = difference;
      const here = new Set(
        [before, after].flatMap((book) =>
          [...book.countryRows(sale.place, sale.brand), ...book.stateRows(sale.place, sale.brand)].map(({ id }) => id),
        ),
      );
      const behind = suspects.filter((id) => here.has(id));
      const lacking = behind.filter((id) => !isVouched(id));
      return behind.length > 0 && lacking.length === 0 ? [] : [{ difference, rows: lacking }];
    });
}
