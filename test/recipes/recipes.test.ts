/**
 * Every language's recipe is held to the golden vectors. A language that is not on this machine, or lacks its library,
 * is skipped with a notice.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildPackage } from "../../tools/build-package.mjs";
import { IS_NIGHTLY } from "../support/nightly/nightly.ts";
import { answerKeys, startKeyServer } from "../support/service/key-server.ts";

const BUILD_TIMEOUT_MS = 60_000;
const EVERY_BIT = IS_NIGHTLY ? 1 : 23;

const vectors = JSON.parse(readFileSync("test/vectors/quotes.json", "utf8"));
const [{ quote: goodQuote, facts: goodFacts }] = vectors.cases;
const goodSale = { quote: goodQuote, facts: goodFacts, now: goodFacts.now, jwks: vectors.jwks };

interface Language {
  name: string;
  /** The programs to try, in order, and what each must be able to run. */
  programs: string[];
  probe: string[];
  recipe: string;
  driver: string;
}
const LANGUAGES: Language[] = [
  { name: "Node", programs: [process.execPath], probe: ["--version"], recipe: "verify-quote.mjs", driver: "drive.mjs" },
  {
    name: "PHP",
    programs: ["php"],
    probe: ["-r", "exit(PHP_VERSION_ID >= 80100 && function_exists('openssl_verify') ? 0 : 1);"],
    recipe: "verify_quote.php",
    driver: "drive.php",
  },
  {
    name: "Python",
    programs: ["python3", "/usr/bin/python3", "python"],
    probe: ["-c", "import sys, cryptography; sys.exit(sys.version_info < (3, 9))"],
    recipe: "verify_quote.py",
    driver: "drive.py",
  },
  {
    name: "Ruby",
    programs: ["ruby"],
    probe: ["-ropenssl", "-e", "exit RUBY_VERSION >= '3.0'"],
    recipe: "verify_quote.rb",
    driver: "drive.rb",
  },
];

/** Runs a program on the lines and gives its answers, one a line. */
async function ask(program: string, args: string[], questions: readonly object[]): Promise<Record<string, unknown>[]> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(""));
  let output = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) output += chunk;
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const place = mkdtempSync(join(tmpdir(), "recipes-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));
// The Node recipe imports what customers install.
beforeAll(async () => {
  if (!existsSync("dist/package/verify.js")) await buildPackage();
}, BUILD_TIMEOUT_MS);

describe.each(LANGUAGES)("the $name recipe", ({ name, programs, probe, recipe, driver }) => {
  const program = programs.find((candidate) => spawnSync(candidate, probe).status === 0);
  const recipePath = `recipes/${recipe}`;
  const drive = (questions: readonly object[]) => ask(program ?? "", [`test/recipes/${driver}`, recipePath], questions);

  if (program === undefined) {
    test.skip(`${name} or its library is not on this machine`, () => {});
    return;
  }

  test("gives every golden verdict, hash and share", async () => {
    const { cases, subjects, refunds, jwks } = vectors;
    const sales = cases.map(({ quote, facts }: { quote: unknown; facts: { now: number } }) => {
      return { quote, facts, jwks, now: facts.now };
    });
    const answers = await drive([...sales, ...subjects, ...refunds]);
    const verdicts = answers.splice(0, cases.length);
    for (const [index, { name, expected }] of cases.entries())
      expect.soft(verdicts[index], name).toMatchObject(expected);
    expect(answers.splice(0, subjects.length)).toEqual(subjects.map(({ hash }: { hash: string }) => ({ hash })));
    expect(answers).toEqual(refunds.map(({ share }: { share: object | null }) => ({ share })));
  });

  test("refuses a quote with a bit flipped", async () => {
    const bytes = Buffer.from(goodQuote, "latin1");
    const every = Array.from({ length: bytes.length * 7 }, (_, bit) => bit);
    const sample = every.filter((bit) => bit % EVERY_BIT === 0 || bit >= (bytes.length - 1) * 7);
    const flipped = sample.map((bit) => {
      const copy = Buffer.from(bytes);
      const at = Math.floor(bit / 7);
      copy.writeUInt8(copy.readUInt8(at) ^ (1 << (bit % 7)), at);
      return { ...goodSale, quote: copy.toString("latin1") };
    });
    const answers = await drive([...flipped, goodSale]);
    expect(answers.pop()).toMatchObject({ valid: true });
    expect(answers.findIndex(({ valid }) => valid !== false)).toBe(-1);
  });

  test("fetches the keys once, from the named address alone, and says when it cannot", async () => {
    const server = await startKeyServer(answerKeys(vectors.jwks));
    const { jwks: _, ...sale } = goodSale;
    const byAddress = { ...sale, jwksUrl: server.url, file: join(place, `${driver}.json`) };
    const answers = await drive([byAddress, byAddress, byAddress]);
    expect(answers.map(({ valid }) => valid)).toEqual([true, true, true]);
    expect(server.requests).toBe(1);
    const elsewhere = await startKeyServer(answerKeys(vectors.jwks));
    server.answer = (response) =>
      response.writeHead(302, { Location: elsewhere.url }).end(JSON.stringify(vectors.jwks));
    const [failed] = await drive([{ ...byAddress, file: join(place, `${driver}.other.json`) }]);
    expect(failed).toMatchObject({ valid: false, problem: "keys_unavailable" });
    expect(elsewhere.requests).toBe(0);
    await elsewhere.close();
    await server.close();
  });

  test("runs by itself on one sale", async () => {
    expect(await ask(program, [recipePath], [goodSale])).toMatchObject([
      { valid: true, claims: { totalAmount: 12_875 } },
    ]);
  });
});
