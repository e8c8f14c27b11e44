/** Each input of the corpus, those among them that once broke something, holds to its target's invariants. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { TARGETS } from "./targets.ts";

const corpusOf = (name: string): string => `test/fuzz/corpus/${name}`;

test("every target has a corpus, and every corpus a target", () => {
  expect(readdirSync("test/fuzz/corpus").toSorted()).toEqual(TARGETS.map(({ name }) => name).toSorted());
});

test("the corpus is small enough to be kept and tried by day", () => {
  const files = readdirSync("test/fuzz/corpus", { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  const bytes = files.map(({ parentPath, name }) => statSync(`${parentPath}/${name}`).size);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000);
});

test.each(TARGETS)("$name: every input holds", async ({ name }) => {
  expect(existsSync(`test/fuzz/targets/${name}.ts`)).toBe(true);
  const { fuzz } = (await import(`./targets/${name}.ts`)) as { fuzz: (bytes: Uint8Array) => Promise<void> };
  const broken: string[] = [];
  for (const file of readdirSync(corpusOf(name))) {
    try {
      await fuzz(readFileSync(`${corpusOf(name)}/${file}`));
    } catch (error) {
      broken.push(`${file}: ${String(error)}`);
    }
  }
  expect(broken).toEqual([]);
});
