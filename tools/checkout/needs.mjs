/**
 * What a test may need that not every machine has: the one list of names, how each is looked for, and the Debian packages that
 * bring it. `node tools/checkout/needs.mjs` prints the packages that `.ci/run` installs by day, with `--night` those of the
 * night as well: a browser costs more of a day's minutes than its tests are worth there, but where it is installed it is tried.
 * Plain Node 20 without dependencies, because it is asked before anything is installed.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { findEngines } from "./engines.mjs";

/**
 * What runs a language's recipe: the programs to try, in order, and arguments with which one ends with 0 only if it can.
 *
 * @typedef {{ readonly programs: readonly string[], readonly probe: readonly string[] }} Runs
 */

/** @type {Readonly<Record<"PHP" | "Python" | "Ruby" | "jq", Runs>>} */
export const PROGRAMS = {
  PHP: {
    programs: ["php"],
    probe: ["-r", "exit(PHP_VERSION_ID >= 80100 && function_exists('openssl_verify') ? 0 : 1);"],
  },
  Python: {
    programs: ["python3", "/usr/bin/python3", "python"],
    probe: ["-c", "import sys, cryptography, jwt; sys.exit(sys.version_info < (3, 9))"],
  },
  Ruby: { programs: ["ruby"], probe: ["-rjwt", "-e", "exit RUBY_VERSION >= '3.0'"] },
  jq: { programs: ["jq"], probe: ["--version"] },
};

/** The first of the programs on this machine that can run what it is for. @param {Runs} runs */
export const findProgram = ({ programs, probe }) =>
  programs.find((candidate) => spawnSync(candidate, probe).status === 0);

/** @param {keyof typeof PROGRAMS} name */
const runs = (name) => () => findProgram(PROGRAMS[name]) !== undefined;
/** @param {string} name of a browser engine */
const hasEngine = (name) => () => findEngines().some((engine) => engine.name === name && engine.path !== undefined);

/**
 * `debian`: packages that bring it, and whether `.ci/run` installs them by day or leaves them to the night. Without it, a machine
 * has the thing or never will: `npm test` itself sees to Chromium.
 */
const NEEDS = {
  Node: { isThere: () => true },
  PHP: { isThere: runs("PHP"), debian: { packages: ["php-cli"], when: "day" } },
  Python: { isThere: runs("Python"), debian: { packages: ["python3-jwt", "python3-cryptography"], when: "day" } },
  Ruby: { isThere: runs("Ruby"), debian: { packages: ["ruby", "ruby-jwt"], when: "day" } },
  jq: { isThere: runs("jq"), debian: { packages: ["jq"], when: "day" } },
  Chromium: { isThere: hasEngine("Chromium") },
  Firefox: { isThere: hasEngine("Firefox"), debian: { packages: ["firefox-esr"], when: "night" } },
  WebKitGTK: { isThere: hasEngine("WebKitGTK"), debian: { packages: ["webkit2gtk-driver", "xvfb"], when: "night" } },
  Linux: { isThere: () => process.platform === "linux" },
  "signals and file modes": { isThere: () => process.platform !== "win32" },
  "a git checkout": { isThere: () => existsSync(".git") },
  /** Installed by the commands that use them. */
  "the packages of quality/": { isThere: () => existsSync("quality/node_modules") },
};

/** @typedef {keyof typeof NEEDS} Need */

/** @type {Map<Need, boolean>} */
const answers = new Map();
/** Whether this machine has the thing; looked for once in a process. @param {Need} need @returns {boolean} */
export function isThere(need) {
  const isKnown = answers.get(need) ?? NEEDS[need].isThere();
  answers.set(need, isKnown);
  return isKnown;
}

/** @param {Need} need @returns {{ packages: readonly string[], when: string } | undefined} */
export const debianOf = (need) => {
  const row = NEEDS[need];
  return "debian" in row ? row.debian : undefined;
};

/** The Debian packages for every test of the day, or of the night as well. @param {{ atNight: boolean }} when */
export const debianPackages = ({ atNight }) =>
  /** @type {Need[]} */ (Object.keys(NEEDS))
    .map(debianOf)
    .flatMap((debian) => (debian !== undefined && (atNight || debian.when === "day") ? debian.packages : []));

if (import.meta.url === pathToFileURL(resolve(process.argv[1] ?? "")).href)
  console.log(debianPackages({ atNight: process.argv.includes("--night") }).join("\n"));
