/** A pure function that works out the same thing once: it keeps its last arguments and what came of them. */
export function remember<Arguments extends readonly unknown[], Result>(
  work: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  let last: { readonly given: Arguments; readonly result: Result } | undefined;
  return (...given) => {
    const isSame = last?.given.every((value, index) => Object.is(value, given[index])) === true;
    if (last === undefined || !isSame) last = { given, result: work(...given) };
    return last.result;
  };
}
