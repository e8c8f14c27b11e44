/** Everything that is written from the rows: the pack, which one the Worker carries, and the pages for people. */
import type { Pack } from "../../worker/rules/pack.ts";
import { changesPage } from "./changes.ts";
import { coveragePage } from "./coverage.ts";
import { usMap } from "./map.ts";
import { packOfFiles, packPath, packSequences, readPack } from "./packs.ts";

const builtIn = (sequence: number) => `/**
 * The pack that this Worker carries, checked and compiled once, when this module loads. A broken one stops the Worker at
 * start rather than giving a wrong answer later. Written by \`npm run rules\`: which pack it is.
 */
import type { RuleBook } from "./book.ts";
import { bookOf, Pack } from "./pack.ts";
import newest from "./packs/${sequence}.json" with { type: "json" };

export const builtInPack: Pack = Pack.parse(newest);

/** Its book. The renewals in it are sound: a test of the packs holds them to it. */
export const builtInBook: RuleBook = bookOf(builtInPack);
`;

/** The packs before `newest`, oldest first. */
const packsBefore = (newest: Pack): readonly Pack[] =>
  packSequences()
    .filter((sequence) => sequence < newest.sequence)
    .map(readPack);

/**
 * The files and their text, by path from the top of the repository.
 *
 * @param at when a pack that is new is published
 */
export async function derivedFiles(at: Date): Promise<Readonly<Record<string, string>>> {
  const pack = await packOfFiles(at);
  const before = packsBefore(pack).at(-1);
  return {
    [packPath(pack.sequence)]: `${JSON.stringify(pack, null, 2)}\n`,
    "worker/rules/built-in.ts": builtIn(pack.sequence),
    "docs/rules/us.svg": usMap(pack.rows, pack.version),
    "docs/rules/coverage.md": coveragePage(pack.rows, pack.version),
    ...(before === undefined ? {} : { [`docs/rules/changes/${pack.sequence}.md`]: changesPage(before, pack) }),
  };
}
