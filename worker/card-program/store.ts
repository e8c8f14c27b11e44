/**
 * The mirrored programmes in KV.
 *
 * - `head:{program}`: which version is valid, and where it came from. Written last, so that a version is valid only
 *   when all of it is there.
 * - `data:{program}:{version}:index`: the distinct BINs, one a line: all that a lookup needs.
 * - `data:{program}:{version}:{n}`: records, {@link CHUNK_RECORDS} a key. Never changed once written.
 * - `failure:{program}`: the last pull, when it failed.
 *
 * The version before the valid one stays until the next change: a location may go on reading the older head for a
 * minute. No card number, shopper or key is in here.
 */
import * as z from "zod";
import {
  type ProgramBin,
  ProgramId,
  type ProgramSummary,
  PullFailure,
  STALE_AFTER_DAYS,
} from "../../contract/card-programs.ts";

/** Records in one value: about 300 KB. */
export const CHUNK_RECORDS = 1_000;
/** KV's own cache of what may change: half of the minute within which a change must be visible. */
const HEAD_CACHE_SECONDS = 30;
/** KV's own cache of what never changes. Minutes only, because it also keeps a "not there" of data still on its way. */
const DATA_CACHE_SECONDS = 300;
const STALE_AFTER_MS = STALE_AFTER_DAYS * 86_400_000;

const ProgrammeHead = z.object({
  version: z.string(),
  /** The valid version before this one; its data is still there. */
  previous: z.string().nullable(),
  records: z.number().int(),
  bins: z.number().int(),
  /** Unix milliseconds of the last good pull. */
  pulledAt: z.number().int(),
  source: z.enum(["push", "sync"]),
});
export type ProgrammeHead = z.output<typeof ProgrammeHead>;

const StoredFailure = PullFailure.extend({ at: z.number().int() });
type StoredFailure = z.output<typeof StoredFailure>;

const headKey = (program: string) => `head:${program}`;
const failureKey = (program: string) => `failure:${program}`;
const dataKey = (program: string, version: string, part: "index" | number) => `data:${program}:${version}:${part}`;

/**
 * The store does not answer, or not yet with data that its head tells of. Says nothing of the copy: whoever asks tries again.
 */
export class ProgramStoreError extends Error {
  override readonly name = "ProgramStoreError";
}

/** What a call of the store brings, its failure told as the store's. */
async function answered<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    throw new ProgramStoreError("the store of card programmes does not answer", { cause });
  }
}

/** A programme's data as it goes in. */
export interface NewVersion {
  readonly version: string;
  readonly records: readonly ProgramBin[];
  /** Distinct BINs. */
  readonly bins: readonly string[];
}

export class ProgramStore {
  readonly #kv: KVNamespace;

  constructor(kv: KVNamespace) {
    this.#kv = kv;
  }

