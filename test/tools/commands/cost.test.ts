import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { type Figures, workOut } from "../../../tools/commands/cost/figures.ts";
import { costPage } from "../../../tools/commands/cost/page.ts";
import { chargeOf, type Usage } from "../../../tools/commands/cost/platform.ts";
import { PAGE } from "../../../tools/commands/cost.ts";

let figures: Figures;

beforeAll(async () => {
  figures = await workOut();
}, 300_000);

test("the page on cost is current (run `npm run cost` after a change of what a request takes)", () => {
  expect(readFileSync(PAGE, "utf8")).toBe(costPage(figures));
});

test("a million lookups cost at most three dollars, whoever's they are", () => {
  expect(figures.scenarios.map(({ now }) => chargeOf(now)).filter((charge) => charge > 3)).toEqual([]);
});

describe("what the simulation counts", () => {
  const LOOKUPS = 1_000_000;
  const each = (read: (usage: { before: Usage; now: Usage }) => void) => figures.scenarios.forEach(read);

  test("is four requests a lookup: policy, preflight, question, and one more on average", () => {
    each(({ before, now }) => {
      for (const { requests } of [before, now]) expect(requests / LOOKUPS).toBeCloseTo(4, 0);
    });
  });

  test("is a shard's call for a question whose facts no ticket has, and few calls besides", () => {
    each(({ now }) => {
      expect(now.objectRequests / LOOKUPS).toBeGreaterThan(1);
      expect(now.objectRequests / LOOKUPS).toBeLessThan(1.6);
    });
  });

  test("is a shard's two minutes for each lonely lookup before, and its call alone now", () => {
    const lonely = figures.scenarios.at(-1);
    const seconds = (usage: Usage | undefined) => (usage?.objectActiveMs ?? 0) / 1_000 / LOOKUPS;
    expect(seconds(lonely?.before)).toBeGreaterThan(120);
    expect(seconds(lonely?.now)).toBeLessThan(0.2);
  });
});
