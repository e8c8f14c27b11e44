/** `npm run rules -- diff`: what two packs decide differently, and which merchants of a deployment would notice. */
import type { RuleBook } from "../../../worker/rules/book.ts";
import type { Deployment } from "./deployment.ts";
import { type DifferenceLine, differenceLines, sayLine, tallyOf } from "./differences.ts";
import { changedMerchants, sayMerchants } from "./merchants-changed.ts";
import type { NamedPack } from "./named-packs.ts";
import { taxChanges } from "./tax.ts";

const HEADINGS = [
  ["wider", "Wider"],
  ["narrower", "Narrower"],
  ["reason", "Nothing before and after, for another reason"],
] as const;

function group(lines: readonly DifferenceLine[], direction: DifferenceLine["direction"], heading: string): string[] {
  const said = lines.filter((line) => line.direction === direction).map((line) => `  ${sayLine(line)}`);
  return said.length === 0 ? [] : [[heading, ...said].join("\n")];
}

/** Every difference between the two from `day` on, a line each, and the tally. */
function differencesText(before: RuleBook, after: RuleBook, day: string): string {
  const lines = differenceLines(before, after, day);
  return [...HEADINGS.flatMap(([direction, heading]) => group(lines, direction, heading)), tallyOf(lines)].join("\n\n");
}

/** @param deployment whose merchants are asked about; null: none */
export async function diffText(
  before: NamedPack,
  after: NamedPack,
  day: string,
  deployment: Deployment | null,
): Promise<string> {
  const parts = [`${before.name} against ${after.name}, from ${day}`, differencesText(before.book, after.book, day)];
  const tax = taxChanges(before.pack.taxOnSurcharge, after.pack.taxOnSurcharge);
  if (tax.length > 0) parts.push(["Tax on the surcharge itself (it only warns)", ...tax].join("\n  "));
  if (deployment !== null)
    parts.push(sayMerchants(await changedMerchants(deployment, before.book, after.book, day), day));
  return parts.join("\n\n");
}
