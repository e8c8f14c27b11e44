/** Reads what libFuzzer writes while it runs. */

export interface FuzzFigures {
  readonly runs: number;
  readonly runsPerSecond: number;
  /** Branches of the code that were reached. */
  readonly edges: number;
  /** Those, with how often and with what compared: what an input must add to be kept. */
  readonly features: number;
}

const largest = (output: string, what: RegExp): number =>
  Math.max(0, ...Array.from(output.matchAll(what), ([, figure]) => Number(figure)));

/** @param output of a run with `-print_final_stats=1`; what is not in it is 0 */
export function figuresOf(output: string, seconds: number): FuzzFigures {
  const runs = largest(output, /^#(\d+)\s/gm);
  const stated = largest(output, /^stat::number_of_executed_units:\s*(\d+)/gm);
  const all = Math.max(runs, stated);
  return {
    runs: all,
    runsPerSecond: Math.round(all / Math.max(1, seconds)),
    edges: largest(output, /\bcov: (\d+)/g),
    features: largest(output, /\bft: (\d+)/g),
  };
}

/** Words as libFuzzer takes them: between quotes, what is no plain letter as two hex digits. */
export const dictionaryOf = (words: readonly string[]): string =>
  [...new Set(words)]
    .map((word) => {
      const letters = Array.from(Buffer.from(word), (byte) => {
        const letter = String.fromCharCode(byte);
        return /[\w .:-]/.test(letter) ? letter : `\\x${byte.toString(16).padStart(2, "0").toUpperCase()}`;
      });
      return `"${letters.join("")}"\n`;
    })
    .join("");
