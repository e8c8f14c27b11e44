/** Where a version stands in the repository: the one that is being worked on, and the one that pages are to name. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { ToolError } from "../cli/tool-error.mjs";

/** New texts of files, by their paths. */
export type Edits = Map<string, string>;

const PACKAGE = '"name": "@card-surcharge/element",';
const userAgent = (version: string) => `card-surcharge/${version} (+`;

/** The line of each file that says it. */
const WORKED: readonly (readonly [file: string, line: (version: string) => string])[] = [
  ["package.json", (version) => `\n  ${PACKAGE}\n  "version": "${version}"`],
  ["package-lock.json", (version) => `\n  ${PACKAGE}\n  "version": "${version}"`],
  ["package-lock.json", (version) => `\n      ${PACKAGE}\n      "version": "${version}"`],
  ["contract/version.ts", (version) => `VERSION = "${version}"`],
  ["docs/gateways.md", userAgent],
  ["recipes/php/src/Tables.php", userAgent],
  ["recipes/python/card_surcharge/_tables.py", userAgent],
  ["recipes/ruby/lib/card_surcharge/tables.rb", userAgent],
  ["recipes/python/card_surcharge/__init__.py", (version) => `__version__ = "${version}"`],
  ["recipes/python/pyproject.toml", (version) => `\nversion = "${version}"`],
  ["recipes/ruby/lib/card_surcharge/version.rb", (version) => `VERSION = "${version}"`],
];

/** The builder's choices of `npm start`. */
const CHOICES = "site/src/builder/choices.ts";

/**
 * Makes `to` the version that is being worked on, where `from` is.
 *
 * @throws {ToolError} on a file that does not say `from`
 */
export function editWorked(edits: Edits, from: string, to: string): void {
  for (const [file, line] of WORKED) {
    const text = textOf(edits, file);
    if (text.split(line(from)).length !== 2)
      throw new ToolError(`${file} does not say the version ${from} in the one place where it should.`);
    edits.set(
      file,
      text.replace(line(from), () => line(to)),
    );
  }
}

/** Makes pages, docs and examples name `to`, whichever version they named. */
export function editPinned(edits: Edits, to: string): void {
  for (const { file } of pinnedPlaces()) {
    const text = textOf(edits, file).replaceAll(PINNED, (_, start) => `${start}${to}`);
    edits.set(file, text);
  }
}

const PINNED = /(\/widget\/|\n {2}version: ")\d+\.\d+\.\d+/g;

/** Every file that tells a page which version to load, with the versions it names. */
export function pinnedPlaces(): { file: string; versions: string[] }[] {
  const files = execFileSync("git", ["ls-files", "README.md", "docs/*.md", "examples", CHOICES], { encoding: "utf8" });
  return files
    .trim()
    .split("\n")
    .filter((file) => existsSync(file) && !file.startsWith("docs/decisions/"))
    .map((file) => ({
      file,
      versions: [...readFileSync(file, "utf8").matchAll(PINNED)].map(([found]) => found.replace(/^.*[/"]/s, "")),
    }))
    .filter(({ versions }) => versions.length > 0);
}

export const textOf = (edits: Edits, file: string): string => edits.get(file) ?? readFileSync(file, "utf8");

/** Writes them, but for those that change nothing. @returns the files that were changed, and what takes it all back */
export function writeEdits(edits: Edits): { changed: string[]; takeBack: () => void } {
  for (const [file, text] of edits) if (readFileSync(file, "utf8") === text) edits.delete(file);
  const before = [...edits.keys()].map((file) => [file, readFileSync(file)] as const);
  for (const [file, text] of edits) writeFileSync(file, text);
  const takeBack = () => {
    for (const [file, text] of before) writeFileSync(file, text);
  };
  return { changed: [...edits.keys()], takeBack };
}
