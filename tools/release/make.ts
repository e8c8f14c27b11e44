/** Makes a release of what stands: the changelog's section, the files that pages load, and the entry that tells of them. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { buildWidget, integrityOf, SCRIPTS } from "../build/build-widget.mjs";
import { ToolError } from "../cli/tool-error.mjs";
import { ownFolder } from "../local/own-folder.mjs";
import { sbomOf } from "../pci/sbom.ts";
import { unreleasedChanges, withRelease, withUnreleased } from "./changelog.ts";
import { checkedReleases, RELEASES_FILE, RELEASES_FOLDER, type Release, type ReleasedFile } from "./releases.ts";
import { workedVersion } from "./served.ts";
import { type Edits, editPinned, editWorked, textOf, writeEdits } from "./version-places.ts";
import { nextVersion, numbersOf, pinnedVersion, STEPS, type Step } from "./versions.ts";

const CHANGELOG = "CHANGELOG.md";
const MOST_NAMED = 5;
const BILL_OF_MATERIALS = "sbom.cdx.json";
const KEPT = [...SCRIPTS, BILL_OF_MATERIALS];

const git = (...args: string[]): string => execFileSync("git", args, { encoding: "utf8" });

export interface Made {
  readonly release: Release;
  /** The files that were changed, or would be. */
  readonly changed: readonly string[];
}

/**
 * Makes `version`, the one that is being worked on unless another is given. Everything is done or nothing.
 *
 * @param today such as 2026-11-28
 * @throws {ToolError} on a version that is there, a tree with changes, or a changelog that says nothing new
 */
export async function makeRelease(version: string, today: string, { isDryRun }: { isDryRun: boolean }): Promise<Made> {
  const releases = checkedReleases();
  const changes = refuseUnready(version, releases);
  const edits: Edits = new Map([[CHANGELOG, withRelease(readFileSync(CHANGELOG, "utf8"), version, today)]]);
  const worked = workedVersion();
  if (version !== worked) editWorked(edits, worked, version);
  editPinned(edits, version);

  const workshop = ownFolder("release");
  const { changed, takeBack } = writeEdits(edits);
  let isMade = false;
  try {
    const { sources } = await buildWidget({ outDir: workshop });
    writeFileSync(join(workshop, BILL_OF_MATERIALS), await sbomOf({ element: workshop, assets: workshop }));
    const files = Object.fromEntries(KEPT.map((name) => [name, describe(join(workshop, name))]));
    const release = { version, date: today, files, sources, changes };
    if (!isDryRun) keep(release, releases, workshop);
    isMade = !isDryRun;
    return { release, changed: [...changed, RELEASES_FILE, ...KEPT.map((name) => pathOf(version, name))] };
  } finally {
    if (!isMade) takeBack();
    rmSync(workshop, { recursive: true, force: true });
  }
}

const pathOf = (version: string, name: string): string => `${RELEASES_FOLDER}/${version}/${name}`;

/** @returns what has changed since the last release */
function refuseUnready(version: string, releases: readonly Release[]): [string, ...string[]] {
  if (numbersOf(version) === null) throw new ToolError("A version must be three numbers such as 1.2.3.");
  if (releases.some((release) => release.version === version))
    throw new ToolError(
      `${version} is released already, and never changes: npm run release -- next raises the version.`,
    );
  const dirty = git("status", "--porcelain").trimEnd().split("\n").filter(Boolean);
  if (dirty.length > 0)
    throw new ToolError(
      `A release is made of what is committed. Commit or stash first:\n${dirty.slice(0, MOST_NAMED).join("\n")}${dirty.length > MOST_NAMED ? `\nand ${dirty.length - MOST_NAMED} more` : ""}`,
    );
  const [first, ...more] = unreleasedChanges(readFileSync(CHANGELOG, "utf8"));
  if (first === undefined)
    throw new ToolError(
      `${CHANGELOG} has nothing under "## Unreleased": say what users will notice, then make the release.`,
    );
  return [first, ...more];
}

function describe(path: string): ReleasedFile {
  const file = readFileSync(path);
  if (path.endsWith(".js") && !file.includes("@license"))
    throw new ToolError(
      `${path} has no licence notices of the libraries in it: see legalComments in the element's build.`,
    );
  return { integrity: integrityOf(file), bytes: file.length, brotliBytes: brotliCompressSync(file).length };
}

function keep(release: Release, before: readonly Release[], built: string): void {
  mkdirSync(join(RELEASES_FOLDER, release.version), { recursive: true });
  for (const name of KEPT) cpSync(join(built, name), pathOf(release.version, name));
  writeFileSync(RELEASES_FILE, `${JSON.stringify([...before, release], null, 2)}\n`);
}

/**
 * Sets the version that is worked on from here, and begins its section of the changelog.
 *
 * @param wanted a step from the newest release, or a version
 * @returns the version
 * @throws {ToolError} when that is released, or the one before it is not and nothing else is asked for
 */
export function beginNext(wanted: string | undefined): string {
  const [releases, worked] = [checkedReleases(), workedVersion()];
  const isReleased = (version: string) => releases.some((release) => release.version === version);
  if (wanted === undefined && !isReleased(worked))
    throw new ToolError(
      `${worked} is being worked on, and is not released yet. Name a step (${STEPS.join(", ")}) or a version.`,
    );
  const isStep = STEPS.includes(wanted as Step);
  const next =
    wanted === undefined || isStep
      ? nextVersion(pinnedVersion(releases, worked), (wanted as Step | undefined) ?? "patch")
      : wanted;
  if (numbersOf(next) === null) throw new ToolError("A version must be three numbers such as 1.2.3.");
  if (isReleased(next)) throw new ToolError(`${next} is released already, and never changes.`);
  const edits: Edits = new Map();
  if (next !== worked) editWorked(edits, worked, next);
  edits.set(CHANGELOG, withUnreleased(textOf(edits, CHANGELOG)));
  writeEdits(edits);
  return next;
}
