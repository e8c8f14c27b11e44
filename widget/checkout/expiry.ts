/** How long an answer is good for: for its own life, or for that of its token, whichever ends first. */

/** A token lives 120 s at the gateway; the margin is for the charge itself. */
const TOKEN_LIFE_MS = 105_000;

export class Expiry {
  readonly #now: () => number;
  readonly #onEnd: () => void;
  #born: { readonly token: string; readonly at: number } = { token: "", at: 0 };
  #endsAt = Number.POSITIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param now milliseconds that never run backwards and count time asleep */
  constructor(now: () => number, onEnd: () => void) {
    this.#now = now;
    this.#onEnd = onEnd;
  }

  /** Timers sleep with the machine, so the end is checked again wherever it matters. */
  get isDue(): boolean {
    return this.#now() >= this.#endsAt;
  }

  /** However often a token is told, it was born once. */
  born(token: string): void {
    if (this.#born.token !== token) this.#born = { token, at: this.#now() };
  }

  /**
   * @param isOfToken false for an answer that no token is behind
   * @param lifeMs the answer's own
   * @returns false when the token is dead by now: the machine may have slept while the card was checked
   */
  start(isOfToken: boolean, lifeMs: number): boolean {
    const now = this.#now();
    const tokenEnd = isOfToken ? this.#born.at + TOKEN_LIFE_MS : Number.POSITIVE_INFINITY;
    if (now >= tokenEnd) return false;
    this.#endsAt = Math.min(tokenEnd, now + lifeMs);
    if (this.#endsAt < Number.POSITIVE_INFINITY) this.#timer = setTimeout(this.#onEnd, this.#endsAt - now);
    return true;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#endsAt = Number.POSITIVE_INFINITY;
  }
}
