/**
 * What a shard remembers of tokens: the answer for each place, the ones on their way included, and which tokens were
 * refused. Knows keys, never tokens. Holds no timer: what is too old is dropped when somebody asks next.
 */
import {
  CLOCK_SKEW_MS,
  LOOKUP_MS,
  MAX_ENTRIES,
  MAX_PLACES_PER_TOKEN,
  MEMO_MS,
  REJECTED_MS,
  TROUBLE_MS,
} from "./limits.ts";

export interface MemoLimits {
  readonly lifetimeMs: number;
  readonly rejectedMs: number;
  readonly troubleMs: number;
  readonly maxPlaces: number;
  readonly maxEntries: number;
}

const LIMITS: MemoLimits = {
  lifetimeMs: MEMO_MS,
  rejectedMs: REJECTED_MS,
  troubleMs: TROUBLE_MS,
  maxPlaces: MAX_PLACES_PER_TOKEN,
  maxEntries: MAX_ENTRIES,
};

/**
 * No question that was asked before a call failed arrives later than this after it, and is still waited for. So whoever
 * asked while the call was under way learns of its failure, however long the question itself was on its way.
 */
const LATEST_ARRIVAL_MS = LOOKUP_MS + CLOCK_SKEW_MS;

/**
 * What becomes of an answer: kept for the token's lifetime; kept for a moment, being trouble; dropped at once, because
 * nobody was called for it; or a refusal of the token itself.
 */
export type Fate = "keep" | "trouble" | "drop" | "reject";

interface AskedPlace<Answer> {
  readonly answer: Promise<Answer>;
  /** When the answer turned out to be trouble, ms since 1970; null: it is on its way, or good for the token's lifetime. */
  troubleAt: number | null;
  /** A page asked for it, so that it counts. */
  isCounted: boolean;
}

interface Remembered<Answer> {
  readonly firstSeenAt: number;
  readonly expiresAt: number;
  /** True once the gateway refused the token; then there are no places. */
  readonly isRejected: boolean;
  /** Null: the place was asked for by a page, and the answer was not worth keeping. */
  readonly places: Map<string, AskedPlace<Answer> | null>;
}

/** One question about a token. */
export interface Recalled<Answer> {
  readonly places: readonly string[];
  /** When it was asked, by the clock of whoever asked, ms since 1970. */
  readonly askedAt: number;
  /** Whether its places count towards the limit of places: a page's do, a merchant's server's don't. */
  readonly isCounted: boolean;
  /** Gets a place's answer. Null: what nobody knows yet stays unknown. */
  readonly ask: ((place: string) => Promise<Answer>) | null;
}

export type Recall<Answer> =
  | { readonly kind: "rejected" }
  | { readonly kind: "too_many_places"; readonly retryAfterMs: number }
  | {
      readonly kind: "known";
      readonly firstSeenAt: number;
      /** One for each place, in that order; null: not known, and not asked. `isNew`: this call made the gateway be asked. */
      readonly answers: readonly { readonly answer: Promise<Answer> | null; readonly isNew: boolean }[];
    };

export class TokenMemo<Answer> {
  readonly #now: () => number;
  readonly #fateOf: (answer: Answer) => Fate;
  readonly #limits: MemoLimits;
  /** Oldest first, but for refused tokens, which are put last and live half as long. */
  readonly #tokens = new Map<string, Remembered<Answer>>();
  #size = 0;

  constructor(now: () => number, fateOf: (answer: Answer) => Fate, limits: Partial<MemoLimits> = {}) {
    this.#now = now;
    this.#fateOf = fateOf;
    this.#limits = { ...LIMITS, ...limits };
  }

  /** Entries, as the cap counts them: one for each place of a token, and one for a token without places. */
  get size(): number {
    return this.#size;
  }

