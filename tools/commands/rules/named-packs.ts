/** The packs that a command can name: by number, by file, or by a word. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { RuleBook } from "../../../worker/rules/book.ts";
import { bookOf, type Pack } from "../../../worker/rules/pack.ts";
import { ToolError } from "../../cli/tool-error.mjs";
import { bookThere, type Deployment, packAt } from "./deployment.ts";
import { newestPack, packOfFiles, packSequences, parsePack, readJson, readPack } from "./packs.ts";

export interface NamedPack {
  /** For people, such as `pack 2 (2026-11-27.2.2d220d6f7f70)`. */
  readonly name: string;
  readonly pack: Pack;
  readonly book: RuleBook;
}

export const sayPack = ({ sequence, version }: Pack): string => `pack ${sequence} (${version})`;

const named = (pack: Pack, name = sayPack(pack)): NamedPack => ({ name, pack, book: bookOf(pack) });

/** A pack of the checkout by its number, or any by its file. @throws ToolError where it is neither, or no pack */
export async function packByNumberOrFile(word: string, root: URL): Promise<Pack> {
  if (/^\d{1,9}$/.test(word)) return readPack(Number(word), root);
  const file = pathToFileURL(resolve(word));
  if (!existsSync(file))
    throw new ToolError(
      `there is no pack ${word}: give a number (${packSequences(root).join(", ")}) or a file, and for diff files, built-in or deployed`,
    );
  return parsePack(readJson(file.href, root), word);
}

/** The pack in force at a deployment, with what was renewed and extended there. */
export async function packInForce(deployment: Deployment): Promise<NamedPack> {
  const view = await deployment.readRules();
  const pack = await packAt(deployment, view.inForce.version);
  return { name: `${sayPack(pack)} at ${deployment.origin}`, pack, book: await bookThere(pack, view) };
}

/** @param deployment asked for only where the word is `deployed` */
export async function packOf(
  word: string,
  { root, now, deployment }: { root: URL; now: Date; deployment: () => Promise<Deployment> },
): Promise<NamedPack> {
  switch (word) {
    case "files": {
      const pack = await packOfFiles(now, root);
      return named(pack, `the files (${sayPack(pack)})`);
    }
    case "built-in":
      return named(newestPack(root));
    case "deployed":
      return packInForce(await deployment());
    default:
      return named(await packByNumberOrFile(word, root));
  }
}
