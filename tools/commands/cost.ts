/**
 * `cs cost`: writes `docs/cost.md`, what lookups cost at the platform's list prices, by simulation. To be run after a change of
 * what a request reads, calls or stores, of an assumption (`tools/commands/cost/assumptions.ts`) or of a price
 * (`tools/commands/cost/platform.ts`).
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { answering } from "../cli/answer.ts";
import type { Surroundings } from "../cli/surroundings.ts";

/** Its path. */
export const PAGE = fileURLToPath(import.meta.resolve("../../docs/cost.md"));

export const command = (surroundings: Surroundings): Command =>
  new Command("cost")
    .description("write the page of what lookups cost; takes some minutes")
    .option("--record", "leave the figures for docs/figures.md, too")
    .action(answering(surroundings, (options: { record?: true }) => writeCost(options.record === true)));

async function writeCost(isRecorded: boolean): Promise<string> {
  // The Worker's parts as they are built for production.
  Object.assign(globalThis, { __DEVELOPMENT__: false, __RULES_DAYS_AHEAD__: 0 });
  const [{ workOut }, { costPage }] = await Promise.all([import("./cost/figures.ts"), import("./cost/page.ts")]);
  const figures = await workOut();
  writeFileSync(PAGE, costPage(figures));
  if (isRecorded) {
    const [{ recordFigure }, { costData }] = await Promise.all([
      import("../figures/record.ts"),
      import("./cost/recorded.ts"),
    ]);
    recordFigure("cost", { kind: "computed", command: "npm run cost -- --record", data: costData(figures) });
  }
  return "docs/cost.md is written";
}
