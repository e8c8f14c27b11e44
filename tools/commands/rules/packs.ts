/**
 * The packs of a checkout: every one ever published, and the newest, which is made of the country files. `root` is the top
 * of the checkout everywhere; tests give a copy.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ZodError } from "zod";
import { ENGINE, PACK_FORMAT, Pack, type PackContent, versionOf } from "../../../worker/rules/pack.ts";
import { ToolError } from "../../cli/tool-error.mjs";

export const ROOT = new URL("../../../", import.meta.url);
export const RENEWALS = "worker/rules/renewals.json";
const PACKS = "worker/rules/packs";
const ROWS = "worker/rules/rows";
const TAX_ON_SURCHARGE = "worker/rules/tax-on-surcharge.json";

/** The JSON in a file. @throws ToolError where it is none */
export function readJson(path: string, root: URL = ROOT): unknown {
  try {
    return JSON.parse(readFileSync(new URL(path, root), "utf8"));
  } catch (error) {
    throw new ToolError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Where a pack is kept, from the top of the repository. */
export const packPath = (sequence: number): string => `${PACKS}/${sequence}.json`;

/** The sequences of all packs, oldest first. */
export function packSequences(root: URL = ROOT): readonly number[] {
  return readdirSync(new URL(PACKS, root))
    .flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);
}

const MOST_ISSUES = 3;

/** Where an issue is, with a row or a renewal by its id instead of its number, and a finding on tax by its places. */
function pathOf(path: readonly PropertyKey[], input: unknown): string {
  let at = input;
  return path
    .map((key) => {
      at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
      const name =
        typeof at === "object" && at !== null
          ? (Reflect.get(at, "id") ?? Reflect.get(at, "row") ?? placesNamed(at))
          : undefined;
      return typeof name === "string" ? name : String(key);
    })
    .join(" ");
}

/** Such as `US-AL`, for what has places and no id. */
function placesNamed(entry: object): string | undefined {
  const places: unknown = Reflect.get(entry, "places");
  return Array.isArray(places) ? places.join(" ") : undefined;
}

/** What is wrong, in one line. */
function sayIssues({ issues }: ZodError, input: unknown): string {
  const said = issues.slice(0, MOST_ISSUES).map(({ path, message }) => `${pathOf(path, input)}: ${message}`);
  return `${said.join("; ")}${issues.length > MOST_ISSUES ? `; and ${issues.length - MOST_ISSUES} more` : ""}`;
}

/**
 * A pack, checked against the schema and its own version.
 *
 * @param name what to call it when it is none
 * @throws ToolError naming what is wrong with which row
 */
export async function parsePack(input: unknown, name: string): Promise<Pack> {
  const pack = checked(input, name);
  const version = await versionOf(pack);
  if (version !== pack.version)
    throw new ToolError(`${name} says version ${pack.version}, and its content is ${version}`);
  return pack;
}

/** A pack by the schema alone. @throws ToolError naming what is wrong with which row */
export function checked(input: unknown, name: string): Pack {
  const pack = Pack.safeParse(input);
  if (!pack.success) throw new ToolError(`${name} is no pack: ${sayIssues(pack.error, input)}`);
  return pack.data;
}

/** One pack of the checkout. @throws ToolError where there is none of this number, or it is no pack */
export function readPack(sequence: number, root: URL = ROOT): Pack {
  const sequences = packSequences(root);
  if (!sequences.includes(sequence))
    throw new ToolError(`there is no pack ${sequence} in this checkout: there are ${sequences.join(", ")}`);
  return checked(readJson(packPath(sequence), root), packPath(sequence));
}

/** The newest pack of the checkout. */
export function newestPack(root: URL = ROOT): Pack {
  const sequence = packSequences(root).at(-1);
  if (sequence === undefined) throw new ToolError(`${PACKS} holds no pack`);
  return readPack(sequence, root);
}

/** The pack before `newest` in the checkout, if there is one. */
export function packBefore({ sequence }: Pick<Pack, "sequence">, root: URL = ROOT): Pack | undefined {
  const before = packSequences(root).findLast((one) => one < sequence);
  return before === undefined ? undefined : readPack(before, root);
}

type FileContent = Pick<PackContent, "rows" | "renewals" | "retired" | "taxOnSurcharge">;

/** What the country files, renewals, retired ids and findings on tax of the checkout come to, in the order of the files' names. */
function contentOfFiles(root: URL): FileContent {
  const files = readdirSync(new URL(ROWS, root)).filter((name) => name.endsWith(".json"));
  const rows = files.toSorted().flatMap((name) => readJson(`${ROWS}/${name}`, root));
  const [renewals, retired, taxOnSurcharge] = [RENEWALS, "worker/rules/retired.json", TAX_ON_SURCHARGE].map((path) =>
    readJson(path, root),
  );
  return { rows, renewals, retired, taxOnSurcharge } as FileContent;
}

/** True where the pack is in the last commit: then it may be in force somewhere, and never changes. */
function isCommitted(sequence: number, root: URL): boolean {
  const cwd = fileURLToPath(root);
  if (!existsSync(new URL(".git", root))) return true;
  return spawnSync("git", ["cat-file", "-e", `HEAD:${packPath(sequence)}`], { cwd }).status === 0;
}

/** The sequence of the newest pack that never changes any more. */
export function newestCommitted(root: URL = ROOT): number {
  const sequence = packSequences(root).findLast((one) => isCommitted(one, root));
  if (sequence === undefined) throw new ToolError(`${PACKS} holds no pack that is committed`);
  return sequence;
}

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The pack that the files of the checkout make: the newest one where nothing changed, else the next. A pack that is not
 * committed yet is made anew under its own number.
 *
 * @param at when it is published
 * @throws ToolError naming what is wrong with a row
 */
export async function packOfFiles(at: Date, root: URL = ROOT): Promise<Pack> {
  const newest = newestPack(root);
  const made = contentOfFiles(root);
  const { rows, renewals, retired, taxOnSurcharge = [] } = newest;
  if (sameJson({ rows, renewals, retired, taxOnSurcharge }, made)) return newest;
  const content: PackContent = {
    format: PACK_FORMAT,
    sequence: isCommitted(newest.sequence, root) ? newest.sequence + 1 : newest.sequence,
    publishedAt: `${at.toISOString().slice(0, 19)}Z`,
    minEngine: ENGINE,
    ...made,
  };
  return checked({ ...content, version: await versionOf(content) }, "what the files make");
}
