/**
 * One thing that is read again and again: gently, only while somebody looks, and rarer while it fails. What was read last
 * stays until something newer is there, together with the failure since then.
 */
import { nextPause } from "./backoff.ts";
import type { Failure, Reply } from "./client.ts";

export class Polled<T> {
  /** Undefined until the first good answer. */
  value: T | undefined;
  /** When the value was read: milliseconds since 1970. */
  readAt: number | undefined;
  /** Why the last try did not work; undefined: it did, or there was none. */
  failure: Failure | undefined;
  isReading = false;

  readonly #read: () => Promise<Reply<T>>;
  readonly #everyMs: number;
  readonly #changed: () => void;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Undefined: not running. */
  #dueAt: number | undefined;
  /** Counts what was begun, so that an answer to a former question is dropped. */
  #round = 0;

  constructor(read: () => Promise<Reply<T>>, everyMs: number, changed: () => void) {
    this.#read = read;
    this.#everyMs = everyMs;
    this.#changed = changed;
  }

  /** Reads at once where it is due, and then again and again. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.#wait(Math.max(0, (this.#dueAt ?? 0) - Date.now()));
  }

  /** Reads no more until it is started again; what is due by then is read at once. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Reads now, and goes on from there if it was running. */
  async refresh(): Promise<void> {
    const wasRunning = this.#timer !== undefined;
    const round = ++this.#round;
    this.isReading = true;
    this.#changed();
    const reply = await this.#read();
    if (round !== this.#round) return;
    this.isReading = false;
    this.#failures = reply.ok ? 0 : this.#failures + 1;
    this.failure = reply.ok ? undefined : reply.failure;
    if (reply.ok) [this.value, this.readAt] = [reply.value, Date.now()];
    const pause = nextPause(this.#everyMs, this.#failures, this.failure?.retryAfterMs);
    this.#dueAt = Date.now() + pause;
    if (wasRunning && this.#timer !== undefined) this.#wait(pause);
    this.#changed();
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), ms);
  }
}
