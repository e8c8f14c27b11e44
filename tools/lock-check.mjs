/**
 * Fails when the lock file lacks an optional package that another package names: npm writes no entry for one that the
 * registry did not have, and `npm ci` then stops on every machine.
 */
import { readFileSync } from "node:fs";

/** @type {{ packages: Record<string, { version?: string, optionalDependencies?: Record<string, string> }> }} */
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));

/** The entry that `name` resolves to from the package at `from`, walking up nested node_modules.
 * @param {string} from @param {string} name */
function resolve(from, name) {
  for (let at = from; ; ) {
    const entry = packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`];
    if (entry !== undefined || at === "") return entry;
    const end = at.lastIndexOf("/node_modules/");
    at = end === -1 ? "" : at.slice(0, end);
  }
}

const problems = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies).flatMap(([name, wanted]) => {
    const entry = resolve(path, name);
    if (entry === undefined) return [`${path || "package.json"} names ${name}@${wanted}: not in package-lock.json`];
    const isExact = /^\d/.test(wanted);
    return isExact && entry.version !== wanted
      ? [`${path || "package.json"} names ${name}@${wanted}: package-lock.json has ${entry.version}`]
      : [];
  }),
);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`lock file complete: ${Object.keys(packages).length} packages`);
