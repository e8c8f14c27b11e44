/**
 * `npm run test:nodes`: whether the two commands work on a machine with a Node and an npm of its own, from an empty clone.
 * For each pair it makes a folder with just these two, clones what is committed, runs `npm start` until the shop answers,
 * ends it, and runs a few tests. Needs git and the npm registry.
 */
import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../local/ports.mjs";

/** The npm that comes with that Node but in the second, which someone has renewed. */
const PAIRS = [
  { node: "20.20.2", npm: "10.8.2" },
  { node: "20.20.2", npm: "11.21.2" },
  { node: "22.23.3", npm: "10.9.9" },
  { node: "24.21.0", npm: "11.21.2" },
];
const NODE = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
const TESTS = ["test/tools/local/ready.test.ts", "test/worker/routes/health.workerd.test.ts"];
const START_TIMEOUT_MS = 300_000;
const TEST_TIMEOUT_MS = 600_000;
const END_TIMEOUT_MS = 20_000;
const POLL_MS = 250;

/** The PATH without what this project put there: npm names the bin folders of every folder above. */
const machinePath = (process.env["PATH"] ?? "")
  .split(delimiter)
  .filter((folder) => !/node_modules|node-gyp-bin/.test(folder));

/** This environment without what the npm that runs this script has put there. */
const machine = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|NODE$|INIT_CWD$|VITEST)/i.test(name)),
);

/** Runs a command to its end. @param {string} command @param {string[]} args @param {import("node:child_process").SpawnSyncOptions} [options] */
function must(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { ...options, encoding: "utf8" });
  if (status !== 0) throw new Error(`${[command, ...args].join(" ")}: ${error?.message ?? `${stdout}${stderr}`}`);
  return stdout.trim();
}

/** Seconds since `start`, in words. @param {number} start */
const since = (start) => `${((Date.now() - start) / 1_000).toFixed(0)} s`;

/**
 * `npm start` until the shop answers, then SIGTERM to npm, as a supervisor would.
 *
 * @param {string} cwd @param {NodeJS.ProcessEnv} env
 */
async function tryStart(cwd, env) {
  const port = await freePort(3);
  const log = join(cwd, "..", "start.log");
  const file = openSync(log, "w");
  const child = spawn("npm", ["start", "--", "--port", String(port)], { cwd, env, stdio: ["ignore", file, file] });
  closeSync(file);
  const shop = `http://localhost:${port + 2}`;
  const answers = () =>
    fetch(shop).then(
      ({ ok }) => ok,
      () => false,
    );
  const until = Date.now() + START_TIMEOUT_MS;
  while (!(await answers())) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`npm start:\n${readFileSync(log, "utf8")}`);
    await sleep(POLL_MS);
  }
  child.kill("SIGTERM");
  const ended = Date.now() + END_TIMEOUT_MS;
  while (await answers()) {
    if (Date.now() > ended) throw new Error("npm start: the shop still answers after SIGTERM");
    await sleep(POLL_MS);
  }
}

/** @param {{ node: string, npm: string }} pair @param {string} folder */
async function tryPair({ node, npm }, folder) {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  must("npm", ["install", "--no-audit", "--no-fund", `${NODE}@${node}`, `npm@${npm}`], { cwd: folder, env: machine });
  const env = { ...machine, PATH: [join(folder, "node_modules", ".bin"), ...machinePath].join(delimiter) };
  const found = `${must("node", ["--version"], { env })} ${must("npm", ["--version"], { env })}`;
  if (found !== `v${node} ${npm}`) throw new Error(`the folder has Node and npm ${found}`);
  const clone = join(folder, "clone");
  must("git", ["clone", "--quiet", resolve("."), clone]);
  const start = Date.now();
  await tryStart(clone, env);
  const started = since(start);
  const test = Date.now();
  must("npm", ["test", "--", ...TESTS], { cwd: clone, env, timeout: TEST_TIMEOUT_MS });
  return `npm start answered after ${started}, npm test passed after ${since(test)}`;
}

const place = mkdtempSync(join(tmpdir(), "try-nodes-"));
let failures = 0;
try {
  for (const [at, pair] of PAIRS.entries()) {
    const name = `Node ${pair.node}, npm ${pair.npm}`;
    const folder = join(place, String(at));
    try {
      console.log(`${name}: ${await tryPair(pair, folder)}`);
    } catch (error) {
      failures++;
      console.error(`${name}: FAILED\n${error instanceof Error ? error.message : String(error)}`);
    }
    rmSync(folder, { recursive: true, force: true });
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
process.exit(failures === 0 ? 0 : 1);
