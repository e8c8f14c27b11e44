/** Runs Jazzer.js on one target: bundled into one CommonJS file, of which every branch is counted. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { forOlderLibc, isOlderLibc } from "./older-libc.ts";
import { dictionaryOf, type FuzzFigures, figuresOf } from "./output.ts";
import type { Target } from "./targets.ts";

const PROGRAM = "quality/node_modules/@jazzer.js/core/dist/cli.js";
const CORPUS = "test/fuzz/corpus";
/** What was found is kept here, so that a next run goes on from it. */
const FOUND = ".wrangler/fuzz";
const MARK = ".target.cjs";
const MAX_BYTES = 4_096;
/** An input that takes longer is a finding. */
const MAX_SECONDS = 10;
const ADDON = "quality/node_modules/@jazzer.js/fuzzer/prebuilds/fuzzer-linux-x64.node";

type Run = (
  command: string,
  args: string[],
  more?: Record<string, string>,
  output?: number | "inherit",
) => Promise<number>;

export interface Fuzzed extends FuzzFigures {
  readonly target: string;
  readonly seconds: number;
  /** Inputs that reach what no committed one reaches. */
  readonly newCorpus: number;
  readonly crashes: readonly string[];
  readonly isGood: boolean;
  /** The end of what was said, where it is not good. */
  readonly said: string;
}

async function bundle({ name }: Target, folder: string): Promise<string> {
  const outfile = join(folder, `${name}${MARK}`);
  await build({
    entryPoints: [`test/fuzz/targets/${name}.ts`],
    outfile,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    define: { __DEVELOPMENT__: "true", __RULES_DAYS_AHEAD__: "0" },
    logLevel: "warning",
  });
  return outfile;
}

/** What Jazzer.js needs in its environment, so that its native part loads here. */
function environmentOf(folder: string): Record<string, string> {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  if (process.arch !== "x64" || !isOlderLibc(header.glibcVersionRuntime)) return {};
  const addon = resolve(folder, "fuzzer.node");
  if (!existsSync(addon)) writeFileSync(addon, forOlderLibc(readFileSync(ADDON)));
  return { FUZZER_ADDON: addon, NODE_OPTIONS: `--require=${resolve("test/fuzz/load-addon.cjs")}` };
}

/** Keeps the fewest of what was found that, beside the committed inputs, reach all that was reached. */
async function keepFewest(run: (...args: string[]) => Promise<number>, name: string, folder: string): Promise<number> {
  const [committed, found, merged] = [join(CORPUS, name), join(FOUND, name), join(folder, `${name}-merged`)];
  mkdirSync(merged);
  const old = new Set(readdirSync(committed));
  for (const file of old) copyFileSync(join(committed, file), join(merged, file));
  const status = await run(merged, found, "-merge=1");
  if (status !== 0) return readdirSync(found).length;
  const fresh = readdirSync(merged).filter((file) => !old.has(file));
  for (const file of readdirSync(found)) rmSync(join(found, file));
  for (const file of fresh) copyFileSync(join(merged, file), join(found, file));
  return fresh.length;
}

/** @param run of `guard()` @param folder for what is needed while it runs */
export async function fuzzTarget(target: Target, seconds: number, run: Run, folder: string): Promise<Fuzzed> {
  const { name } = target;
  const [found, crashes] = [join(FOUND, name), join(FOUND, "crashes", name)];
  for (const place of [found, crashes]) mkdirSync(place, { recursive: true });
  const before = new Set(readdirSync(crashes));
  const bundled = await bundle(target, folder);
  const dictionary = join(folder, `${name}.dict`);
  writeFileSync(dictionary, dictionaryOf(target.dictionary));
  const log = join(folder, `${name}.log`);

  const environment = environmentOf(folder);
  const jazzer = async (...args: string[]): Promise<number> => {
    const file = openSync(log, "a");
    const common = [bundled, "-i", MARK, "--", `-max_len=${MAX_BYTES}`, `-timeout=${MAX_SECONDS}`];
    try {
      return await run("node", [PROGRAM, ...common, ...args], environment, file);
    } finally {
      closeSync(file);
    }
  };

  const startedAt = performance.now();
  const corpora = [found, join(CORPUS, name)];
  const limits = [`-max_total_time=${seconds}`, `-dict=${dictionary}`, `-artifact_prefix=${crashes}/`];
  const status = await jazzer(...corpora, ...limits, "-print_final_stats=1");
  const took = (performance.now() - startedAt) / 1_000;
  const output = existsSync(log) ? readFileSync(log, "utf8") : "";
  const newCorpus = status === 0 ? await keepFewest(jazzer, name, folder) : readdirSync(found).length;
  return {
    target: name,
    seconds: Math.round(took),
    ...figuresOf(output, took),
    newCorpus,
    crashes: readdirSync(crashes)
      .filter((file) => !before.has(file))
      .map((file) => join(crashes, file)),
    isGood: status === 0,
    said: status === 0 ? "" : output.slice(-4_000),
  };
}
