/** Installs the site's own packages where they are missing. `node tools/site/install.mjs` does it by itself. */
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { isInstalled, NotReadyError } from "../local/ready.mjs";

export const SITE = "site";

/** @throws {NotReadyError} when npm cannot install them */
export function installSite() {
  if (isInstalled(SITE)) return;
  console.log("Installing the site's packages (npm ci in site/) ...");
  const { status } = spawnSync(
    "npm",
    ["ci", "--include=dev", "--include=optional", "--ignore-scripts", "--loglevel=error"],
    {
      cwd: SITE,
      stdio: "inherit",
      shell: process.platform === "win32",
    },
  );
  if (status !== 0)
    throw new NotReadyError("npm ci failed in site/: see its message above. It needs the npm registry.");
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) installSite();
