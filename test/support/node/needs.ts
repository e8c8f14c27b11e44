/** How a test says what it needs that not every machine has; see the list in `tools/checkout/needs.mjs`. */
import { isThere, type Need } from "../../../tools/checkout/needs.mjs";

/**
 * Options of a test or of a `describe`: it is skipped where something is missing, and tells what. A run of `.ci/run` fails where a
 * test was skipped in another way, or though everything was there.
 */
export const needs = (...things: readonly Need[]) => ({ skip: !things.every(isThere), meta: { needs: things } });

declare module "vitest" {
  interface TaskMeta {
    /** What the test needs that not every machine has. */
    needs?: readonly Need[];
  }
}
