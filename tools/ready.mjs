/**
 * Installs what this checkout lacks, so that `npm start` and `npm test` work on a machine with Node and npm alone.
 * Plain Node 20 without dependencies, because nothing may be installed yet.
 *
 * `--with-chromium` also finds or installs a Chromium: an existing one, else Playwright's, else Debian's package as root.
 */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "./chromium.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

/** @param {string} command @param {string[]} args @param {"inherit" | "ignore"} stdio */
function run(command, args, stdio = "inherit") {
  return spawnSync(command, args, { stdio, shell: process.platform === "win32" }).status ?? 1;
}

/** True when node_modules is what package-lock.json asks for, as far as npm's own record of the last install tells. */
function isInstalled() {
  const record = join("node_modules", ".package-lock.json");
  return existsSync(record) && statSync(record).mtimeMs >= statSync("package-lock.json").mtimeMs;
}

function installPackages() {
  if (isInstalled()) return;
  console.log("Installing packages (npm ci) ...");
  const status = run("npm", ["ci", "--loglevel=error"]);
  if (status !== 0) fail("npm ci failed: see its message above. It needs the npm registry.", status);
}

/** The tools need Node 22; on Linux and Windows a newer Node comes with the packages, elsewhere the machine's own counts. */
function checkNode() {
  const bundled = join("node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isNewEnough = major > 22 || (major === 22 && minor >= 18);
  if (!existsSync(bundled) && !isNewEnough)
    fail(
      `Node ${process.versions.node} is too old on this platform: install Node 22.18 or newer, then run this again.`,
    );
}

function ensureChromium() {
  if (findChromium() !== undefined) return;
  console.log("No Chromium found; trying Playwright's ...");
  run(join("node_modules", ".bin", "playwright"), ["install", "chromium"], "ignore");
  if (findChromium() !== undefined) return;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Debian's chromium package ...");
    run("apt-get", ["update", "-qq"], "ignore");
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], "ignore");
  }
  if (findChromium() === undefined)
    fail(
      "The tests need Chromium and none could be installed: install it, or set CHROMIUM_PATH to one, then run `npm test` again.",
    );
}

/** @param {string} message @param {number} [status] @returns {never} */
function fail(message, status = 1) {
  console.error(message);
  process.exit(status);
}

installPackages();
checkNode();
if (process.argv.includes("--with-chromium")) ensureChromium();
