/** The breakers of a shard, one an account, so that two keys in turn, as during a rotation, hide nothing from one another. */
import { Breaker, type BreakerView } from "./breaker.ts";

/** Accounts of one merchant at a time: one, and a second while its key is rotated. */
const MAX_ACCOUNTS = 8;

export class Breakers {
  readonly #random: () => number;
  /** Least recently used first. */
  readonly #byAccount = new Map<string, Breaker>();

  constructor(random: () => number) {
    this.#random = random;
  }

  /** @param account tells gateway and key apart from others; it is only ever compared */
  of(account: string): Breaker {
    const breaker = this.#byAccount.get(account) ?? new Breaker(this.#random);
    this.#byAccount.delete(account);
    this.#byAccount.set(account, breaker);
    const [oldest] = this.#byAccount.keys();
    if (this.#byAccount.size > MAX_ACCOUNTS && oldest !== undefined) this.#byAccount.delete(oldest);
    return breaker;
  }

  /** Of the account that was used last. */
  view(now: number): BreakerView {
    return [...this.#byAccount.values()].at(-1)?.view(now) ?? { state: "closed", retryAt: null };
  }
}
