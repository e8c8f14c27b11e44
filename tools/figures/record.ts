/**
 * What a measuring command leaves behind: one file a figure in `docs/figures/`, with the machine, the day and the command
 * beside the raw data, so that whoever reads it can make it again. `npm run figures` makes a page of these files.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { arch, availableParallelism, cpus, release, totalmem, type } from "node:os";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../docs/figures/", import.meta.url).href);

/** Measured here; simulated by real code in a made-up world; or computed from other figures and published prices. */
export type FigureKind = "measured" | "simulated" | "computed";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
}

export interface FigureRecord<Data = unknown> {
  /** The file's name, lower case words with hyphens. */
  readonly name: string;
  readonly kind: FigureKind;
  /** What makes it again, as it is typed in the project's folder. */
  readonly command: string;
  /** ISO 8601, UTC. */
  readonly recordedAt: string;
  /** The commit whose files were measured; ends in `+` where files were changed since. */
  readonly commit: string;
  readonly machine: Machine;
  readonly data: Data;
}

/** This machine; nothing that names or places it. */
export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split("-")[0]} ${arch()}`,
    node: process.versions.node,
  };
}

const git = (...words: string[]): string => execFileSync("git", words, { encoding: "utf8" }).trim();

/** The short name of the commit that is checked out, `+` where a tracked file differs from it; `unknown` outside git. */
function commitHere(): string {
  try {
    const hasChanges = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs/figures") !== "";
    return `${git("rev-parse", "--short=10", "HEAD")}${hasChanges ? "+" : ""}`;
  } catch {
    return "unknown";
  }
}

/** Writes `docs/figures/NAME.json`, over what was there. @throws Error when the file cannot be written */
export function recordFigure<Data>(
  name: string,
  { kind, command, data, folder = FOLDER }: { kind: FigureKind; command: string; data: Data; folder?: string },
): FigureRecord<Data> {
  const figure: FigureRecord<Data> = {
    name,
    kind,
    command,
    recordedAt: new Date().toISOString(),
    commit: commitHere(),
    machine: thisMachine(),
    data,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name}.json`, `${JSON.stringify(figure, null, 2)}\n`);
  return figure;
}

/** The figure of this name; null where it has not been recorded. */
export function readFigure<Data>(name: string, folder = FOLDER): FigureRecord<Data> | null {
  try {
    return JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8")) as FigureRecord<Data>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
