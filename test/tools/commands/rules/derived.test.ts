import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { derivedFiles } from "../../../../tools/commands/rules/derived.ts";
import { newestPack, packOfFiles } from "../../../../tools/commands/rules/packs.ts";
import { sayRow, shortPercent } from "../../../../tools/commands/rules/words.ts";
import { bookOf } from "../../../../worker/rules/pack.ts";

const rules = newestPack();
const files = derivedFiles(await packOfFiles(new Date()));
const { "docs/rules/coverage.md": page = "", "docs/rules/us.svg": map = "" } = files;

describe("what is written from the rules", () => {
  it.each(Object.entries(files))("%s is current (run `npm run rules -- build` after an edit)", async (path, text) => {
    expect(await readFile(new URL(`../../../../${path}`, import.meta.url), "utf8")).toBe(text);
  });

  it("lists every rule with its source, and its check date and confidence in words", () => {
    for (const row of bookOf(rules).rows) {
      expect(page).toContain(`| \`${row.id}\` |`);
      expect(page).toContain(`](${row.source}) |`);
      expect(page).toContain(`| ${sayRow(row)} |`);
    }
    expect(page).toMatch(/\| no bar found, and no cap; checked \d{4}-\d{2}-\d{2}, medium confidence \|/);
    expect(page).toContain(rules.version);
  });

  it("draws a tile for each state, the District of Columbia and the territories", () => {
    const tiles = [...map.matchAll(/font-weight="700">([A-Z]{2})</g)].map(([, state]) => state);
    expect(new Set(tiles).size).toBe(tiles.length);
    expect(tiles).toHaveLength(50 + 1 + 5);
  });

  it("never says that surcharging is legal, lawful, compliant, allowed or permitted somewhere", () => {
    for (const text of [page, map])
      expect(text.replaceAll(/https?:\/\/\S+/g, "")).not.toMatch(/\b(il)?legal|lawful|complian|allowed|permitted/i);
  });
});

describe("shortPercent", () => {
  it.each([
    [200, "2 %"],
    [240, "2.4 %"],
    [287, "2.87 %"],
    [1000, "10 %"],
  ])("writes %i basis points as %s", (bps, text) => {
    expect(shortPercent(bps)).toBe(text);
  });
});
