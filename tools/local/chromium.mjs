/** Finds a Chromium on this machine: the one named by CHROMIUM_PATH, one on the PATH, or Playwright's own. */
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where Playwright would keep its own Chromium, whether or not it is there; undefined before the packages are installed. */
function playwrightPath() {
  try {
    return createRequire(import.meta.url)("playwright-core").chromium.executablePath();
  } catch {
    return undefined;
  }
}

/** @returns {string | undefined} the path of a Chromium that can be started, or undefined when there is none */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [named, ...onPath, playwrightPath()].find((path) => path !== undefined && path !== "" && isExecutable(path));
}
