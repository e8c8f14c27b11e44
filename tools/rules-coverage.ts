/** Writes the coverage page: every rule as a line of a table, by country. */
import { SUBDIVISIONS } from "../contract/subdivisions.ts";
import { lapsesOn } from "../worker/rules/freshness.ts";
import type { RuleRow } from "../worker/rules/schema.ts";
import { sayRow } from "./rules-words.ts";

const COUNTRIES: Readonly<Record<string, string>> = {
  US: "United States",
  CA: "Canada",
  AU: "Australia",
  NZ: "New Zealand",
  GB: "United Kingdom",
  EU: "Every EU and EEA member",
  DE: "Germany",
  DK: "Denmark",
  NO: "Norway",
  CH: "Switzerland",
  MX: "Mexico",
  BR: "Brazil",
  IN: "India",
  AE: "United Arab Emirates",
  MY: "Malaysia",
  SG: "Singapore",
  HK: "Hong Kong",
  ID: "Indonesia",
  JP: "Japan",
};

const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SUBDIVISIONS).flatMap(([country, states]) =>
    Object.entries(states).map(([state, [name]]) => [`${country}-${state}`, name ?? state]),
  ),
);

function nameOf(place: string): string {
  const name = NAMES[place] ?? COUNTRIES[place];
  if (name === undefined) throw new Error(`tools/rules-coverage.ts has no name for ${place}`);
  return name;
}

function placesOf(row: RuleRow): string {
  return row.places.length > 1 ? row.places.map((place) => place.slice(3)).join(" ") : row.places.map(nameOf).join();
}

function inForceWords({ effectiveFrom, effectiveTo }: RuleRow): string {
  if (effectiveTo !== null) return `${effectiveFrom ?? ""} to ${effectiveTo}`;
  return effectiveFrom === null ? "" : `from ${effectiveFrom}`;
}

const HEAD = [
  "| Place | Rule | Networks | Cards | Found | Asks to be recorded | In force | Counts until | Source |",
  "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
];

function line(row: RuleRow): string {
  const cells = [
    placesOf(row),
    `\`${row.id}\``,
    row.networks === "all" ? "all" : row.networks.join(", "),
    row.cards.join(", "),
    sayRow(row),
    row.requires.map((kind) => `\`${kind}\``).join(", "),
    inForceWords(row),
    row.status === "prohibited" ? "for good" : lapsesOn(row),
    `[as of ${row.asOf}](${row.source})`,
  ];
  return `| ${cells.join(" | ")} |`;
}

const table = (rows: readonly RuleRow[]): string => [...HEAD, ...rows.map(line)].join("\n");

/** The page as Markdown. @param version the rules' version, which the page states */
export function coveragePage(rows: readonly RuleRow[], version: string): string {
  const inCountry = (code: string) => rows.filter((row) => row.places.some((place) => place.slice(0, 2) === code));
  const states = inCountry("US").filter((row) => !row.places.includes("US"));
  const others = Object.keys(COUNTRIES).filter((code) => code !== "US" && code !== "CA");
  return `<!-- Written by \`npm run rules\`. Edit the files in worker/rules/rows/ instead. -->

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
`;
}
