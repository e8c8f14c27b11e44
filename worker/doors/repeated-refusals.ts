/**
 * Which refusals of a key that is limited to something else are recorded: one a minute for each key in this isolate, with the number of
 * those before it that were not. So nobody fills the record of changes by a key that may change nothing.
 */
const APART_MS = 60_000;

interface Recorded {
  readonly at: number;
  /** Refusals since. */
  unrecorded: number;
}

export class RepeatedRefusals {
  /** By the key's name, of which the settings have some few. */
  readonly #last = new Map<string, Recorded>();

  /**
   * Counts a refusal.
   *
   * @param now ms since 1970
   * @returns how many before it were not recorded; null: neither is this one
   */
  count(keyName: string, now: number): number | null {
    const last = this.#last.get(keyName);
    if (last !== undefined && now - last.at < APART_MS) {
      last.unrecorded += 1;
      return null;
    }
    this.#last.set(keyName, { at: now, unrecorded: 0 });
    return last?.unrecorded ?? 0;
  }
}
