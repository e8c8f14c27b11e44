/**
 * What every language's recipe is held to. A language that is not on this machine, or lacks its library, is skipped with
 * a notice.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { USER_AGENT } from "../../../contract/user-agent.ts";
import { IS_NIGHTLY } from "../../support/nightly/nightly.ts";
import { needs } from "../../support/node/needs.ts";
import { answerKeys, startKeyServer } from "../../support/service/key-server.ts";
import { holdFacts } from "./hold-facts.ts";
import { holdPlaces } from "./hold-places.ts";
import { ask, findProgram, type Language } from "./language.ts";

const EVERY_BIT = IS_NIGHTLY ? 1 : 23;

const read = (file: string) => JSON.parse(readFileSync(`test/vectors/${file}.json`, "utf8"));
const vectors = read("quotes");
const [{ quote: goodQuote, facts: goodFacts }] = vectors.cases;
const goodSale = { quote: goodQuote, facts: goodFacts, now: goodFacts.now, jwks: vectors.jwks };

interface GoldenCase {
  readonly name: string;
  readonly quote: unknown;
  readonly facts: { readonly now: number };
  readonly expected: object;
}
/** Lists whose entries are questions as they stand; `answer` is the member that a driver answers with. */
const LISTS = [
  { list: "subjects", file: "quotes", answer: "hash" },
  { list: "sales", file: "sales", answer: "sale" },
  { list: "tries", file: "sales", answer: "key" },
  { list: "refunds", file: "shares", answer: "share" },
  { list: "captures", file: "shares", answer: "share" },
] as const;

/** Puts a question to a driver, one process for all of them. */
type Drive = (questions: readonly (object | string)[]) => Promise<Record<string, unknown>[]>;

function holdVectors(drive: Drive): void {
  const cases: GoldenCase[] = vectors.cases;

  test("gives every golden verdict", async () => {
    const answers = await drive(
      cases.map(({ quote, facts }) => ({ quote, facts, jwks: vectors.jwks, now: facts.now })),
    );
    for (const [index, { name, expected }] of cases.entries())
      expect.soft(answers[index], name).toMatchObject(expected);
  });

  test.each(LISTS)("gives every golden $answer of $list", async ({ list, file, answer }) => {
    const golden: Record<string, unknown>[] = read(file)[list];
    const answers = await drive(golden.map((entry) => ({ ...entry, [answer]: undefined })));
    expect(answers).toEqual(golden.map(({ [answer]: expected }) => ({ [answer]: expected })));
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
}

function holdKeys(drive: Drive): void {
  const place = mkdtempSync(join(tmpdir(), "recipes-"));
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  test("fetches the keys once, from the named address alone, and says when it cannot", async () => {
    const server = await startKeyServer(answerKeys(vectors.jwks));
    const { jwks: _, ...sale } = goodSale;
    const facts = { ...goodFacts, iss: "https://surcharge.example" };
    const byAddress = { ...sale, facts, jwksUrl: server.url, file: join(place, "keys.json") };
    const answers = await drive([byAddress, byAddress, byAddress]);
    expect(answers.map(({ valid }) => valid)).toEqual([true, true, true]);
    expect(server.requests).toBe(1);
    expect(server.userAgent).toBe(USER_AGENT);
    const elsewhere = await startKeyServer(answerKeys(vectors.jwks));
    server.answer = (response) =>
      response.writeHead(302, { Location: elsewhere.url }).end(JSON.stringify(vectors.jwks));
    const [failed] = await drive([{ ...byAddress, file: join(place, "other.json") }]);
    expect(failed).toMatchObject({ valid: false, problem: "keys_unavailable" });
    expect(elsewhere.requests).toBe(0);
    await elsewhere.close();
    await server.close();
  });
}

/** Declares the tests of one language's recipe. */
export function holdRecipe(language: Language): void {
  describe(`the ${language.name} recipe`, needs(language.name), () => {
    const program = findProgram(language) ?? "";
    const drive: Drive = (questions) => ask(program, language.driver, questions);
    holdVectors(drive);
    holdFacts(drive);
    holdPlaces(drive);
    holdKeys(drive);
    test("runs by itself on one sale", async () => {
      expect(await ask(program, language.command, [goodSale])).toMatchObject([
        { valid: true, claims: { totalAmount: 12_875 } },
      ]);
    });
  });
}
