/**
 * Replaces a programme's mirrored copy by a new one: all of it or nothing. A catalogue that is empty, or that lost more
 * than half of its BINs, replaces a good copy only when that is asked for in so many words.
 */
import type { ProgramBin, ProgramSummary } from "../../contract/card-programs.ts";
import { pullCatalogue } from "./client.ts";
import { PullError } from "./errors.ts";
import type { KeySecureAccess } from "./session.ts";
import { type NewVersion, type ProgrammeHead, type ProgramStore, summarise } from "./store.ts";

/** A new catalogue with fewer BINs than this share of the mirrored one needs force. */
const SMALLEST_SHARE = 0.5;
const VERSION_HEX_DIGITS = 16;

export interface Mirrored {
  readonly outcome: "stored" | "unchanged";
  readonly summary: ProgramSummary;
  /** BINs that came and went. */
  readonly added: number;
  readonly removed: number;
}

export interface MirrorOptions {
  readonly source: ProgrammeHead["source"];
  /**
   * Takes an empty catalogue, or one that lost more than half of its BINs; and replaces a copy that cannot be read, which
   * counts as empty then.
   */
  readonly force: boolean;
  /** Unix milliseconds. */
  readonly now: number;
  /** Told what is about to be replaced, null: nothing, and by what. What it throws keeps that. */
  readonly allow?: (before: ProgrammeHead | null, next: Pick<NewVersion, "version" | "records">) => void;
}

/**
 * Makes `records` the programme's valid copy.
 *
 * @throws PullError `empty` or `shrinks` without force; it is recorded and the last good copy stays
 */
export async function mirrorSnapshot(
  store: ProgramStore,
  program: string,
  records: readonly ProgramBin[],
  { source, force, now, allow }: MirrorOptions,
): Promise<Mirrored> {
  const next = await versionOf(records);
  const before = await store.head(program);
  allow?.(before, next);
  const isSame = before?.version === next.version;
  const previousBins = before === null ? [] : isSame ? next.bins : await binsBefore(store, program, before, force);
  if (!force) await refuseLosses(store, program, next, previousBins.length, now);
  const head = await store.replace(program, next, { pulledAt: now, source }, force);
  return {
    outcome: isSame ? "unchanged" : "stored",
    summary: summarise(program, head, null, now),
    added: countMissing(next.bins, previousBins),
    removed: countMissing(previousBins, next.bins),
  };
}

function binsBefore(
  store: ProgramStore,
  program: string,
  { version }: ProgrammeHead,
  force: boolean,
): Promise<string[]> {
  const bins = store.bins(program, version);
  return force ? bins.catch(() => []) : bins;
}

/**
 * Pulls the catalogue from KeySecure and mirrors it.
 *
 * @throws PullError whatever kept the pull from ending well; it is recorded and the last good copy stays
 */
export async function syncProgramme(
  store: ProgramStore,
  program: string,
  access: KeySecureAccess,
  options: Omit<MirrorOptions, "source">,
): Promise<Mirrored> {
  const pulled = await pullCatalogue(access).catch(async (error: unknown) => {
    if (error instanceof PullError) await store.recordFailure(program, error.toFailure(), options.now);
    throw error;
  });
  return mirrorSnapshot(store, program, pulled.bins, { ...options, source: "sync" });
}

async function refuseLosses(store: ProgramStore, program: string, next: NewVersion, before: number, now: number) {
  const after = next.bins.length;
  const problem = after === 0 ? "empty" : after < before * SMALLEST_SHARE ? "shrinks" : null;
  if (problem === null) return;
  const error = new PullError(problem, { where: `${after} instead of ${before}` });
  await store.recordFailure(program, error.toFailure(), now);
  throw error;
}

const byBin = (a: ProgramBin, b: ProgramBin) =>
  compareText(a.cardBin ?? "", b.cardBin ?? "") || compareText(a.cardBinNo ?? "", b.cardBinNo ?? "");
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The records in the order of their BINs, named by a hash of their content: the same catalogue is the same version. */
async function versionOf(records: readonly ProgramBin[]): Promise<NewVersion> {
  const sorted = records.toSorted(byBin);
  const bins = [...new Set(sorted.flatMap(({ cardBin }) => cardBin ?? []))];
  const content = new TextEncoder().encode(JSON.stringify(sorted));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { version: hex.slice(0, VERSION_HEX_DIGITS), records: sorted, bins };
}

function countMissing(from: readonly string[], other: readonly string[]): number {
  const known = new Set(other);
  return from.filter((bin) => !known.has(bin)).length;
}
