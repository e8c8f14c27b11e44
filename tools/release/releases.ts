/**
 * What was released: `releases.json` tells of every version, `releases/VERSION/` has its files. Neither is ever changed, only
 * added to: pages name these files by their hashes for years.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { integrityOf } from "../build/build-widget.mjs";
import { ToolError } from "../cli/tool-error.mjs";
import { releasedSections } from "./changelog.ts";
import { numbersOf } from "./versions.ts";

export const RELEASES_FILE = "releases.json";
export const RELEASES_FOLDER = "releases";

const ReleasedFile = z.strictObject({
  /** For the attribute `integrity`. */
  integrity: z.string().regex(/^sha384-[0-9A-Za-z+/]{64}$/),
  bytes: z.int().positive(),
  /** As it travels, compressed by Brotli. */
  brotliBytes: z.int().positive(),
});
export type ReleasedFile = z.infer<typeof ReleasedFile>;

const Release = z.strictObject({
  version: z.string().refine((version) => numbersOf(version) !== null),
  date: z.iso.date(),
  files: z.record(z.string().regex(/^[a-z][a-z.-]+$/), ReleasedFile),
  /** SHA-256 of everything that the two scripts are built from. */
  sources: z.string().regex(/^sha256-[0-9A-Za-z+/]{43}=$/),
  /** The changelog's entries. */
  changes: z.array(z.string()).nonempty(),
});
export type Release = z.infer<typeof Release>;

/** As they stand in `releases.json`, in the order in which they were made. @throws {ToolError} when it cannot be read */
export function readReleases(root = "."): Release[] {
  const file = join(root, RELEASES_FILE);
  try {
    return z.array(Release).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new ToolError(`${RELEASES_FILE} cannot be read: ${why}\nEntries are only added, by npm run release.`);
  }
}

/**
 * The releases, with every file as it was released.
 *
 * @throws {ToolError} that names each file which was changed, is gone or is too many, and what to do
 */
export function checkedReleases(root = "."): Release[] {
  const releases = readReleases(root);
  const problems = [
    ...releases.flatMap((release) => fileProblems(root, release)),
    ...unknownFolders(root, releases),
    ...changelogProblems(readFileSync(join(root, "CHANGELOG.md"), "utf8"), releases),
  ];
  if (problems.length > 0) throw new ToolError(problems.join("\n"));
  return releases;
}

const bringBack = ({ version }: Release): string =>
  `Pages name it by its hash, so it never changes: git checkout v${version} -- ${RELEASES_FOLDER}/${version} brings it back. A mend is a new version.`;

function fileProblems(root: string, release: Release): string[] {
  const folder = `${RELEASES_FOLDER}/${release.version}`;
  const there = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
  const changed = Object.entries(release.files).flatMap(([name, { integrity }]) => {
    if (!there.includes(name)) return [`${folder}/${name} is gone. ${bringBack(release)}`];
    return integrityOf(readFileSync(join(root, folder, name))) === integrity
      ? []
      : [`${folder}/${name} was changed. ${bringBack(release)}`];
  });
  const more = there.filter((name) => !Object.hasOwn(release.files, name));
  return [...changed, ...more.map((name) => `${folder}/${name} is not part of that release: remove it.`)];
}

function unknownFolders(root: string, releases: readonly Release[]): string[] {
  const folder = join(root, RELEASES_FOLDER);
  const known = new Set(releases.map(({ version }) => version));
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => !known.has(name))
    .map(
      (name) =>
        `${RELEASES_FOLDER}/${name} is not in ${RELEASES_FILE}, which says what was released. Was an entry lost?`,
    );
}

/** An entry that was lost together with its files would show nowhere else. */
function changelogProblems(changelog: string, releases: readonly Release[]): string[] {
  const sections = releasedSections(changelog);
  const told = new Map(sections.map(({ version, date }) => [version, date]));
  const known = new Set(releases.map(({ version }) => version));
  return [
    ...sections
      .filter(({ version }) => !known.has(version))
      .map(
        ({ version }) =>
          `CHANGELOG.md tells of ${version}, which is not in ${RELEASES_FILE}. Only npm run release adds both.`,
      ),
    ...releases
      .filter(({ version, date }) => told.get(version) !== date)
      .map(
        ({ version, date }) =>
          `CHANGELOG.md has no section "## ${version} (${date})", which ${RELEASES_FILE} tells of.`,
      ),
  ];
}
