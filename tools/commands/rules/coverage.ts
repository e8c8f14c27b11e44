/** Writes the coverage page: every rule as a line of a table, by country. */
import { SUBDIVISIONS } from "../../../contract/subdivisions.ts";
import { lapsesOn } from "../../../worker/rules/freshness.ts";
import type { BookRow } from "../../../worker/rules/schema.ts";
import type { TaxFinding } from "../../../worker/rules/tax-on-surcharge.ts";
import { taxTable } from "./tax.ts";
import { sayRow } from "./words.ts";

const REGION_NAMES = new Intl.DisplayNames("en", { type: "region" });

const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SUBDIVISIONS).flatMap(([country, states]) =>
    Object.entries(states).map(([state, [name]]) => [`${country}-${state}`, name ?? state]),
  ),
);

function nameOf(place: string): string {
  if (place === "EU") return "Every EU and EEA member";
  const name = NAMES[place] ?? REGION_NAMES.of(place);
  if (name === undefined) throw new Error(`tools/commands/rules/coverage.ts has no name for ${place}`);
  return name;
}

function placesOf(row: BookRow): string {
  return row.places.length > 1 ? row.places.map((place) => place.slice(3)).join(" ") : row.places.map(nameOf).join();
}

function inForceWords({ effectiveFrom, effectiveTo }: BookRow): string {
  if (effectiveTo !== null) return `${effectiveFrom ?? ""} to ${effectiveTo}`;
  return effectiveFrom === null ? "" : `from ${effectiveFrom}`;
}

const HEAD = [
  "| Place | Rule | Networks | Cards | Found | Asks to be recorded | In force | Counts until | Source |",
  "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
];

function line(row: BookRow): string {
  const cells = [
    placesOf(row),
    `\`${row.id}\``,
    row.networks === "all" ? "all" : row.networks.join(", "),
    row.cards.join(", "),
    sayRow(row),
    row.requires.map((kind) => `\`${kind}\``).join(", "),
    inForceWords(row),
    lapsesOn(row) ?? "for good",
    `[as of ${row.asOf}](${row.source})`,
  ];
  return `| ${cells.join(" | ")} |`;
}

const table = (rows: readonly BookRow[]): string => [...HEAD, ...rows.map(line)].join("\n");

/**
 * The page as Markdown.
 *
 * @param tax what was found of tax on the surcharge itself
 * @param version the rules' version, which the page states
 */
export function coveragePage(rows: readonly BookRow[], tax: readonly TaxFinding[], version: string): string {
  const inCountry = (code: string) => rows.filter((row) => row.places.some((place) => place.slice(0, 2) === code));
  const states = inCountry("US").filter((row) => !row.places.includes("US"));
  const others = [...new Set(rows.flatMap(({ places }) => places.map((place) => place.slice(0, 2))))]
    .filter((code) => code !== "US" && code !== "CA")
    .toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), "en"));
  return `<!-- Written by \`npm run rules -- build\`. Edit the files in worker/rules/rows/ instead. -->

# What the rules cover

Rules \`${version}\`: ${rows.length} rows. Each line says what was **found**, when it was checked and how sure the finding
is. "No bar found" is the absence of a finding on that day: neither advice nor a promise that there is none. Conditions
in words, with the doubts about them, stand in the country's file in \`worker/rules/\`. What a merchant may do
is for the merchant and its counsel to say.

A line that permits counts until the day given; after it, nothing is added there until somebody has checked again. A
line that bars never lapses. A place that is not here, a state without a line of its own, and a network that no line of
the United States or Canada names: nothing is added. Debit and prepaid cards are never surcharged, whatever a line says.

![The United States as tiles: bars, caps and cost tests by state](us.svg)

## United States: federal position and networks

${table(inCountry("US").filter((row) => row.places.includes("US")))}

## United States: states, the District of Columbia and territories

${table(states)}

## Canada

${table(inCountry("CA"))}

## Other countries

${table(others.flatMap(inCountry))}

## Tax on the surcharge itself

Whether a surcharge on a taxable sale is taxed with it. Each line warns the operator whose quotes come without a tax rate, or
with one, against it; no line changes a decision, and none says which rate: that is the merchant's tax engine's business. A
place that is not here is not known.

${taxTable(tax)}
`;
}
