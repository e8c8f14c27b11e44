/**
 * What is served of the element below `/widget/`: every release as it was released, the version that is being worked on as it is
 * built, and for each major version an address that moves.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ServedWidget } from "../../worker/http/headers.ts";
import { buildWidget, SCRIPTS } from "../build/build-widget.mjs";
import { ToolError } from "../cli/tool-error.mjs";
import { checkedReleases, RELEASES_FILE, RELEASES_FOLDER, type Release, readReleases } from "./releases.ts";
import { movingVersions } from "./versions.ts";

/** The version that is being worked on, by `package.json`. */
export const workedVersion = (root = "."): string =>
  (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;

/** Which addresses are there, for the headers that each has. @throws {ToolError} when `releases.json` cannot be read */
export function servedWidget(): ServedWidget {
  const [releases, worked] = [readReleases(), workedVersion()];
  return {
    moving: [...movingVersions(releases, worked).keys()],
    unreleased: releases.some(({ version }) => version === worked) ? null : worked,
  };
}

/**
 * Builds the element, and writes all of `/widget/` below `assets`.
 *
 * @returns the hashes of the version that is being worked on, by the script's name
 * @throws {ToolError} when a released file is not as it was, or the element is another than the one released as this version
 */
export async function writeWidget(assets: string): Promise<Record<string, string>> {
  const [releases, worked] = [checkedReleases(), workedVersion()];
  const place = (name: string) => join(assets, "widget", name);
  const { integrity } = await buildWidget({ outDir: place(worked) });
  refuseAnother(releases, worked, integrity);
  for (const { version, files } of releases) {
    cpSync(join(RELEASES_FOLDER, version), place(version), { recursive: true });
    writeIntegrity(place(version), Object.fromEntries(SCRIPTS.map((name) => [name, files[name]?.integrity ?? ""])));
  }
  for (const [major, version] of movingVersions(releases, worked)) {
    mkdirSync(place(major), { recursive: true });
    for (const name of SCRIPTS) cpSync(join(place(version), name), join(place(major), name));
  }
  cpSync(RELEASES_FILE, place(RELEASES_FILE));
  return integrity;
}

const writeIntegrity = (folder: string, integrity: Record<string, string>): void =>
  writeFileSync(join(folder, "integrity.json"), `${JSON.stringify(integrity, null, 2)}\n`);

function refuseAnother(releases: readonly Release[], worked: string, built: Record<string, string>): void {
  const released = releases.find(({ version }) => version === worked);
  if (released === undefined || SCRIPTS.every((name) => released.files[name]?.integrity === built[name])) return;
  throw new ToolError(
    `The element is not the one that was released as ${worked}, which never changes. Raise the version: npm run release -- next`,
  );
}
