/**
 * One question, one answer: whatever is asked, every language on this machine says what Node says. What is asked is made up
 * anew in each run; a difference is printed with the seed that made it, and `RECIPES_SEED` asks the same again.
 */

import { existsSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { buildPackage } from "../../../tools/build/build-package.mjs";
import { IS_NIGHTLY } from "../../support/nightly/nightly.ts";
import { anyQuestion } from "../support/any/questions.ts";
import { ask, findProgram } from "../support/language.ts";
import { NODE, PHP, PYTHON, RUBY } from "../support/languages.ts";

const QUESTIONS = IS_NIGHTLY ? 10_000 : 500;
const BATCH = 1_000;
const BUILD_TIMEOUT_MS = 60_000;
const MOST_SHOWN = 5;
const seed = Number(process.env["RECIPES_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const languages = [PHP, PYTHON, RUBY].flatMap((language) => {
  const program = findProgram(language);
  return program === undefined ? [] : [{ ...language, program }];
});

// Node's answers are those of what customers install.
beforeAll(async () => {
  if (!existsSync("dist/package/verify.js")) await buildPackage();
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

test.skipIf(languages.length === 0)(`every language says the same of ${QUESTIONS} questions`, async () => {
  const questions = fc.sample(anyQuestion, { seed, numRuns: QUESTIONS });
  const differences: object[] = [];
  for (let from = 0; from < questions.length; from += BATCH) {
    const batch = questions.slice(from, from + BATCH);
    const expected = await ask(NODE.programs[0] ?? "", NODE.driver, batch);
    for (const { name, program, driver } of languages) {
      const answers = await ask(program, driver, batch);
      expect(answers, name).toHaveLength(batch.length);
      for (const [index, answer] of answers.entries()) {
        const [node, other] = [plain(expected[index]), plain(answer)].map((given) => JSON.stringify(given));
        if (node !== other)
          differences.push({ seed, name, question: JSON.stringify({ ...batch[index], jwks: undefined }), node, other });
      }
    }
  }
  expect(differences.slice(0, MOST_SHOWN), `seed ${seed}, ${differences.length} differences`).toEqual([]);
});
