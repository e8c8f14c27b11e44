/**
 * Installs what this checkout lacks, so that `npm start` and `npm test` work on a machine with Node and npm alone. Outside
 * the checkout it installs nothing but a browser for the tests, and says so first.
 * Plain Node 20 without dependencies, because nothing may be installed yet.
 */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { linkNode, nodePackage } from "../checkout/link-node.mjs";
import { findChromium } from "./chromium.mjs";

/** @typedef {ReturnType<typeof import("./guard.mjs").guard>} Run */

/** A failure with a message for the person at the terminal. */
export class NotReadyError extends Error {}

/** The tools need this Node. */
const NODE_MAJOR = 22;
const NODE_MINOR = 18;

/**
 * True when node_modules is what package-lock.json asks for, as far as npm's own record of the last install tells.
 *
 * @param {string} folder of the package
 */
export function isInstalled(folder) {
  const record = join(folder, "node_modules", ".package-lock.json");
  return existsSync(record) && statSync(record).mtimeMs >= statSync(join(folder, "package-lock.json")).mtimeMs;
}

/** @param {Run} run */
async function installPackages(run) {
  if (isInstalled(".")) return;
  console.log("Installing packages (npm ci) ...");
  // Whatever the machine's settings leave out, such as NODE_ENV=production does.
  const status = await run("npm", ["ci", "--include=dev", "--include=optional", "--loglevel=error"]);
  if (status !== 0) throw new NotReadyError("npm ci failed: see its message above. It needs the npm registry.");
}

/** On Linux and Windows a newer Node comes with the packages, elsewhere the machine's own counts. */
function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (linkNode() || major > NODE_MAJOR || (major === NODE_MAJOR && minor >= NODE_MINOR)) return;
  const own = nodePackage();
  throw new NotReadyError(
    own === undefined
      ? `Node ${process.versions.node} is too old on this platform: install Node ${NODE_MAJOR}.${NODE_MINOR} or newer, then run this again.`
      : `The package ${own} is missing, which brings the Node that the tools run on: run npm ci --include=optional, then this again.`,
  );
}

const canApt = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

/**
 * An existing one, else Playwright's, else Debian's where we are root. What is installed outside the checkout is said first.
 *
 * @param {Run} run
 */
async function ensureChromium(run) {
  if (findChromium() !== undefined) return;
  console.log("No Chromium found. Installing Playwright's into its cache (playwright install chromium) ...");
  await run(join("node_modules", ".bin", "playwright"), ["install", "chromium"]);
  if (findChromium() === undefined && canApt()) {
    console.log("Installing Debian's on this machine (apt-get install chromium) ...");
    await run("apt-get", ["update", "-qq"]);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
  }
  if (findChromium() !== undefined) return;
  throw new NotReadyError(
    "The tests need Chromium and none could be installed. Install one, or set CHROMIUM_PATH to one, then run this again.",
  );
}

/**
 * Makes the checkout ready to run.
 *
 * @param {Run} run
 * @param {{ withChromium?: boolean }} [options]
 * @throws {NotReadyError}
 */
export async function ready(run, { withChromium = false } = {}) {
  process.chdir(fileURLToPath(new URL("../../", import.meta.url)));
  await installPackages(run);
  checkNode();
  if (withChromium) await ensureChromium(run);
}
