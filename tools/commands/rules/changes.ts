/** Writes what a pack changed against the one before: what is decided differently, and which rows came, went or differ. */
import { bookOf, type Pack } from "../../../worker/rules/pack.ts";
import type { RuleRow } from "../../../worker/rules/schema.ts";
import { type DifferenceLine, differenceLines, sayLine, tallyOf } from "./differences.ts";
import { taxChanges } from "./tax.ts";
import { sayRow } from "./words.ts";

const list = (lines: readonly string[]): string =>
  lines.length === 0 ? "None." : lines.map((line) => `- ${line}`).join("\n");

const inDirection = (lines: readonly DifferenceLine[], direction: DifferenceLine["direction"]): string =>
  list(lines.filter((line) => line.direction === direction).map(sayLine));

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The members in which two rows of one id differ, in the order of the newer row. */
const membersChanged = (before: RuleRow, after: RuleRow): readonly string[] =>
  [...new Set([...Object.keys(after), ...Object.keys(before)])].filter(
    (key) => !same(before[key as keyof RuleRow], after[key as keyof RuleRow]),
  );

/** The page as Markdown, as of the day on which `after` was published. */
export function changesPage(before: Pack, after: Pack): string {
  const lines = differenceLines(bookOf(before), bookOf(after), after.publishedAt.slice(0, 10));
  const was = new Map(before.rows.map((row) => [row.id, row]));
  const is = new Map(after.rows.map((row) => [row.id, row]));
  const come = after.rows.filter(({ id }) => !was.has(id));
  const gone = before.rows.filter(({ id }) => !is.has(id));
  const changed = after.rows.flatMap((row) => {
    const old = was.get(row.id);
    const members = old === undefined ? [] : membersChanged(old, row);
    return members.length === 0 ? [] : [`\`${row.id}\`: ${members.join(", ")}`];
  });
  const readAgain = after.renewals
    .filter((renewal) => !before.renewals.some((one) => same(one, renewal)))
    .map(({ row, checkedOn, by, source }) => `\`${row}\`: on ${checkedOn} by ${by}, [source](${source})`);
  const replacedBy = (id: string) => after.retired.find((one) => one.id === id)?.replacedBy ?? [];
  return `<!-- Written by \`npm run rules -- build\`. -->

# What changed in pack ${after.sequence}

\`${after.version}\`, published ${after.publishedAt.slice(0, 10)}, against \`${before.version}\`: ${tallyOf(lines)}.

Each line compares what may be added at most, by a merchant who has recorded everything that the pack before asked. "0
(needs ...)" is zero until that is recorded. Found on the days that the rows name; not advice.

## More than before

${inDirection(lines, "wider")}

## Less than before

${inDirection(lines, "narrower")}

## Nothing before and after, for another reason

${inDirection(lines, "reason")}

## New rows

${list(come.map((row) => `\`${row.id}\`: ${sayRow(row)}`))}

## Rows that are gone

${list(gone.map(({ id }) => `\`${id}\`${replacedBy(id).length === 0 ? "" : `, replaced by ${replacedBy(id).join(", ")}`}`))}

## Rows that differ

${list(changed)}

## Rows whose source was read again

${list(readAgain)}

## Tax on the surcharge itself

${list(taxChanges(before.taxOnSurcharge, after.taxOnSurcharge))}
`;
}
