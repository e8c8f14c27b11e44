/**
 * One scan over a JSON text for what `JSON.parse` forgives: a key given twice, `__proto__` as a key, deep nesting. Keys
 * are compared unescaped, so that `"a"` and `"\u0061"` are the same key.
 */

/** A container that is open at the scan's place; null keys: an array. */
interface NestingLevel {
  readonly keys: Set<string> | null;
  expectsKey: boolean;
}

/**
 * What is wrong with the keys or depth of `text`, or null.
 *
 * @param text must be valid JSON already
 * @param maxDepth how many containers may be open at once
 */
export function scanKeys(text: string, maxDepth: number): string | null {
  const levels: NestingLevel[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const level = levels.at(-1);
    switch (text.charAt(at)) {
      case "{":
      case "[": {
        if (levels.length === maxDepth) return `The body must not nest deeper than ${maxDepth} levels.`;
        const isObject = text.charAt(at) === "{";
        levels.push({ keys: isObject ? new Set() : null, expectsKey: isObject });
        break;
      }
      case "}":
      case "]":
        levels.pop();
        break;
      case ",":
        if (level?.keys != null) level.expectsKey = true;
        break;
      case '"': {
        const end = stringEnd(text, at);
        if (level?.keys != null && level.expectsKey) {
          const key = JSON.parse(text.slice(at, end + 1)) as string;
          if (key === "__proto__") return "The body must not have a key named __proto__.";
          if (level.keys.has(key)) return "The body must not have the same key twice in one object.";
          level.keys.add(key);
          level.expectsKey = false;
        }
        at = end;
        break;
      }
      default:
    }
  }
  return null;
}

/** The index of the quote that closes the string opened at `start`. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
