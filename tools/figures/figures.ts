/**
 * `npm run figures`: writes `docs/figures.md`, its plots and the figures in `README.md` from the recordings in `docs/figures/`.
 * `-- --measure [NAME ...]` runs the commands that record them first, one after the other; `-- --list` names them.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ToolError } from "../cli/tool-error.mjs";
import { figuresPage, PAGE, plotsOf, README, readmeWithFigures } from "./page.ts";
import { drawn } from "./plots.ts";
import { FIGURES } from "./sections.ts";

interface Asked {
  readonly isList: boolean;
  /** What to measure, in its order; empty: nothing. */
  readonly names: readonly string[];
}

/** @throws ToolError that names what is wrong and what there is */
export function askedOf(args: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { measure: { type: "boolean", default: false }, list: { type: "boolean", default: false } },
  });
  const known = FIGURES.map(({ name }) => name);
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new ToolError(`There is no figure ${unknown}. There are: ${known.join(", ")}.`);
  if (positionals.length > 0 && !values.measure) throw new ToolError("Names of figures need --measure before them.");
  return {
    isList: values.list,
    names: values.measure ? known.filter((name) => positionals.length === 0 || positionals.includes(name)) : [],
  };
}

/** Page, plots and README as the recordings make them. */
async function write(): Promise<void> {
  writeFileSync(PAGE, figuresPage());
  writeFileSync(README, readmeWithFigures());
  for (const [name, text] of await drawn(plotsOf())) writeFileSync(`docs/figures/${name}.svg`, text);
}

/** @returns the names of those whose command failed; the others' recordings stand */
async function measure(names: readonly string[]): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { name, command, minutes } of FIGURES.filter((figure) => names.includes(figure.name))) {
    console.log(`\n${name}: npm run ${command}, some ${minutes} min`);
    const { status } = spawnSync(`npm run ${command}`, { stdio: "inherit", shell: true });
    if (status !== 0) failed.push(name);
    // After each, so that what is measured is told even where a later one is broken off.
    await write();
  }
  return failed;
}

async function main(): Promise<void> {
  if (process.argv.includes("--help")) {
    console.log("npm run figures [-- --list | --measure [NAME ...]]");
    return;
  }
  const { isList, names } = askedOf(process.argv.slice(2));
  if (isList) {
    for (const { name, command, minutes } of FIGURES)
      console.log(`${name.padEnd(16)}${String(minutes).padStart(3)} min  npm run ${command}`);
    return;
  }
  const failed = await measure(names);
  if (names.length === 0) await write();
  if (failed.length > 0)
    throw new ToolError(`These failed, and their recordings may be of another run: ${failed.join(", ")}.`);
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    if (!(error instanceof ToolError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  });
