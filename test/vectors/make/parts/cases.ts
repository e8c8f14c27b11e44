/** One case of `quotes.json` and of `facts.json`: a quote, the facts of its sale and the verdict. */
import { FACTS } from "./sale.ts";

export type Facts = Readonly<Record<string, unknown>>;

export interface Case {
  readonly name: string;
  readonly quote: unknown;
  readonly facts: Facts;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** A quote that is good for a sale with these facts; those that are not named are {@link FACTS}. */
export const accept = (name: string, quote: unknown, facts: Facts = {}): Case => {
  return { name, quote, facts: { ...FACTS, ...facts }, expected: { valid: true } };
};

/** A quote that is not, with all its problems in order; `undefined` takes a fact of {@link FACTS} away. */
export const refuse = (
  name: string,
  quote: unknown,
  facts: Facts,
  problems: readonly string[],
  notChecked: readonly string[] = [],
): Case => ({
  name,
  quote,
  facts: { ...FACTS, ...facts },
  expected: { valid: false, problem: problems[0], problems, notChecked },
});
