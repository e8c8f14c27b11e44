/**
 * How one fact is read from anything at all: null and a text of blanks are left out, and what cannot be read is `undefined`. The same
 * in every language, and nothing here throws.
 */
import { originOf } from "./origin.ts";

/** What a value that throws gives: neither a value nor its absence. */
const UNREADABLE = Symbol("unreadable");

/** What a look at a value gives: objects of others may throw at a member, and even at `instanceof`. */
function look(at: () => unknown): unknown {
  try {
    return at();
  } catch {
    return UNREADABLE;
  }
}

/** A member of whatever it is. */
export const get = (from: unknown, name: string): unknown =>
  look(() => (from as Record<string, unknown> | null | undefined)?.[name]);

const isBlank = (value: unknown): boolean => typeof value === "string" && value.trim() === "";
/** Null, and a text of nothing but blanks, say "left out", in every fact. */
export const isLeftOut = (value: unknown): boolean => value === undefined || value === null || isBlank(value);

/** Half a surrogate pair is no text: other languages could not even hold it. */
const WELL_FORMED = /^\P{Cs}*$/u;

/** A text that says something, or `undefined`. */
export function readText(from: unknown, name: string): string | undefined {
  const value = get(from, name);
  return typeof value === "string" && !isBlank(value) && WELL_FORMED.test(value) ? value : undefined;
}

const readAddress = (address: unknown): unknown => look(() => (address instanceof URL ? address.href : address));

/** The origin of the service's address, or `undefined` where it is none: one reading in every language. */
export function readIssuer(address: unknown): string | undefined {
  const text = readAddress(address);
  return typeof text === "string" ? originOf(text) : undefined;
}

/** The origin of the keys' address, or `undefined` where it is none. */
export function readOrigin(address: unknown): string | undefined {
  const text = readAddress(address);
  if (typeof text !== "string" || !URL.canParse(text)) return undefined;
  const { protocol, origin } = new URL(text);
  return protocol === "https:" || protocol === "http:" ? origin : undefined;
}

/** A whole number within its limits, of either number type of the language; `-0` is 0. */
export function readWhole(value: unknown, isWithin: (value: unknown) => value is number): number | undefined {
  const number = typeof value === "bigint" ? Number(value) : value;
  return isWithin(number) ? number + 0 : undefined;
}

/** Milliseconds since 1970, by the clock where none are given; `undefined` for what is no time. */
export function readTime(value: unknown): number | undefined {
  if (isLeftOut(value)) return Date.now();
  const time = look(() => (value instanceof Date ? value.getTime() : value));
  return typeof time === "number" && Number.isFinite(time) ? time : undefined;
}
