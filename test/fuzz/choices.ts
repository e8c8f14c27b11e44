/** Makes choices of bytes, one after the other: a fuzzer that changes a byte changes one choice. After the last, each is 0. */
export class Choices {
  readonly #bytes: Uint8Array;
  #place = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const byte = this.#bytes[this.#place] ?? 0;
    this.#place += 1;
    return byte;
  }

  /** @param list of 1 to 256 */
  of<const T>(list: readonly T[]): T {
    return list[this.byte() % list.length] as T;
  }

  /** 0 to 2^32 - 1. */
  whole(): number {
    return this.byte() * 2 ** 24 + this.byte() * 2 ** 16 + this.byte() * 2 ** 8 + this.byte();
  }
}
