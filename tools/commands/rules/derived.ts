/** Everything that is written from the rows: the pack, which one the Worker carries, and the pages for people. */
import { bookOf, type Pack } from "../../../worker/rules/pack.ts";
import { changesPage } from "./changes.ts";
import { coveragePage } from "./coverage.ts";
import { usMap } from "./map.ts";
import { packBefore, packPath, ROOT } from "./packs.ts";

const builtIn = (sequence: number) => `/**
 * The pack that this Worker carries, checked and compiled once, when this module loads. A broken one stops the Worker at
 * start rather than giving a wrong answer later. Written by \`npm run rules -- build\`: which pack it is.
 */
import type { RuleBook } from "./book.ts";
import { bookOf, Pack } from "./pack.ts";
import newest from "./packs/${sequence}.json" with { type: "json" };

export const builtInPack: Pack = Pack.parse(newest);

/** Its book. The renewals in it are sound: a test of the packs holds them to it. */
export const builtInBook: RuleBook = bookOf(builtInPack);
`;

/** The files that follow from `pack`, and their text, by path from the top of the repository. */
export function derivedFiles(pack: Pack, root: URL = ROOT): Readonly<Record<string, string>> {
  const before = packBefore(pack, root);
  return {
    [packPath(pack.sequence)]: `${JSON.stringify(pack, null, 2)}\n`,
    "worker/rules/built-in.ts": builtIn(pack.sequence),
    "docs/rules/us.svg": usMap(pack.rows, pack.taxOnSurcharge ?? [], pack.version),
    "docs/rules/coverage.md": coveragePage(bookOf(pack).rows, pack.taxOnSurcharge ?? [], pack.version),
    ...(before === undefined ? {} : { [`docs/rules/changes/${pack.sequence}.md`]: changesPage(before, pack) }),
  };
}
