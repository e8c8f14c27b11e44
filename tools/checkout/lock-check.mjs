/**
 * Fails when the lock file lacks an optional package that another package names: npm writes no entry for one that the
 * registry did not have, and `npm ci` then stops on every machine.
 */
import { readFileSync } from "node:fs";

/** @typedef {Record<string, { version?: string, optionalDependencies?: Record<string, string> }>} Packages */

/** Each package of this repository that its own commands install. */
const FOLDERS = ["", "site/", "quality/"];

/** The entry that `name` resolves to from the package at `from`, walking up nested node_modules.
 * @param {Packages} packages @param {string} from @param {string} name */
function resolve(packages, from, name) {
  for (let at = from; ; ) {
    const entry = packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`];
    if (entry !== undefined || at === "") return entry;
    const end = at.lastIndexOf("/node_modules/");
    at = end === -1 ? "" : at.slice(0, end);
  }
}

/** @param {string} folder @returns {string[]} */
function problemsIn(folder) {
  const file = `${folder}package-lock.json`;
  const { packages } = /** @type {{ packages: Packages }} */ (JSON.parse(readFileSync(file, "utf8")));
  console.log(`${file}: ${Object.keys(packages).length} packages`);
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies).flatMap(([name, wanted]) => {
      const entry = resolve(packages, path, name);
      if (entry === undefined) return [`${path || "package.json"} names ${name}@${wanted}: not in ${file}`];
      const isExact = /^\d/.test(wanted);
      return isExact && entry.version !== wanted
        ? [`${path || "package.json"} names ${name}@${wanted}: ${file} has ${entry.version}`]
        : [];
    }),
  );
}

const problems = FOLDERS.flatMap(problemsIn);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log("Lock files complete.");
