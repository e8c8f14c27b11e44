/**
 * Whether what is shipped depends on nothing but what is committed: clones it into two folders, installs and builds in each, in
 * another zone of time and another language, and compares every byte of the Worker, the element, the package and its tarball.
 * Needs git and the npm registry.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { differences } from "./differences.ts";

/** The second has a longer name, which would show where a path gets in. */
const PLACES = [
  { folder: "one", env: { TZ: "UTC", LANG: "C" } },
  { folder: "a-second-one/further-down", env: { TZ: "Pacific/Auckland", LANG: "de_DE.UTF-8" } },
];

function must(cwd: string, env: NodeJS.ProcessEnv, command: string, ...args: string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${[command, ...args].join(" ")}: ${error?.message ?? `${stdout}${stderr}`}`);
}

/** The hash of each file below. */
function hashesOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), createHash("sha256").update(readFileSync(path)).digest("hex")];
    }),
  );
}

/** @returns the hash of each file that is shipped */
function buildIn(clone: string, more: NodeJS.ProcessEnv): Map<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE$|INIT_CWD$)/i.test(name));
  const env = { ...Object.fromEntries(inherited), ...more, WRANGLER_SEND_METRICS: "false" };
  must(resolve("."), env, "git", "clone", "--quiet", resolve("."), clone);
  must(clone, env, "npm", "ci", "--include=dev", "--include=optional", "--loglevel=error");
  const dist = join(clone, "dist");
  must(clone, env, "npm", "run", "build", "--", "--without-site");
  const bin = join(clone, "node_modules", ".bin");
  const own = { ...env, PATH: `${bin}:${process.env["PATH"]}` };
  must(clone, own, "wrangler", "deploy", "--dry-run", "--env", "production", "--outdir", join(clone, "worker-built"));
  const shipped = join(clone, "shipped");
  mkdirSync(shipped);
  must(join(dist, "package"), env, "npm", "pack", "--pack-destination", shipped);
  must(clone, env, "cp", join(clone, "worker-built", "index.js"), join(shipped, "worker.js"));
  return new Map([...hashesOf(dist), ...hashesOf(shipped)]);
}

const place = mkdtempSync(join(tmpdir(), "build-twice-"));
try {
  const [first = new Map(), second = new Map()] = PLACES.map(({ folder, env }) => buildIn(join(place, folder), env));
  const found = differences(first, second);
  for (const line of found) console.error(line);
  console.log(`${first.size} files built twice, ${found.length} of them differ.`);
  process.exitCode = found.length === 0 && first.size > 0 ? 0 : 1;
} finally {
  rmSync(place, { recursive: true, force: true });
}
