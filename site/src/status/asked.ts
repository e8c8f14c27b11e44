/** Something that is asked once, by a press: the newest question's answer counts, and one on its way is said. */
import type { Failure, Reply } from "./client.ts";

export class Asked<T> {
  value: T | undefined;
  failure: Failure | undefined;
  isAsking = false;
  #round = 0;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  async ask(question: () => Promise<Reply<T>>): Promise<void> {
    const round = ++this.#round;
    this.isAsking = true;
    this.#changed();
    const reply = await question();
    if (round !== this.#round) return;
    this.isAsking = false;
    this.value = reply.ok ? reply.value : undefined;
    this.failure = reply.ok ? undefined : reply.failure;
    this.#changed();
  }
}
