/** Builds the element as it was at an earlier commit, by that commit's own build and the packages of this one. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Where the build of the element has stood. */
const BUILDS = ["tools/build/build-widget.mjs", "tools/build-widget.mjs"];

/**
 * @param {string} program @param {readonly string[]} args @param {string} cwd @param {Buffer} [input]
 * @returns {Buffer} what it printed
 */
function run(program, args, cwd, input) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, input, maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed:\n${stderr.toString()}`);
  return stdout;
}

/**
 * @param {string} commit as git names it, such as `7e0c4ff^`
 * @returns {string} the text of its `card-surcharge.js`
 */
export function elementAt(commit) {
  const tree = mkdtempSync(join(tmpdir(), "card-surcharge-earlier-"));
  try {
    const paths = ["tools", "widget", "contract", "package.json"];
    writeFileSync(join(tree, "tree.tar"), run("git", ["archive", commit, ...paths], "."));
    run("tar", ["-xf", "tree.tar"], tree);
    symlinkSync(resolve("node_modules"), join(tree, "node_modules"), "junction");
    const build = BUILDS.find((file) => existsSync(join(tree, file)));
    if (build === undefined) throw new Error(`The build of ${commit} stands in none of ${BUILDS.join(", ")}.`);
    mkdirSync(join(tree, "built"));
    const call = `import { buildWidget } from "./${build}"; await buildWidget({ outDir: "built" });`;
    run(process.execPath, ["--input-type=module", "--eval", call], tree);
    return readFileSync(join(tree, "built", "card-surcharge.js"), "utf8");
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}
