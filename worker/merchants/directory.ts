/**
 * Finds merchants by id or by server key. A plainly configured merchant needs no store; all others come from one, behind
 * copies that each isolate keeps. A copy bridges a failing store for a quarter of an hour and never turns an older
 * record, such as one from before the merchant was disabled, into the valid one again.
 */
import type { Merchant } from "./schema.ts";
import { type MerchantStore, type StoredMerchant, updatedAtOf } from "./store.ts";

/** How long a copy is used without asking the store; with KV's own cache a change is visible within a minute. */
const FRESH_MS = 30_000;
/** How long a copy may stand in for a failing store. */
const GOOD_MS = 15 * 60_000;
/** How long after a failed read the store is left alone, so that an outage does not slow every request down. */
const RETRY_MS = 5_000;
const MOST_COPIES = 1_000;
/** How long the index of server keys is not asked again about a key. Whether the merchant lists it is asked with its record. */
const OWNER_MS = 15 * 60_000;
/** A write reaches every location within about this time; until then a read may come back from before it. */
const SETTLING_MS = 120_000;

export type DirectoryAnswer =
  | { readonly kind: "found"; readonly merchant: Merchant }
  | { readonly kind: "unknown" }
  /** The store, or what it holds, cannot be read and this isolate holds no good copy. */
  | { readonly kind: "unavailable"; readonly isUnreadable: boolean };

/** A merchant as last read; null: there is none. */
interface MerchantCopy {
  merchant: Merchant | null;
  updatedAt: number;
  /** When the store last answered. */
  readAt: number;
  /** When the store is asked next. */
  askAt: number;
}

interface DirectorySources {
  /** Null: there is no store and the configured merchants are all there are. */
  readonly store: MerchantStore | null;
  /** Merchants from plain configuration. They win over the store, which is never asked about them. */
  readonly configured: readonly Merchant[];
  /** Merchants that are there until the store holds one of the same id. */
  readonly seeds: readonly Merchant[];
  /** The same, but no operator sees them: they are found by their ids alone. */
  readonly samples?: readonly Merchant[];
  readonly now: () => number;
}

export class Directory {
  readonly #sources: DirectorySources;
  readonly #configured: ReadonlyMap<string, Merchant>;
  readonly #seeds: ReadonlyMap<string, Merchant>;
  readonly #samples: ReadonlyMap<string, Merchant>;
  /** In the order of last use, oldest first. */
  readonly #copies = new Map<string, MerchantCopy>();
  /** The same for ids that are nobody's, apart so that guessing ids cannot push merchants out. */
  readonly #absent = new Map<string, MerchantCopy>();

  /** Merchants by the hashes of their server keys, and until when they are taken for it without asking the index. */
  readonly #owners = new Map<string, { readonly id: string; readonly askAt: number }>();

  constructor(sources: DirectorySources) {
    this.#sources = sources;
    this.#configured = new Map(sources.configured.map((merchant) => [merchant.id, merchant]));
    this.#seeds = new Map(sources.seeds.map((merchant) => [merchant.id, merchant]));
    this.#samples = new Map(sources.samples?.map((merchant) => [merchant.id, merchant]));
  }

  /** True for a merchant from plain configuration, which the operator's API cannot change. */
  isConfigured(id: string): boolean {
    return this.#configured.has(id);
  }

  /** Merchants that are there without a store. */
  withoutStore(): readonly Merchant[] {
    return [...this.#configured.values(), ...this.#seeds.values()];
  }

  /** One that is there until the store holds it. */
  #seed(id: string): Merchant | null {
    return this.#seeds.get(id) ?? this.#samples.get(id) ?? null;
  }

  /** False where this isolate has to ask the store who this is. */
  holds(id: string): boolean {
    return this.#configured.has(id) || this.#sources.store === null || this.#copyOf(id) !== undefined;
  }

  /** The same for the server key with this SHA-256. */
  holdsKey(hash: string): boolean {
    return this.#sources.store === null || this.#owners.has(hash) || this.withoutStore().some((one) => owns(one, hash));
  }

