/**
 * Draws the pictures of the docs, and writes beside each what it says in words. Run `npm run pictures` after a change of
 * `tools/docs/pictures/` or of the element's table of transitions. A test holds files and pages to what is drawn here.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { lookupCode, lookupPicture, lookupWords } from "./pictures/lookup.ts";
import { partiesPicture, partiesWords } from "./pictures/parties.ts";
import { statePicture, stateWords } from "./pictures/state.ts";
import { statesPicture } from "./pictures/states.ts";
import { type Picture, svgOf } from "./pictures/svg.ts";

export const PICTURES: readonly Picture[] = [lookupPicture(), statePicture(), partiesPicture(), statesPicture()];

/** Where in the docs a picture stands with its words: between `<!-- picture NAME -->` and `<!-- end of picture -->`. */
const PLACES: readonly (readonly [page: string, name: string, words: () => string])[] = [
  ["docs/how-it-works.md", "lookup", lookupWords],
  ["docs/how-it-works.md", "state", stateWords],
  ["docs/how-it-works.md", "parties", partiesWords],
  ["docs/architecture.md", "lookup", lookupCode],
];

const titleOf = (name: string): string => PICTURES.find((picture) => picture.name === name)?.title ?? "";

/** A picture in Markdown. */
export const imageOf = (name: string): string => `![${titleOf(name)}](images/${name}.svg)`;

/** Everything as it must stand: texts by path. */
export function drawn(): Map<string, string> {
  const files = new Map(PICTURES.map((picture) => [`docs/images/${picture.name}.svg`, svgOf(picture)]));
  for (const [page, name, words] of PLACES) {
    const [begin, end] = [`<!-- picture ${name} -->\n`, "<!-- end of picture -->"];
    const now = files.get(page) ?? readFileSync(page, "utf8");
    const from = now.indexOf(begin);
    const to = now.indexOf(end, from);
    if (from === -1 || to === -1) throw new Error(`${page} has no place for the picture ${name}`);
    files.set(page, `${now.slice(0, from)}${begin}${imageOf(name)}\n\n${words()}\n${now.slice(to)}`);
  }
  return files;
}

if (import.meta.main) for (const [path, text] of drawn()) writeFileSync(path, text);
