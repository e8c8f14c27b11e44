/** What a stranger can make of sealed or signed bytes without the key: flipped bits, cuts, and parts of other ones. */
import fc from "fast-check";

/** @param other of the same kind, sealed or signed as well as the first */
export type Mutation = (bytes: Uint8Array, other: Uint8Array) => Uint8Array;

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

const flips = fc.array(fc.nat(), { minLength: 1, maxLength: 4 }).map(
  (places): Mutation =>
    (bytes) => {
      const changed = bytes.slice();
      for (const place of places) {
        const at = (place >> 3) % Math.max(1, changed.length);
        changed[at] = (changed[at] ?? 0) ^ (1 << (place & 7));
      }
      return changed;
    },
);
/** Anywhere, as a part of the length. */
const anywhere = fc.double({ min: 0, max: 1, noNaN: true });
const cut = anywhere.map(
  (part): Mutation =>
    (bytes) =>
      bytes.slice(0, Math.floor(part * bytes.length)),
);
const beheaded = anywhere.map(
  (part): Mutation =>
    (bytes) =>
      bytes.slice(Math.floor(part * bytes.length)),
);
const lengthened = fc.uint8Array({ minLength: 1, maxLength: 24 }).map(
  (more): Mutation =>
    (bytes) =>
      joined(bytes, more),
);
const overwritten = fc.tuple(anywhere, fc.uint8Array({ minLength: 1, maxLength: 16 })).map(
  ([part, more]): Mutation =>
    (bytes) => {
      const at = Math.floor(part * bytes.length);
      return joined(bytes.slice(0, at), more, bytes.slice(at + more.length));
    },
);
/** The beginning of one and the end of another, such as its nonce or its signature. */
const spliced = fc.tuple(anywhere, fc.boolean()).map(
  ([part, isOtherFirst]): Mutation =>
    (bytes, other) => {
      const at = Math.floor(part * bytes.length);
      const [first, last] = isOtherFirst ? [other, bytes] : [bytes, other];
      return joined(first.slice(0, at), last.slice(at));
    },
);
const turned = fc.constant<Mutation>((bytes) => bytes.toReversed());

/** May by chance change nothing: see that it did. */
export const anyMutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: flips },
  { weight: 2, arbitrary: spliced },
  cut,
  beheaded,
  lengthened,
  overwritten,
  turned,
);
