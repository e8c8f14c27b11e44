/** The packs of this checkout: every one ever published, and the newest, which is made of the country files. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ENGINE, PACK_FORMAT, Pack, type PackContent, versionOf } from "../../worker/rules/pack.ts";

const ROOT = new URL("../../", import.meta.url);
const PACKS = "worker/rules/packs";
const ROWS = "worker/rules/rows";

const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, ROOT), "utf8"));

/** Where a pack is kept, from the top of the repository. */
export const packPath = (sequence: number): string => `${PACKS}/${sequence}.json`;

/** The sequences of all packs, oldest first. */
export function packSequences(): readonly number[] {
  return readdirSync(new URL(PACKS, ROOT))
    .flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);
}

/** One pack of this checkout. @throws ZodError where it is no pack */
export const readPack = (sequence: number): Pack => Pack.parse(readJson(packPath(sequence)));

/** The newest pack of this checkout. */
export function newestPack(): Pack {
  const sequence = packSequences().at(-1);
  if (sequence === undefined) throw new Error(`${PACKS} holds no pack`);
  return readPack(sequence);
}

/** What the country files, renewals and retired ids of this checkout come to, in the order of the files' names. */
function contentOfFiles(): Pick<PackContent, "rows" | "renewals" | "retired"> {
  const files = readdirSync(new URL(ROWS, ROOT)).filter((name) => name.endsWith(".json"));
  const rows = files.toSorted().flatMap((name) => readJson(`${ROWS}/${name}`));
  const [renewals, retired] = ["renewals", "retired"].map((name) => readJson(`worker/rules/${name}.json`));
  return { rows, renewals, retired } as Pick<PackContent, "rows" | "renewals" | "retired">;
}

/** True where the pack is in the last commit: then it may be in force somewhere, and never changes. */
function isCommitted(sequence: number): boolean {
  const cwd = fileURLToPath(ROOT);
  if (!existsSync(new URL(".git", ROOT))) return true;
  return spawnSync("git", ["cat-file", "-e", `HEAD:${packPath(sequence)}`], { cwd }).status === 0;
}

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The pack that the files of this checkout make: the newest one where nothing changed, else the next. A pack that is not
 * committed yet is made anew under its own number.
 *
 * @param at when it is published
 * @throws ZodError naming what is wrong with a row
 */
export async function packOfFiles(at: Date): Promise<Pack> {
  const newest = newestPack();
  const made = contentOfFiles();
  const { rows, renewals, retired } = newest;
  if (sameJson({ rows, renewals, retired }, made)) return newest;
  const content: PackContent = {
    format: PACK_FORMAT,
    sequence: isCommitted(newest.sequence) ? newest.sequence + 1 : newest.sequence,
    publishedAt: `${at.toISOString().slice(0, 19)}Z`,
    minEngine: ENGINE,
    ...made,
  };
  return Pack.parse({ ...content, version: await versionOf(content) });
}
