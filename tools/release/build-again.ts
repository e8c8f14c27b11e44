/** Builds a release again from the sources that were committed with it, and compares. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { SCRIPTS } from "../build/build-widget.mjs";
import { ToolError } from "../cli/tool-error.mjs";
import { ownFolder } from "../local/own-folder.mjs";
import { RELEASES_FOLDER, type Release } from "./releases.ts";

const IS_WINDOWS = process.platform === "win32";

/** The commit that brought a release. @throws {ToolError} when this clone does not have it */
function commitOf({ version }: Release): string {
  const file = `${RELEASES_FOLDER}/${version}/${SCRIPTS[0]}`;
  const log = execFileSync("git", ["log", "--diff-filter=A", "--format=%H", "-1", "--", file], { encoding: "utf8" });
  if (log.trim() === "") throw new ToolError(`No commit has brought ${file} yet: commit the release first.`);
  return log.trim();
}

/**
 * @param tell what happens meanwhile
 * @throws {ToolError} when the commit has other sources than those of the release, or other bytes come of them
 */
export function buildAgain(release: Release, tell: (text: string) => void): void {
  const { version, files } = release;
  const folder = ownFolder("release");
  try {
    const checkout = join(folder, "checkout");
    mkdirSync(checkout);
    execFileSync("git", ["archive", "-o", join(folder, "sources.tar"), commitOf(release)]);
    execFileSync("tar", ["-xf", resolve(folder, "sources.tar")], { cwd: checkout });
    addPackages(checkout, tell);
    const { integrity, sources } = buildIn(checkout, resolve(folder, "built"));
    if (sources !== release.sources)
      throw new ToolError(
        `The commit that brought ${version} has other sources than ${version} was built from. In a clone without its whole history: git fetch --unshallow`,
      );
    const other = SCRIPTS.filter((name) => integrity[name] !== files[name]?.integrity);
    if (other.length > 0) throw new ToolError(`Built again, ${version} has other bytes: ${other.join(", ")}.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Those of this checkout where they are the same, but for the version of the repository itself. */
function addPackages(checkout: string, tell: (text: string) => void): void {
  const locked = (folder: string) => {
    const { packages } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
    return JSON.stringify({ ...packages, "": { ...packages[""], name: null, version: null } });
  };
  if (locked(checkout) === locked(".")) {
    symlinkSync(resolve("node_modules"), join(checkout, "node_modules"), "junction");
    return;
  }
  tell("Installing the packages of that release (npm ci) ...");
  execFileSync("npm", ["ci", "--loglevel=error"], { cwd: checkout, stdio: "ignore", shell: IS_WINDOWS });
}

function buildIn(checkout: string, outDir: string): { integrity: Record<string, string>; sources: string } {
  const args = ["run", "--silent", "build:element", "--", outDir];
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: checkout, encoding: "utf8", shell: IS_WINDOWS });
  if (status !== 0) throw new ToolError(`The release could not be built again:\n${stdout}${stderr}`);
  return JSON.parse(stdout);
}
