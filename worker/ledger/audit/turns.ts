/**
 * Turns: what is changed is changed by one at a time, wherever on earth the request came in. A turn is for all its things
 * or for none, and ends by itself. Whoever ends one may leave a word for the next, such as when the thing was last
 * written: KV may answer from before that for up to a minute, and the next one can tell.
 */

/** What takes longer holds up nobody any more. It may have ended unseen: the platform ends the work some 30 s after its caller hung up. */
const LONGEST_TURN_MS = 30_000;
/** Longer than any location goes on reading what was there before. Then a store that somebody mended by hand counts again. */
const WORDS_KEPT_MS = 600_000;

/** Null: another change of one of these things is under way. Else what was last left of each of them. */
export type TurnTaken = Readonly<Record<string, string>> | null;

export class Turns {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** @param now ms since 1970 */
  take(things: readonly string[], holder: string, now: number): TurnTaken {
    const { sql } = this.#storage;
    return this.#storage.transactionSync(() => {
      sql.exec("DELETE FROM turns WHERE ends_by <= ?", now);
      sql.exec("DELETE FROM words WHERE at <= ?", now - WORDS_KEPT_MS);
      const isTaken = things.some((thing) => [...sql.exec("SELECT 1 FROM turns WHERE thing = ?", thing)].length > 0);
      if (isTaken) return null;
      for (const thing of new Set(things))
        sql.exec("INSERT INTO turns (thing, holder, ends_by) VALUES (?, ?, ?)", thing, holder, now + LONGEST_TURN_MS);
      return Object.fromEntries(
        things.flatMap((thing) =>
          [...sql.exec<{ word: string }>("SELECT word FROM words WHERE thing = ?", thing)].map(({ word }) => [
            thing,
            word,
          ]),
        ),
      );
    });
  }

  /** @param words what is left of each thing; one that is not named keeps the word it has */
  end(holder: string, words: Readonly<Record<string, string>>, now: number): void {
    const { sql } = this.#storage;
    this.#storage.transactionSync(() => {
      for (const [thing, word] of Object.entries(words))
        sql.exec("INSERT OR REPLACE INTO words (thing, word, at) VALUES (?, ?, ?)", thing, word, now);
      sql.exec("DELETE FROM turns WHERE holder = ?", holder);
    });
  }
}