  /** The valid version, or null when nothing is mirrored. @throws when the store fails */
  async head(program: string): Promise<ProgrammeHead | null> {
    const stored = await answered(this.#kv.get(headKey(program), { type: "json", cacheTtl: HEAD_CACHE_SECONDS }));
    return stored === null ? null : ProgrammeHead.parse(stored);
  }

  /** The distinct BINs of a version. @throws when the store fails or does not have them */
  async bins(program: string, version: string): Promise<string[]> {
    const key = dataKey(program, version, "index");
    const text = await answered(this.#kv.get(key, { type: "text", cacheTtl: DATA_CACHE_SECONDS }));
    if (text === null) throw new ProgramStoreError("the mirrored BINs are not readable yet");
    return text === "" ? [] : text.split("\n");
  }

  /** Records `start` to `end` (exclusive) of a version. @throws when the store fails or does not have them */
  async records(program: string, version: string, start: number, end: number): Promise<ProgramBin[]> {
    const first = Math.floor(start / CHUNK_RECORDS);
    const last = Math.ceil(end / CHUNK_RECORDS);
    const chunks = await Promise.all(
      Array.from({ length: Math.max(last - first, 0) }, async (_, index) => {
        const key = dataKey(program, version, first + index);
        const chunk = await answered(this.#kv.get<ProgramBin[]>(key, { type: "json", cacheTtl: DATA_CACHE_SECONDS }));
        if (chunk === null) throw new ProgramStoreError("the mirrored records are not readable yet");
        return chunk;
      }),
    );
    const offset = first * CHUNK_RECORDS;
    return chunks.flat().slice(start - offset, end - offset);
  }

  /**
   * Makes `next` the valid version, then drops what no location can still be reading.
   *
   * @param rewrite writes the data even where this version is the valid one already
   */
  async replace(
    program: string,
    next: NewVersion,
    from: Pick<ProgrammeHead, "pulledAt" | "source">,
    rewrite: boolean,
  ): Promise<ProgrammeHead> {
    const before = await this.head(program);
    const isSame = before?.version === next.version;
    if (!isSame || rewrite) await this.#writeData(program, next);
    const head: ProgrammeHead = {
      version: next.version,
      previous: isSame ? before.previous : (before?.version ?? null),
      records: next.records.length,
      bins: next.bins.length,
      ...from,
    };
    await answered(this.#kv.put(headKey(program), JSON.stringify(head), { metadata: head }));
    await answered(this.#kv.delete(failureKey(program)));
    if (!isSame) await this.#dropOthers(program, head);
    return head;
  }

  async recordFailure(program: string, failure: PullFailure, at: number): Promise<void> {
    const stored: StoredFailure = { ...failure, at };
    await answered(this.#kv.put(failureKey(program), JSON.stringify(stored), { metadata: stored }));
  }

  /** Every programme that is mirrored or was tried, in the order of their names. */
  async summaries(now: number): Promise<ProgramSummary[]> {
    const [heads, failures] = await Promise.all([
      this.#listed("head:", ProgrammeHead),
      this.#listed("failure:", StoredFailure),
    ]);
    const programs = [...new Set([...heads.keys(), ...failures.keys()])].toSorted();
    return programs.map((program) =>
      summarise(program, heads.get(program) ?? null, failures.get(program) ?? null, now),
    );
  }

  async #writeData(program: string, { version, records, bins }: NewVersion): Promise<void> {
    for (let start = 0; start < records.length; start += CHUNK_RECORDS) {
      const chunk = JSON.stringify(records.slice(start, start + CHUNK_RECORDS));
      await answered(this.#kv.put(dataKey(program, version, start / CHUNK_RECORDS), chunk));
    }
    await answered(this.#kv.put(dataKey(program, version, "index"), bins.join("\n")));
  }

  async #dropOthers(program: string, { version, previous }: ProgrammeHead): Promise<void> {
    const kept = new Set([version, previous]);
    const { keys } = await answered(this.#kv.list({ prefix: `data:${program}:` }));
    const gone = keys.filter(({ name }) => !kept.has(name.split(":")[2] ?? ""));
    await Promise.all(gone.map(({ name }) => answered(this.#kv.delete(name))));
  }

  /** What the metadata of all keys with this prefix says, by programme. */
  async #listed<Schema extends z.ZodType>(prefix: string, schema: Schema): Promise<Map<string, z.output<Schema>>> {
    const found = new Map<string, z.output<Schema>>();
    let cursor: string | undefined;
    do {
      const page = await answered(this.#kv.list({ prefix, ...(cursor === undefined ? {} : { cursor }) }));
      for (const { name, metadata } of page.keys) {
        const program = ProgramId.safeParse(name.slice(prefix.length));
        const value = schema.safeParse(metadata);
        if (program.success && value.success) found.set(program.data, value.data);
      }
      cursor = page.list_complete ? undefined : page.cursor;
    } while (cursor !== undefined);
    return found;
  }
}

/** What an operator sees of a programme. */
export function summarise(
  program: string,
  head: ProgrammeHead | null,
  failure: StoredFailure | null,
  now: number,
): ProgramSummary {
  const isStale = head !== null && now - head.pulledAt > STALE_AFTER_MS;
  return {
    program,
    state: head === null ? "missing" : failure !== null ? "failed" : isStale ? "stale" : "ready",
    version: head?.version ?? null,
    records: head?.records ?? 0,
    bins: head?.bins ?? 0,
    pulledAt: head === null ? null : new Date(head.pulledAt).toISOString(),
    source: head?.source ?? null,
    failure:
      failure === null
        ? null
        : { problem: failure.problem, upstreamCode: failure.upstreamCode, at: new Date(failure.at).toISOString() },
  };
}
