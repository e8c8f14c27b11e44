/**
 * Writes `docs/cost.md`: what lookups cost at the platform's list prices, by simulation. Run `npm run cost` after a change
 * of what a request reads, calls or stores, of an assumption (`tools/cost/assumptions.ts`) or of a price
 * (`tools/cost/platform.ts`).
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Its path. */
export const PAGE = fileURLToPath(import.meta.resolve("../docs/cost.md"));

const USAGE = "usage: npm run cost: writes docs/cost.md anew. It takes nothing, and some minutes.";

if (import.meta.main && process.argv.length > 2) console.log(USAGE);
else if (import.meta.main) {
  // The Worker's parts as they are built for production.
  Object.assign(globalThis, { __DEVELOPMENT__: false, __RULES_DAYS_AHEAD__: 0 });
  const [{ workOut }, { costPage }] = await Promise.all([import("./cost/figures.ts"), import("./cost/page.ts")]);
  writeFileSync(PAGE, costPage(await workOut()));
}
