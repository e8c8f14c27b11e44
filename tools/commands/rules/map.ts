/** Draws the United States as a grid of tiles, one a state: what the rules say of a consumer credit card there. */

import { US_TERRITORIES } from "../../../contract/subdivisions.ts";
import { inForce } from "../../../worker/rules/freshness.ts";
import type { RuleRow } from "../../../worker/rules/schema.ts";
import { type TaxFinding, taxFindingAt } from "../../../worker/rules/tax-on-surcharge.ts";
import { type RowAnswer, rowAnswerOf, shortPercent } from "./words.ts";

/** Rows from north to south, columns from west to east; a dot is an empty cell. The last row is the territories. */
const GRID = [
  "AK .  .  .  .  .  .  .  .  .  .  ME",
  ".  .  .  .  .  .  WI .  .  .  VT NH",
  ".  WA ID MT ND MN IL MI .  NY MA .",
  ".  OR NV WY SD IA IN OH PA NJ CT RI",
  ".  CA UT CO NE MO KY WV VA MD DE .",
  ".  .  AZ NM KS AR TN NC SC DC .  .",
  ".  .  .  .  OK LA MS AL GA .  .  .",
  "HI .  .  .  TX .  .  .  .  FL .  .",
  ".  .  .  .  .  .  .  AS GU MP PR VI",
].map((line) => line.split(/\s+/));

const TILE = 68;
const GAP = 4;
const LEFT = 16;
const TOP = 72;
const LEGEND_TOP = TOP + GRID.length * TILE + 24;
const WIDTH = LEFT * 2 + 12 * TILE;
const HEIGHT = LEGEND_TOP + 158;

interface Style {
  readonly fill: string;
  readonly ink: string;
  readonly legend: string;
}
const STYLES: Readonly<Record<RowAnswer | "not covered", Style>> = {
  barred: { fill: "#3b0f24", ink: "#ffffff", legend: "barred: nothing is added" },
  percent: { fill: "#f2b134", ink: "#1c1c1c", legend: "the state sets a percentage" },
  cost: { fill: "#2f6690", ink: "#ffffff", legend: "the merchant's recorded cost is the cap" },
  conditions: { fill: "#d9c7e8", ink: "#1c1c1c", legend: "conditions or doubt, no percentage" },
  "no bar found": { fill: "#cfe3d4", ink: "#1c1c1c", legend: "no bar found" },
  "not covered": { fill: "#ffffff", ink: "#1c1c1c", legend: "no rule: nothing is added" },
};

/** The row that speaks of a consumer's credit card of any network in this state, if there is one. */
function rowOf(state: string, rows: readonly RuleRow[]): RuleRow | undefined {
  return rows.find(
    (row) => row.kind !== "all_in_price" && row.places.includes(`US-${state}`) && row.cards.includes("credit"),
  );
}

function sayTile(row: RuleRow | undefined): string {
  if (row === undefined) return "none";
  const finding = rowAnswerOf(row);
  const said = {
    barred: "0",
    percent: shortPercent(row.maxBps ?? 0),
    cost: "cost",
    conditions: "cond.",
    "no bar found": "–",
  };
  return said[finding];
}

/** True where a merchant has to record something first: for the state's own row, or for its law on all-in prices. */
const asksFirst = (state: string, rows: readonly RuleRow[]): boolean =>
  rows.some(
    ({ places, cards, status, requires }) =>
      places.includes(`US-${state}`) && cards.includes("credit") && status !== "prohibited" && requires.length > 0,
  );

/** What the corner of a tile says of tax on the surcharge itself. */
const TAX_MARKS = { yes: "tax", no: "no tax", unknown: "" } as const;