  async find(id: string): Promise<DirectoryAnswer> {
    const configured = this.#configured.get(id);
    if (configured !== undefined) return { kind: "found", merchant: configured };
    const { store, now } = this.#sources;
    if (store === null) return answerFor(this.#seed(id));
    const held = this.#copyOf(id);
    if (held !== undefined && now() < held.askAt) {
      this.#keep(id, held);
      return answerFor(held.merchant);
    }
    return this.#settle(id, held, await store.read(id));
  }

  /**
   * The merchant that the server key with this SHA-256 belongs to: the one that the index names, if its record lists the key.
   * An owner once found is remembered for a while; whether the key is still its own, its record says.
   */
  async findByKeyHash(hash: string): Promise<DirectoryAnswer> {
    const local = this.withoutStore().find((merchant) => owns(merchant, hash));
    const { store, now } = this.#sources;
    const known = this.#owners.get(hash);
    const owner = local?.id ?? (known !== undefined && now() < known.askAt ? known.id : undefined);
    if (owner !== undefined) {
      const remembered = await this.find(owner);
      if (remembered.kind === "unavailable" || (remembered.kind === "found" && owns(remembered.merchant, hash)))
        return remembered;
      this.#owners.delete(hash);
    }
    if (store === null) return { kind: "unknown" };
    const named = await store.merchantOfKey(hash);
    // Where the index names nobody, or does not answer, one that was found before and still lists the key keeps it.
    const id = named ?? known?.id;
    if (id === undefined) return named === null ? { kind: "unknown" } : { kind: "unavailable", isUnreadable: false };
    const found = await this.find(id);
    if (found.kind !== "found") return found;
    if (!owns(found.merchant, hash)) return { kind: "unknown" };
    this.#rememberOwner(hash, { id, askAt: now() + (named === undefined ? RETRY_MS : OWNER_MS) });
    return found;
  }

  #rememberOwner(hash: string, owner: { readonly id: string; readonly askAt: number }): void {
    this.#owners.set(hash, owner);
    if (this.#owners.size > MOST_COPIES) this.#owners.delete(this.#owners.keys().next().value ?? "");
  }

  /** Takes over a change made through this isolate, so that it is visible here at once. */
  remember(id: string, merchant: Merchant | null, updatedAt: number): void {
    const at = this.#sources.now();
    this.#keep(id, { merchant, updatedAt, readAt: at, askAt: at + FRESH_MS });
  }

  /** What the store said, weighed against the copy at hand. */
  #settle(id: string, held: MerchantCopy | undefined, stored: StoredMerchant): DirectoryAnswer {
    const at = this.#sources.now();
    const askAt = at + FRESH_MS;
    if (stored.kind === "failed") return this.#bridge(id, held);
    if (stored.kind === "unreadable") return this.#giveUp(id, true);
    const seed = stored.kind === "missing" ? this.#seed(id) : null;
    const merchant = stored.kind === "merchant" ? stored.merchant : seed;
    const fresh: MerchantCopy = { merchant, updatedAt: updatedAtOf(stored), readAt: at, askAt };
    const isOlder =
      held !== undefined &&
      held.updatedAt > fresh.updatedAt &&
      (stored.kind !== "missing" || at - held.updatedAt < SETTLING_MS);
    const copy = isOlder ? { ...held, readAt: at, askAt } : fresh;
    this.#keep(id, copy);
    return answerFor(copy.merchant);
  }

  #bridge(id: string, held: MerchantCopy | undefined): DirectoryAnswer {
    const at = this.#sources.now();
    if (held === undefined || at - held.readAt >= GOOD_MS) return this.#giveUp(id, false);
    this.#keep(id, { ...held, askAt: at + RETRY_MS });
    return answerFor(held.merchant);
  }

  /** Forgets the copy. What cannot be read is newer than it, and may say that the merchant is off. */
  #giveUp(id: string, isUnreadable: boolean): DirectoryAnswer {
    this.#copies.delete(id);
    return { kind: "unavailable", isUnreadable };
  }

  /** The copy this isolate holds, whatever its age. */
  held(id: string): { readonly merchant: Merchant | null; readonly updatedAt: number } | undefined {
    return this.#copyOf(id);
  }

  #copyOf(id: string): MerchantCopy | undefined {
    return this.#copies.get(id) ?? this.#absent.get(id);
  }

  /** Keeps a copy as the one used last and drops the one unused for longest. */
  #keep(id: string, copy: MerchantCopy): void {
    this.#copies.delete(id);
    this.#absent.delete(id);
    const home = copy.merchant === null ? this.#absent : this.#copies;
    home.set(id, copy);
    if (home.size > MOST_COPIES) home.delete(home.keys().next().value ?? "");
  }
}

const answerFor = (merchant: Merchant | null): DirectoryAnswer =>
  merchant === null ? { kind: "unknown" } : { kind: "found", merchant };

/** Whether the merchant lists the server key with this SHA-256. */
export const owns = ({ serverKeys }: Merchant, hash: string) => serverKeys.some((key) => key.hash === hash);
