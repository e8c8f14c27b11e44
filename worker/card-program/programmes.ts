/**
 * The programmes of a merchant, ready to match: compiled once for each version, kept by the isolate, and looked at
 * again twice a minute. A store that fails leaves the last good copy in use; without one, no card can be ruled out, so
 * every card counts as possibly the merchant's own and carries no surcharge.
 */
import { within } from "../within.ts";
import { BinIndex } from "./bin-index.ts";
import type { CompiledProgramme } from "./match.ts";
import { ProgramStore } from "./store.ts";

/** With KV's own half minute a change is visible within a minute. */
const FRESH_MS = 30_000;
/** How soon a failing store is asked again. */
const RETRY_MS = 5_000;
/** The shopper's page waits three seconds at most. */
const READ_TIMEOUT_MS = 1_000;
/** What one isolate keeps; the programme unused for longest goes first. A BIN takes about 40 bytes. */
const MOST_BINS = 400_000;
const MOST_PROGRAMMES = 100;

interface ProgrammeCopy {
  /** Null: nothing is mirrored. */
  readonly version: string | null;
  readonly index: BinIndex;
  readonly askAt: number;
}

const NOTHING_MIRRORED = new BinIndex([]);

export class Programmes {
  readonly #store: ProgramStore;
  readonly #now: () => number;
  /** In the order of last use, oldest first. */
  readonly #copies = new Map<string, ProgrammeCopy>();
  #bins = 0;

  constructor(store: ProgramStore, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
  }

  /** One compiled programme for each of the merchant's, in its order. Never throws. */
  async of(programs: readonly { readonly id: string; readonly displayName: string }[]): Promise<CompiledProgramme[]> {
    return Promise.all(
      programs.map(async ({ id, displayName }) => ({ name: displayName, index: await this.#index(id) })),
    );
  }

  /** After a change made through this isolate: the next lookup asks the store. */
  expire(program: string): void {
    const copy = this.#copies.get(program);
    if (copy !== undefined) this.#copies.set(program, { ...copy, askAt: 0 });
  }

  async #index(program: string): Promise<BinIndex | null> {
    const held = this.#copies.get(program);
    const copy = held !== undefined && this.#now() < held.askAt ? held : await this.#refresh(program, held);
    if (copy === null) return null;
    this.#keep(program, copy);
    return copy.index;
  }

  /** The copy after asking the store; null when neither it nor the isolate has a good one. */
  async #refresh(program: string, held: ProgrammeCopy | undefined): Promise<ProgrammeCopy | null> {
    const fresh = await within(READ_TIMEOUT_MS, () => this.#read(program, held));
    if (fresh !== undefined) return fresh;
    return held === undefined ? null : { ...held, askAt: this.#now() + RETRY_MS };
  }

  async #read(program: string, held: ProgrammeCopy | undefined): Promise<ProgrammeCopy> {
    const head = await this.#store.head(program);
    const askAt = this.#now() + FRESH_MS;
    if (head === null) return { version: null, index: NOTHING_MIRRORED, askAt };
    if (held?.version === head.version) return { ...held, askAt };
    return { version: head.version, index: new BinIndex(await this.#store.bins(program, head.version)), askAt };
  }

  #keep(program: string, copy: ProgrammeCopy): void {
    this.#forget(program);
    this.#copies.set(program, copy);
    this.#bins += copy.index.size;
    for (const [oldest] of this.#copies) {
      const fits = this.#bins <= MOST_BINS && this.#copies.size <= MOST_PROGRAMMES;
      if (fits || oldest === program) return;
      this.#forget(oldest);
    }
  }

  #forget(program: string): void {
    this.#bins -= this.#copies.get(program)?.index.size ?? 0;
    this.#copies.delete(program);
  }
}

const byStore = new WeakMap<KVNamespace, Programmes>();

/** This isolate's compiled programmes of the CARD_PROGRAMS binding. */
export function programmesIn(kv: KVNamespace): Programmes {
  const held = byStore.get(kv);
  if (held !== undefined) return held;
  const programmes = new Programmes(new ProgramStore(kv));
  byStore.set(kv, programmes);
  return programmes;
}

/** The compiled programmes of `merchant`, from this isolate's copies of what the CARD_PROGRAMS binding holds. */
export function compiledProgrammesFor(
  merchant: { readonly cardPrograms: readonly { readonly id: string; readonly displayName: string }[] },
  kv: KVNamespace,
): Promise<CompiledProgramme[]> {
  return programmesIn(kv).of(merchant.cardPrograms);
}
