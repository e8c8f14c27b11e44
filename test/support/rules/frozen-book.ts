/**
 * The book that tests decide by: a pack that never changes, with dates of its own. What is shipped today has tests of its
 * own, and these hold to no row, day or figure of it.
 */
import { compileRules, type RuleBook } from "../../../worker/rules/book.ts";
import { bookOf, Pack } from "../../../worker/rules/pack.ts";
import frozen from "../../../worker/rules/packs/1.json" with { type: "json" };
import type { BookRow } from "../../../worker/rules/schema.ts";

/** Noon UTC of the day the frozen rows were checked. Both dates on earth are then 2026-11-22 and 2026-11-23. */
export const CHECK_DAY = new Date("2026-11-22T12:00:00Z");

export const frozenPack: Pack = Pack.parse(frozen);

export const rules: RuleBook = bookOf(frozenPack);

/** The frozen book with rows changed by id; null takes one out. */
export function edited(changes: Readonly<Record<string, Partial<BookRow> | null>>): RuleBook {
  const rows = rules.rows.flatMap((row): BookRow[] => {
    const change = changes[row.id];
    return change === null ? [] : [{ ...row, ...change }];
  });
  return compileRules(rows, rules.version);
}
