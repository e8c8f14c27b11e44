/** Installs the packages of a folder that has a lock of its own. `node tools/site/install.mjs` installs the site's. */
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { isInstalled, NotReadyError } from "../local/ready.mjs";

export const SITE = "site";

/** @param {string} folder @throws {NotReadyError} when npm cannot install them */
export function installIn(folder) {
  if (isInstalled(folder)) return;
  console.log(`Installing packages (npm ci in ${folder}/) ...`);
  const { status } = spawnSync(
    "npm",
    ["ci", "--include=dev", "--include=optional", "--ignore-scripts", "--loglevel=error"],
    {
      cwd: folder,
      stdio: "inherit",
      shell: process.platform === "win32",
    },
  );
  if (status !== 0)
    throw new NotReadyError(`npm ci failed in ${folder}/: see its message above. It needs the npm registry.`);
}

/** @throws {NotReadyError} when npm cannot install them */
export const installSite = () => installIn(SITE);

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) installSite();