function tile(state: string, rows: readonly RuleRow[], tax: readonly TaxFinding[], x: number, y: number): string {
  const row = rowOf(state, rows);
  const { fill, ink } = STYLES[row === undefined ? "not covered" : rowAnswerOf(row)];
  const size = TILE - GAP;
  const centre = x + size / 2;
  const dash = row === undefined ? ' stroke-dasharray="4 3"' : "";
  const corner = row?.status !== "prohibited" && asksFirst(state, rows);
  const taxMark = TAX_MARKS[taxFindingAt({ country: "US", state }, tax)?.taxed ?? "unknown"];
  const mark = `<path d="M${x + size - 18} ${y}h18v18z" fill="#c2185b"/>`;
  return [
    `<rect x="${x}" y="${y}" width="${size}" height="${size}" fill="${fill}" stroke="#5f5f5f"${dash}/>`,
    ...(corner ? [mark] : []),
    ...(taxMark === ""
      ? []
      : [`<text x="${x + 3}" y="${y + 10}" fill="${ink}" font-size="9" text-anchor="start">${taxMark}</text>`]),
    `<text x="${centre}" y="${y + 25}" fill="${ink}" font-size="16" font-weight="700">${state}</text>`,
    `<text x="${centre}" y="${y + 42}" fill="${ink}" font-size="14">${sayTile(row)}</text>`,
    `<text x="${centre}" y="${y + 57}" fill="${ink}" font-size="11">${row?.confidence ?? ""}</text>`,
  ].join("\n");
}

function legend(): string {
  const entries = Object.values(STYLES).map(({ fill, legend }, index) => {
    const [x, y] = [LEFT + (index % 3) * 272, LEGEND_TOP + Math.floor(index / 3) * 28];
    const dash = fill === "#ffffff" ? ' stroke-dasharray="4 3"' : "";
    return `<rect x="${x}" y="${y}" width="18" height="18" fill="${fill}" stroke="#5f5f5f"${dash}/>
<text x="${x + 26}" y="${y + 14}" font-size="13" text-anchor="start">${legend}</text>`;
  });
  const [x, y] = [LEFT, LEGEND_TOP + 56];
  return `${entries.join("\n")}
<path d="M${x} ${y}h18v18z" fill="#c2185b"/>
<text x="${x + 26}" y="${y + 14}" font-size="13" text-anchor="start">zero until the merchant recorded what is asked</text>
<text x="${LEFT}" y="${LEGEND_TOP + 104}" font-size="12" text-anchor="start">Third line: confidence. The networks' own caps and cost tests come on top everywhere. Debit and prepaid: nothing is added anywhere.</text>
<text x="${LEFT}" y="${LEGEND_TOP + 122}" font-size="12" text-anchor="start">“tax”, “no tax”: what was found of sales tax on the surcharge itself; it changes no decision.</text>`;
}

/**
 * The picture as SVG text.
 *
 * @param tax what was found of tax on the surcharge itself
 * @param version the rules' version, which the picture states
 */
export function usMap(rows: readonly RuleRow[], tax: readonly TaxFinding[], version: string): string {
  const days = rows
    .filter((row) => row.places.some((place) => place.startsWith("US")))
    .map((row) => row.checkedOn)
    .toSorted();
  // A version begins with the day of its pack: the map is as of then.
  const current = rows.filter((row) => inForce(row, version.slice(0, 10)));
  const tiles = GRID.flatMap((line, down) =>
    line.flatMap((state, across) =>
      state === "." ? [] : [tile(state, current, tax, LEFT + across * TILE, TOP + down * TILE)],
    ),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title desc" font-family="system-ui, 'Liberation Sans', Arial, sans-serif" text-anchor="middle" fill="#1c1c1c">
<title id="title">Surcharging a consumer credit card, by state</title>
<desc id="desc">What was found for each state, the District of Columbia and ${US_TERRITORIES.length} territories. The same facts stand in the table beside this picture.</desc>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<text x="${LEFT}" y="30" font-size="20" font-weight="700" text-anchor="start">Surcharging a consumer credit card, by state</text>
<text x="${LEFT}" y="52" font-size="13" text-anchor="start">What was found, checked ${days[0]} to ${days.at(-1)}. “No bar found” is the absence of a finding, not a permission.</text>
<text x="${LEFT}" y="${HEIGHT - 12}" font-size="12" text-anchor="start">Rules ${version}.</text>
${tiles.join("\n")}
${legend()}
</svg>
`;
}
