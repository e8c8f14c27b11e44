/** How often a property is tried. */
import fc from "fast-check";

/**
 * To be called inside the test: `usually` in `npm test`, and at night as often as the table in `cases.ts` says, which
 * `setup.ts` has told fast-check.
 */
export function runs(usually: number): number {
  return fc.readConfigureGlobal()?.numRuns ?? usually;
}
