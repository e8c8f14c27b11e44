/**
 * The pack that this Worker carries, checked and compiled once, when this module loads. A broken one stops the Worker at
 * start rather than giving a wrong answer later. Written by `npm run rules -- build`: which pack it is.
 */
import type { RuleBook } from "./book.ts";
import { bookOf, Pack } from "./pack.ts";
import newest from "./packs/3.json" with { type: "json" };

export const builtInPack: Pack = Pack.parse(newest);

/** Its book. The renewals in it are sound: a test of the packs holds them to it. */
export const builtInBook: RuleBook = bookOf(builtInPack);
