/**
 * Keeps this isolate's edition of the rules. The pack that the Worker carries is there at once; a newer one in the store
 * takes its place as soon as it was read and found sound. A store that is slow, down or holds nonsense leaves the last
 * good pack in force, and no lookup waits for it or fails by it.
 */

import { worldDays } from "../surcharge/day.ts";
import { within } from "../within.ts";
import { type Edition, editionOf, editionText } from "./edition.ts";
import { bookOf, type Pack } from "./pack.ts";
import { EMPTY_HEAD, type PackRef, type PackVerdict, type RulesHead, type RulesStore, storedAhead } from "./store.ts";
import { unvouchedBetween } from "./vouched.ts";

/** How long an edition is used without asking the store; with KV's own half minute a change is visible within one. */
const FRESH_MS = 30_000;
/** From this age on a request waits for the store, for a moment: the isolate may have been idle through a change. */
const STALE_MS = 60_000;
/** That moment. It passes while the gateway is asked, which takes longer. */
const WAIT_MS = 200;
/** A read that takes longer has failed. */
const READ_TIMEOUT_MS = 10_000;
/** How soon a failing store is asked again. Nothing waits for it then. */
const RETRY_MS = 5_000;

export interface RulesSources {
  /** Null: there is no store, and the carried pack is all there is. */
  readonly store: RulesStore | null;
  /** The pack that the Worker carries, as published. */
  readonly carried: Pack;
  /** What becomes of it before it decides: nothing, but in a development build. */
  readonly freshen: (pack: Pack) => Pack;
  readonly origin: "built_in" | "development";
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The instant at which rules are judged. */
  readonly rulesNow: () => Date;
}

/** `unreadable`: the store, or a pack in it. `refused`: its pack widens what nobody stands for. */
export type RulesTrouble = "unreadable" | "refused";

/** Goes on with work after the answer was sent. */
type KeepAlive = (work: Promise<unknown>) => void;

function verdictOf(carried: Pack, pack: Pack, at: Date): PackVerdict {
  return unvouchedBetween(carried, pack, worldDays(at).first).length === 0 ? "sound" : "refused";
}

export class RulesKeeper {
  readonly #sources: RulesSources;
  #edition: Edition | null = null;
  #trouble: RulesTrouble | null = null;
  /** The last good packs of the store, so that an unchanged one is not read again. */
  #loaded: { readonly version: string; readonly pack: Pack } | null = null;
  #candidate: { readonly version: string; readonly edition: Edition["candidate"] } | null = null;
  /** What the head said for which all was read, and what came of it: an unchanged one is not worked through again. */
  #settled: { readonly head: string; readonly edition: Edition; readonly trouble: RulesTrouble | null } | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #askAt = Number.NEGATIVE_INFINITY;
  /** The store did not answer the last time it was asked. */
  #isDown = false;
  #filed: string | null = null;

  constructor(sources: RulesSources) {
    this.#sources = sources;
  }

  /** Why the store's pack is not in force; null: it is, or there is none. */
  get trouble(): RulesTrouble | null {
    return this.#trouble;
  }

  /** The edition in force here and now. Never throws, and never waits long. */
  async edition(keepAlive: KeepAlive): Promise<Edition> {
    const { store, now } = this.#sources;
    this.#edition ??= await this.#carried(EMPTY_HEAD);
    if (store === null || now() < this.#askAt) return this.#edition;
    const isStale = !this.#isDown && now() - this.#readAt > STALE_MS;
    // Others that come meanwhile use what is there.
    this.#askAt = now() + RETRY_MS;
    const reading = this.#read(store);
    keepAlive(reading);
    if (isStale) await within(WAIT_MS, () => reading);
    return this.#edition;
  }

  /** After a change made through this isolate: what the store holds now is in force here when this resolves. */
  async reload(): Promise<void> {
    const { store } = this.#sources;
    if (store !== null) await this.#read(store);
  }

  async #read(store: RulesStore): Promise<void> {
    const edition = await within(READ_TIMEOUT_MS, async () => this.#editionBy(store, await store.head()));
    this.#isDown = edition === undefined;
    if (edition === undefined) {
      this.#trouble = "unreadable";
      return;
    }
    this.#edition = edition;
    this.#readAt = this.#sources.now();
    this.#askAt = this.#readAt + FRESH_MS;
    if (this.#filed !== edition.pack.version) await within(READ_TIMEOUT_MS, () => this.#file(store, edition));
  }

  async #editionBy(store: RulesStore, head: RulesHead): Promise<Edition> {
    const text = JSON.stringify(head);
    if (this.#settled?.head === text) {
      this.#trouble = this.#settled.trouble;
      return this.#settled.edition;
    }
    const { carried } = this.#sources;
    const ref = storedAhead(head, carried);
    const pack = ref === null ? null : await this.#packOf(store, ref);
    this.#trouble =
      ref === null ? null : pack === null ? "unreadable" : (await this.#isRefused(store, pack)) ? "refused" : null;
    const candidate = await this.#candidateOf(store, head.candidate);
    const good = this.#trouble === "refused" ? null : (pack ?? (ref === null ? null : this.#loaded?.pack));
    const edition: Edition =
      good === null || good === undefined
        ? { ...(await this.#carried(head)), candidate }
        : { ...(await editionOf("stored", good, head)), candidate };
    const isWhole = this.#trouble !== "unreadable" && (head.candidate === null || candidate !== null);
    this.#settled = isWhole ? { head: text, edition, trouble: this.#trouble } : null;
    return edition;
  }

  async #carried(head: RulesHead): Promise<Edition> {
    const { carried, freshen, origin } = this.#sources;
    return { ...(await editionOf(origin, freshen(carried), head)), candidate: null };
  }

  async #packOf(store: RulesStore, ref: PackRef): Promise<Pack | null> {
    if (this.#loaded?.version === ref.version) return this.#loaded.pack;
    const pack = await store.pack(ref).catch(() => null);
    if (pack !== null) this.#loaded = { version: ref.version, pack };
    return pack;
  }

  /** A candidate that cannot be read decides nothing anyway. */
  async #candidateOf(store: RulesStore, ref: PackRef | null): Promise<Edition["candidate"]> {
    if (ref === null) return null;
    if (this.#candidate?.version !== ref.version) {
      const pack = await store.pack(ref).catch(() => null);
      if (pack === null) return null;
      this.#candidate = { version: ref.version, edition: bookOf(pack) };
    }
    return this.#candidate.edition;
  }

  /**
   * The operator's API refuses such a pack. One that it took when the Worker carried an older pack is judged again, once
   * for the deployment: comparing two packs takes a quarter of a second.
   */
  async #isRefused(store: RulesStore, pack: Pack): Promise<boolean> {
    const { carried, rulesNow } = this.#sources;
    const known = await store.verdict(carried.version, pack.version);
    if (known !== null) return known === "refused";
    const verdict = verdictOf(carried, pack, rulesNow());
    await store.putVerdict(carried.version, pack.version, verdict);
    return verdict === "refused";
  }

  /** Keeps what quotes name, the carried pack too: months later somebody may ask what it said. */
  async #file(store: RulesStore, edition: Edition): Promise<void> {
    await store.file(edition.pack.version, editionText(edition));
    this.#filed = edition.pack.version;
  }
}
