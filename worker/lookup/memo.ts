/**
 * What a shard remembers of tokens: the answer for each place, the ones on their way included, and which tokens were
 * refused. Knows keys, never tokens. Holds no timer and reads no clock: every call is told the time.
 */
import { MAX_ENTRIES, MAX_PLACES_PER_TOKEN, MEMO_MS, REJECTED_MS } from "./limits.ts";

export interface MemoLimits {
  readonly lifetimeMs: number;
  readonly rejectedMs: number;
  readonly maxPlaces: number;
  readonly maxEntries: number;
}

const LIMITS: MemoLimits = {
  lifetimeMs: MEMO_MS,
  rejectedMs: REJECTED_MS,
  maxPlaces: MAX_PLACES_PER_TOKEN,
  maxEntries: MAX_ENTRIES,
};

interface Remembered<Answer> {
  readonly firstSeenAt: number;
  readonly expiresAt: number;
  /** True once the gateway refused the token; then there are no places. */
  readonly isRejected: boolean;
  /** Null: the place was asked about, and the answer was not worth keeping. */
  readonly places: Map<string, Promise<Answer> | null>;
}

/** What becomes of an answer: kept for the token's lifetime, dropped, or a refusal of the token itself. */
export type Fate = "keep" | "drop" | "reject";

export type Recall<Answer> =
  | { readonly kind: "rejected" }
  | { readonly kind: "too_many_places"; readonly retryAfterMs: number }
  | {
      readonly kind: "known";
      readonly firstSeenAt: number;
      /** One for each place asked, in that order. `isNew`: this call made the gateway be asked. */
      readonly answers: readonly { readonly answer: Promise<Answer>; readonly isNew: boolean }[];
    };

export class TokenMemo<Answer> {
  readonly #now: () => number;
  readonly #fateOf: (answer: Answer) => Fate;
  readonly #limits: MemoLimits;
  /** In the order of first sight, which is the order of age. */
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
  recall(key: string, places: readonly string[], ask: (place: string) => Promise<Answer>): Recall<Answer> {
    const now = this.#now();
    const token = this.#alive(key, now) ?? this.#remember(key, this.#newToken(now));
    if (token.isRejected) return { kind: "rejected" };
    const asked = new Set([...token.places.keys(), ...places]);
    if (asked.size > this.#limits.maxPlaces) return { kind: "too_many_places", retryAfterMs: token.expiresAt - now };
    const answers = places.map((place) => {
      const known = token.places.get(place);
      return known == null
        ? { answer: this.#askOnce(key, token, place, ask), isNew: true }
        : { answer: known, isNew: false };
    });
    this.#makeRoom(key);
    return { kind: "known", firstSeenAt: token.firstSeenAt, answers };
  }

  /** Drops everything whose time is over. */
  sweep(): void {
    const now = this.#now();
    for (const [key, token] of this.#tokens) if (token.expiresAt <= now) this.#forget(key);
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

  #askOnce(
    key: string,
    token: Remembered<Answer>,
    place: string,
    ask: (place: string) => Promise<Answer>,
  ): Promise<Answer> {
    const before = weightOf(token);
    const answer = ask(place);
    token.places.set(place, answer);
    this.#size += weightOf(token) - before;
    answer.then(
      (value) => this.#settle(key, token, place, this.#fateOf(value)),
      () => this.#settle(key, token, place, "drop"),
    );
    return answer;
  }

  #settle(key: string, token: Remembered<Answer>, place: string, fate: Fate): void {
    if (fate === "keep" || this.#tokens.get(key) !== token) return;
    token.places.set(place, null);
    // While another place has an answer, the token was good a moment ago; a refusal then says nothing for certain.
    const hasAnswers = [...token.places.values()].some((other) => other !== null);
    if (fate === "drop" || hasAnswers) return;
    const now = this.#now();
    this.#forget(key);
    const expiresAt = now + this.#limits.rejectedMs;
    this.#remember(key, { firstSeenAt: token.firstSeenAt, expiresAt, isRejected: true, places: new Map() });
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

  /** Above the cap the oldest go first: they have the least time left, and cost one more call at worst. */
  #makeRoom(inUse: string): void {
    for (const key of this.#tokens.keys()) {
      if (this.#size <= this.#limits.maxEntries) return;
      if (key !== inUse) this.#forget(key);
    }
  }
}

const weightOf = (token: Remembered<unknown>): number => Math.max(1, token.places.size);