  /**
   * The answers for a token at some places. `ask` is called once for each place that nobody asked about yet or whose
   * answer was dropped; everybody who comes while that call is under way shares its promise, and its failure.
   */
  recall(key: string, { places, askedAt, isCounted, ask }: Recalled<Answer>): Recall<Answer> {
    const now = this.#now();
    this.#dropExpired(now);
    const token = this.#alive(key, now) ?? this.#remember(key, this.#newToken(now));
    if (token.isRejected) return { kind: "rejected" };
    if (isCounted && this.#countWith(token, places) > this.#limits.maxPlaces)
      return { kind: "too_many_places", retryAfterMs: token.expiresAt - now };
    const answers = places.map((place) => {
      const known = token.places.get(place);
      if (known != null && this.#stands(known, { askedAt, isCounted }, now)) {
        known.isCounted ||= isCounted;
        return { answer: known.answer, isNew: false };
      }
      if (ask === null) return { answer: null, isNew: false };
      return { answer: this.#askOnce(key, token, place, isCounted || counts(known), ask), isNew: true };
    });
    this.#makeRoom(key);
    return { kind: "known", firstSeenAt: token.firstSeenAt, answers };
  }

  #newToken(now: number): Remembered<Answer> {
    return { firstSeenAt: now, expiresAt: now + this.#limits.lifetimeMs, isRejected: false, places: new Map() };
  }

  #alive(key: string, now: number): Remembered<Answer> | undefined {
    const token = this.#tokens.get(key);
    if (token === undefined || token.expiresAt > now) return token;
    this.#forget(key);
    return undefined;
  }

  /** How many places pages have asked for, these included. */
  #countWith(token: Remembered<Answer>, places: readonly string[]): number {
    const counted = [...token.places].flatMap(([place, asked]) => (counts(asked) ? place : []));
    return new Set([...counted, ...places]).size;
  }

  /**
   * Trouble is told to pages for a moment, and to all who asked before it was there; everything else for the token's
   * lifetime. A server asks after its page was told of trouble, at once: the same again would be no second question.
   */
  #stands(
    { troubleAt }: AskedPlace<Answer>,
    { askedAt, isCounted }: Pick<Recalled<Answer>, "askedAt" | "isCounted">,
    now: number,
  ): boolean {
    if (troubleAt === null) return true;
    if (isCounted && now < troubleAt + this.#limits.troubleMs) return true;
    return askedAt <= troubleAt && now < troubleAt + LATEST_ARRIVAL_MS;
  }

  #askOnce(
    key: string,
    token: Remembered<Answer>,
    place: string,
    isCounted: boolean,
    ask: (place: string) => Promise<Answer>,
  ): Promise<Answer> {
    const before = weightOf(token);
    const asked: AskedPlace<Answer> = { answer: ask(place), troubleAt: null, isCounted };
    token.places.set(place, asked);
    this.#size += weightOf(token) - before;
    asked.answer.then(
      (value) => this.#settle(key, token, place, asked, this.#fateOf(value)),
      () => this.#settle(key, token, place, asked, "drop"),
    );
    return asked.answer;
  }

  #settle(key: string, token: Remembered<Answer>, place: string, asked: AskedPlace<Answer>, fate: Fate): void {
    if (fate === "keep" || this.#tokens.get(key) !== token) return;
    // While another place has an answer, the token was good a moment ago; a refusal then says nothing for certain.
    const hasOthers = [...token.places].some(([other, known]) => other !== place && known?.troubleAt === null);
    if (fate === "reject" && !hasOthers) return this.#reject(key, token);
    asked.troubleAt = this.#now();
    if (fate !== "drop") return;
    const before = weightOf(token);
    if (asked.isCounted) token.places.set(place, null);
    else token.places.delete(place);
    this.#size += weightOf(token) - before;
  }

  #reject(key: string, { firstSeenAt }: Remembered<Answer>): void {
    this.#forget(key);
    const expiresAt = this.#now() + this.#limits.rejectedMs;
    this.#remember(key, { firstSeenAt, expiresAt, isRejected: true, places: new Map() });
  }

  #remember(key: string, token: Remembered<Answer>): Remembered<Answer> {
    this.#tokens.set(key, token);
    this.#size += weightOf(token);
    return token;
  }

  #forget(key: string): void {
    const token = this.#tokens.get(key);
    if (token === undefined) return;
    this.#tokens.delete(key);
    this.#size -= weightOf(token);
  }

  /** From the oldest on, up to the first that lives. A refused token behind it goes when it is asked for, or for room. */
  #dropExpired(now: number): void {
    for (const [key, { expiresAt }] of this.#tokens) {
      if (expiresAt > now) return;
      this.#forget(key);
    }
  }

  /** Above the cap the oldest go first: they have the least time left, and cost one more call at worst. */
  #makeRoom(inUse: string): void {
    for (const key of this.#tokens.keys()) {
      if (this.#size <= this.#limits.maxEntries) return;
      if (key !== inUse) this.#forget(key);
    }
  }
}

const counts = (asked: AskedPlace<unknown> | null | undefined): boolean => asked === null || asked?.isCounted === true;

const weightOf = (token: Remembered<unknown>): number => Math.max(1, token.places.size);
