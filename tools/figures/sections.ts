/** The sections of `docs/figures.md`, in their order. */
import type { Figure } from "./figure.ts";
import { COST } from "./sections/cost.ts";
import { ELEMENT } from "./sections/element.ts";
import { FLAKY } from "./sections/flaky.ts";
import { FUZZ } from "./sections/fuzz.ts";
import { BINS, ROWS, RULES } from "./sections/growth.ts";
import { KILL } from "./sections/kill.ts";
import { LOAD, SOAK } from "./sections/load.ts";
import { LOOKUP } from "./sections/lookup.ts";
import { MERCHANTS } from "./sections/merchants.ts";
import { START } from "./sections/start.ts";
import { COMPATIBILITY, MUTANTS, NIGHTLY, TESTS } from "./sections/tests.ts";

export const FIGURES: readonly Figure[] = [
  LOOKUP,
  START,
  LOAD,
  KILL,
  SOAK,
  MERCHANTS,
  ROWS,
  RULES,
  BINS,
  COST,
  ELEMENT,
  MUTANTS,
  FUZZ,
  NIGHTLY,
  COMPATIBILITY,
  TESTS,
  FLAKY,
];
