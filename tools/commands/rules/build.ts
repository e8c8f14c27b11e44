/** `npm run rules -- build`: after an edit of the rules, writes what is derived from them. A test fails while it is not current. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { holdsCardNumber } from "../../../contract/card-number.ts";
import { bookOf, type Pack, soundOnes } from "../../../worker/rules/pack.ts";
import { type Unvouched, unvouchedBetween } from "../../../worker/rules/vouched.ts";
import { placeCode } from "../../../worker/surcharge/places.ts";
import { ToolError } from "../../cli/tool-error.mjs";
import { derivedFiles } from "./derived.ts";
import { differenceLines, tallyOf } from "./differences.ts";
import { packBefore, packOfFiles, packPath, ROOT } from "./packs.ts";

/** Such as `us-oh-credit (US-OH visa)`, or the sale alone where no row of the pack is behind it. */
function sayUnvouched(unvouched: readonly Unvouched[]): string {
  const wider = new Map<string, string>();
  for (const { difference, rows } of unvouched) {
    const sale = `${placeCode(difference.sale.place)} ${difference.sale.brand}`;
    for (const row of rows) if (!wider.has(row)) wider.set(row, `${row} (${sale})`);
    if (rows.length === 0 && !wider.has(sale)) wider.set(sale, sale);
  }
  return [...wider.values()].join(", ");
}

/** Every text in it, however deep. */
const textsIn = (value: unknown): readonly string[] =>
  typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(textsIn);

/** @throws ToolError naming what holds a text that no deployment takes, so that the pack could never be pushed */
function refuseCardNumbers({ rows, renewals, retired, taxOnSurcharge = [] }: Pack): void {
  const named = [
    ...rows.map((row) => [row.id, row] as const),
    ...renewals.map((renewal) => [`the renewal of ${renewal.row}`, renewal] as const),
    ...retired.map((one) => [one.id, one] as const),
    ...taxOnSurcharge.map((one) => [`the tax in ${one.places.join(" ")}`, one] as const),
  ];
  const held = named.flatMap(([name, entry]) => (textsIn(entry).some(holdsCardNumber) ? name : []));
  if (held.length > 0)
    throw new ToolError(
      `no deployment takes a text with what looks like a card number: ${held.join(", ")}: in an address write a digit as %30 to %39, elsewhere take it out`,
    );
}

/** @throws ToolError naming the rows that let more through and that nobody stands for */
async function refuseUnvouched(before: Pack, after: Pack): Promise<void> {
  const day = after.publishedAt.slice(0, 10);
  const unvouched = unvouchedBetween(before, after, day);
  if (unvouched.length > 0)
    throw new ToolError(
      `pack ${after.sequence} widens what nobody stands for: ${sayUnvouched(unvouched)}: read the source again, then give each row a newer checkedOn and a by, or each id that is gone a line with a by in worker/rules/retired.json`,
    );
  const sound = await soundOnes(after.rows, after.renewals);
  const stale = after.renewals.filter((renewal) => !sound.includes(renewal)).map(({ row }) => row);
  if (stale.length > 0)
    throw new ToolError(
      `worker/rules/renewals.json renews rows that say something else now: ${stale.join(", ")}: take the renewal out and set checkedOn and by in the row, or read the source again and run renew`,
    );
}

/**
 * Writes every file that is not current.
 *
 * @param at when a pack that is new is published
 * @returns what was written, and what a new pack changes
 * @throws ToolError where a row is wrong, no deployment would take it, or it lets more through and nobody stands for it; then
 *   nothing is written
 */
export async function build(at: Date, root: URL = ROOT): Promise<string> {
  const pack = await packOfFiles(at, root);
  const before = packBefore(pack, root);
  const files = Object.entries(derivedFiles(pack, root)).filter(
    ([path, text]) => !isCurrent(new URL(path, root), text),
  );
  if (files.length === 0) return `pack ${pack.sequence} (${pack.version}) is current: nothing to write`;
  const isNew = files.some(([path]) => path === packPath(pack.sequence));
  if (isNew) refuseCardNumbers(pack);
  if (isNew && before !== undefined) await refuseUnvouched(before, pack);
  for (const [path, text] of files) {
    const file = new URL(path, root);
    mkdirSync(new URL("./", file), { recursive: true });
    writeFileSync(file, text);
  }
  return [...files.map(([path]) => path), ...(isNew && before !== undefined ? [sayNew(before, pack)] : [])].join("\n");
}

const isCurrent = (file: URL, text: string): boolean => existsSync(file) && readFileSync(file, "utf8") === text;

function sayNew(before: Pack, pack: Pack): string {
  const lines = differenceLines(bookOf(before), bookOf(pack), pack.publishedAt.slice(0, 10));
  return `pack ${pack.sequence} (${pack.version}) against pack ${before.sequence}: ${tallyOf(lines)}`;
}
