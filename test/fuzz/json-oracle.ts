/** A second, slower reading of a JSON text: of its keys and depth. It shares nothing with the readers it is held against. */

export interface JsonReading {
  readonly value: unknown;
  /** Each object has each of its keys once. */
  readonly isUnambiguous: boolean;
  readonly hasPrototypeKey: boolean;
  readonly depth: number;
}

/** Null where the bytes are no JSON in UTF-8, or begin with a mark of byte order. */
export function readingOf(bytes: Uint8Array): JsonReading | null {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    return null;
  }
  // In JSON, a text before a colon is a key, and nothing else is.
  const strings = /"(?:[^"\\]|\\.)*"(\s*:)?/gs;
  const written = [...text.matchAll(strings)].filter(([, colon]) => colon !== undefined).length;
  const bare = text.replaceAll(strings, "");
  return {
    value,
    isUnambiguous: written === keysOf(value).length,
    hasPrototypeKey: keysOf(value).includes("__proto__"),
    depth: depthOf(bare),
  };
}

/** The keys of every object in it; `JSON.parse` has kept one of those given twice. */
function keysOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(keysOf)];
}

/** Containers that hold nothing are taken out until none is left: one layer a turn. */
function depthOf(bare: string): number {
  let containers = bare.replaceAll(/[^[\]{}]/g, "");
  let depth = 0;
  for (; containers !== ""; depth += 1) containers = containers.replaceAll(/\[\]|\{\}/g, "");
  return depth;
}
