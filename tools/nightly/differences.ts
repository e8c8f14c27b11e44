/** In what two sets of files differ. */

/** @param one hashes by path @returns a line for each path that is missing from one, or has another hash; in order of paths */
export function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].toSorted().flatMap((path) => {
    const [left, right] = [one.get(path), other.get(path)];
    if (left === right) return [];
    if (left === undefined || right === undefined)
      return [`${path} is in the ${left === undefined ? "second" : "first"} alone`];
    return [`${path} differs`];
  });
}
