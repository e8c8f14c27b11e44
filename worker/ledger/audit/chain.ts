/**
 * Verifies an export of the audit log, line by line, with nothing but the export: whether each entry stands where it was
 * written, with the text that it was written with. Pure.
 *
 * An export is one JSON text a line: `{"anchor": ...}`, where it begins; its entries; `{"head": ...}`, where it ends.
 */
import * as z from "zod";
import { AuditEntry, BEGINNING, canonicalJson, Head, hashOf } from "./entry.ts";

const Anchor = z.strictObject({ anchor: Head });
const End = z.strictObject({ head: Head });

export const anchorLine = (anchor: Head): string => canonicalJson({ anchor });
export const entryLine = (entry: AuditEntry): string => canonicalJson(entry);
export const headLine = (head: Head): string => canonicalJson({ head });

/** The lines of an export, as it stands in a file; null: it is no text of ours. */
export function linesOfExport(bytes: Uint8Array): string[] | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.endsWith("\n") ? text.slice(0, -1).split("\n") : null;
  } catch {
    return null;
  }
}

/** What was found: the chain's end where it holds, the first thing that does not fit where it does not. */
export type ChainVerdict =
  | { readonly holds: true; readonly anchor: Head; readonly head: Head; readonly entries: number }
  | { readonly holds: false; readonly problem: string };

const broken = (problem: string): ChainVerdict => ({ holds: false, problem });

/** The line as one of ours; null: it is none, or not written as we write it. */
function read<Schema extends z.ZodType>(schema: Schema, line: string | undefined): z.output<Schema> | null {
  if (line === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const parsed = schema.safeParse(value);
  return parsed.success && canonicalJson(parsed.data) === line ? parsed.data : null;
}

/**
 * @param lines of an export, without their ends
 * @param known where the chain stood at some time, as somebody wrote it down then; each must still be in it
 */
export async function verifyChain(lines: readonly string[], known: readonly Head[]): Promise<ChainVerdict> {
  const anchor = read(Anchor, lines[0])?.anchor;
  if (anchor === undefined) return broken("line 1 must be the anchor of an export");
  if (anchor.number === 0 && anchor.hash !== BEGINNING.hash) return broken("line 1 is not the beginning of a chain");
  const awaited = new Map(known.map(({ number, hash }) => [number, hash]));
  const disputed = known.find(({ number, hash }) => awaited.get(number) !== hash);
  if (disputed !== undefined)
    return broken(`entry ${disputed.number} was written down with different hashes: it cannot have had both`);
  const missed = (at: Head) => awaited.has(at.number) && awaited.get(at.number) !== at.hash;
  if (missed(anchor)) return broken(`the anchor, entry ${anchor.number}, is not the one that was written down`);
  let last = anchor;
  for (const [at, line] of lines.slice(1, -1).entries()) {
    const where = `line ${at + 2}, where entry ${last.number + 1} belongs,`;
    const entry = read(AuditEntry, line);
    if (entry === null) return broken(`${where} is no entry of an export`);
    if (entry.number !== last.number + 1) return broken(`${where} has entry ${entry.number}`);
    const { hash, ...hashed } = entry;
    if (hash !== (await hashOf(last.hash, hashed))) return broken(`${where} does not fit to the entry before it`);
    last = { number: entry.number, hash };
    if (missed(last)) return broken(`entry ${last.number} is not the one that was written down`);
  }
  const end = lines.length < 2 ? null : read(End, lines.at(-1));
  if (end === null) return broken(`after entry ${last.number} the export is cut off: its last line must be its head`);
  if (end.head.number !== last.number || end.head.hash !== last.hash)
    return broken(`the export ends at entry ${last.number}, and its last line says that it ends at ${end.head.number}`);
  const numbers = [...awaited.keys()];
  const beyond = numbers.find((number) => number > last.number);
  if (beyond !== undefined)
    return broken(`the chain ends at entry ${last.number}; entry ${beyond}, which was written down, is cut off`);
  const before = numbers.find((number) => number < anchor.number);
  if (before !== undefined)
    return broken(
      `the export begins after entry ${anchor.number}, so that nothing can be said of entry ${before}, which was written down`,
    );
  return { holds: true, anchor, head: last, entries: last.number - anchor.number };
}
