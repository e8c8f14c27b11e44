/**
 * One question, one answer: whatever is asked, every language on this machine says what Node says. What is asked is made up
 * anew in each run; a difference is printed with the seed that made it, and `RECIPES_SEED` asks the same again.
 */

import { existsSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { buildPackage } from "../../../tools/build/build-package.mjs";
import { IS_NIGHTLY } from "../../support/nightly/nightly.ts";
import { needs } from "../../support/node/needs.ts";
import { anyQuestion } from "../support/any/questions.ts";
import { ask, findProgram, type Language } from "../support/language.ts";
import { NODE, PHP, PYTHON, RUBY } from "../support/languages.ts";

const QUESTIONS = IS_NIGHTLY ? 10_000 : 500;
const BATCH = 1_000;
const BUILD_TIMEOUT_MS = 60_000;
const MOST_SHOWN = 5;
const seed = Number(process.env["RECIPES_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const questions = fc.sample(anyQuestion, { seed, numRuns: QUESTIONS });

/** Asks in batches, and gives each answer as text in which members stand in one order. */
async function verdicts({ driver }: Language, program: string): Promise<string[]> {
  const answers: string[] = [];
  for (let from = 0; from < questions.length; from += BATCH) {
    const batch = await ask(program, driver, questions.slice(from, from + BATCH));
    answers.push(...batch.map((answer) => JSON.stringify(plain(answer))));
  }
  return answers;
}

let expected: readonly string[];

// Node's answers are those of what customers install.
beforeAll(async () => {
  if (!existsSync("dist/package/verify.js")) await buildPackage();
  expected = await verdicts(NODE, process.execPath);
}, BUILD_TIMEOUT_MS);

/** An answer as it is compared: members in one order. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, given]) => [name, plain(given)]),
  );
};

describe.each([PHP, PYTHON, RUBY])("$name", (language) => {
  test(`says what Node says of ${QUESTIONS} questions`, needs(language.name), async () => {
    const answers = await verdicts(language, findProgram(language) ?? "");
    expect(answers).toHaveLength(questions.length);
    const differences = answers.flatMap((other, index) => {
      const node = expected[index];
      return node === other
        ? []
        : [{ seed, question: JSON.stringify({ ...questions[index], jwks: undefined }), node, other }];
    });
    expect(differences.slice(0, MOST_SHOWN), `seed ${seed}, ${differences.length} differences`).toEqual([]);
  });
});
