/** What every language's reader of facts is held to: odd forms, and numbers in every spelling that JSON has. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Case {
  readonly name: string;
  readonly quote: string;
  readonly facts: { readonly now: number };
  readonly expected: object;
}

const { cases, jwks, numbers } = JSON.parse(readFileSync("test/vectors/facts.json", "utf8"));
const [{ quote, facts }] = JSON.parse(readFileSync("test/vectors/quotes.json", "utf8")).cases;

/** @param drive puts questions to a driver, one process for all of them */
export function holdFacts(drive: (questions: readonly (object | string)[]) => Promise<object[]>): void {
  test("gives every golden verdict on facts in odd forms", async () => {
    const answers = await drive(cases.map(({ quote, facts }: Case) => ({ quote, facts, jwks, now: facts.now })));
    for (const [index, { name, expected }] of (cases as Case[]).entries())
      expect.soft(answers[index], name).toMatchObject(expected);
  });

  test("reads every golden number", async () => {
    const question = { quote, facts: { ...facts, baseAmount: "the number" }, jwks, now: facts.now };
    const answers = await drive(
      numbers.map(({ json }: { json: string }) => JSON.stringify(question).replace('"the number"', json)),
    );
    for (const [index, { json, amount }] of numbers.entries()) {
      const refusal = { valid: false, problem: amount === null ? "not_checked" : "wrong_amount" };
      const expected = amount === facts.baseAmount ? { valid: true } : refusal;
      expect.soft(answers[index], `the amount ${json}`).toMatchObject(expected);
    }
  });
}
