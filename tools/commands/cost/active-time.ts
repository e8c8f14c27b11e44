/** How long objects are active: their calls' times, of which those at once count once. */

export class ActiveTime {
  readonly #until = new Map<string, number>();
  readonly #from: number;
  readonly #to: number;
  /** Ms between `from` and `to` in which an object was active, of all objects together. */
  total = 0;

  /** The time that counts, in ms. */
  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
  }

  /** The object is active from `at` to `until`. To be told in the order of time. */
  keep(object: string, at: number, until: number): void {
    const start = Math.max(at, this.#until.get(object) ?? at);
    if (until <= start) return;
    this.#until.set(object, until);
    this.total += Math.max(0, Math.min(until, this.#to) - Math.max(start, this.#from));
  }

  /** Until when it is active; undefined where it never was. */
  endOf(object: string): number | undefined {
    return this.#until.get(object);
  }
}
