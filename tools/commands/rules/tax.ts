/** How the documents and commands speak of tax on the surcharge itself: what was found for which place, and what changed. */
import { daysBetween } from "../../../worker/rules/freshness.ts";
import { readAgainOn, type TaxFinding } from "../../../worker/rules/tax-on-surcharge.ts";
import { table } from "../../cli/tables.mjs";

const WORDS = { yes: "taxed", no: "not taxed", unknown: "the sources do not say" } as const;

/** Such as `taxed; checked 2026-11-27, high confidence`. */
const sayFinding = ({ taxed, checkedOn, confidence }: TaxFinding): string =>
  `${WORDS[taxed]}; checked ${checkedOn}, ${confidence} confidence`;

/** A line of the coverage page for each finding. */
export const taxTable = (findings: readonly TaxFinding[]): string =>
  [
    "| Places | Found | What the source says | Read again by | Source |",
    "| --- | --- | --- | --- | --- |",
    ...findings.map(
      (one) =>
        `| ${one.places.join(" ")} | ${sayFinding(one)} | ${one.note} | ${readAgainOn(one)} | [as of ${one.asOf}](${one.source}) |`,
    ),
  ].join("\n");

const byPlace = (findings: readonly TaxFinding[]): ReadonlyMap<string, TaxFinding> =>
  new Map(findings.flatMap((one) => one.places.map((place) => [place, one])));

const sayChange = (before: TaxFinding | undefined, after: TaxFinding | undefined): string | null => {
  const [was, is] = [before, after].map((one) => (one === undefined ? "nothing found" : WORDS[one.taxed]));
  if (was !== is) return `${was} -> ${is}`;
  return JSON.stringify(before) === JSON.stringify(after) ? null : `${is}, as before, by another finding`;
};

/** Such as `US-AL US-CA: nothing found -> taxed`: alike places together, in the order of their codes. */
export function taxChanges(before: readonly TaxFinding[] = [], after: readonly TaxFinding[] = []): readonly string[] {
  const [old, fresh] = [byPlace(before), byPlace(after)];
  const groups = new Map<string, string[]>();
  for (const place of [...new Set([...old.keys(), ...fresh.keys()])].toSorted()) {
    const change = sayChange(old.get(place), fresh.get(place));
    if (change !== null) groups.set(change, [...(groups.get(change) ?? []), place]);
  }
  return [...groups].map(([change, places]) => `${places.join(" ")}: ${change}`);
}

/** Such as `places: 15 taxed, 10 not, 4 open`. */
export function taxTally(findings: readonly TaxFinding[]): string {
  const count = (taxed: TaxFinding["taxed"]) =>
    findings.filter((one) => one.taxed === taxed).reduce((sum, { places }) => sum + places.length, 0);
  return findings.length === 0
    ? "nothing found"
    : `places: ${count("yes")} taxed, ${count("no")} not, ${count("unknown")} open`;
}

/**
 * Findings whose source should be read again, soonest first, under a heading; empty where there are none.
 *
 * @param today ISO date
 * @param within how many days ahead; left out: all of them
 */
export function taxDueText(findings: readonly TaxFinding[], today: string, within = Number.POSITIVE_INFINITY): string {
  const rows = findings
    .map((one) => ({ ...one, on: readAgainOn(one), daysLeft: daysBetween(today, readAgainOn(one)) }))
    .filter(({ daysLeft }) => daysLeft <= within)
    .toSorted((a, b) => a.daysLeft - b.daysLeft)
    .map(({ on, daysLeft, places, source }) => [on, String(daysLeft), places.join(" "), source]);
  if (rows.length === 0) return "";
  const heading = "Tax on the surcharge itself, to be read again; a finding goes on warning, and nothing lapses:";
  return `${heading}\n${table([["ON", "DAYS LEFT", "PLACES", "SOURCE"], ...rows])}`;
}
