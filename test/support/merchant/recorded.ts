/** When a test's merchant recorded what a real Worker judges by the calendar: a cost, an attestation. */
import { rulesNow } from "../../../worker/rules/clock.ts";
import { addDays, worldDays } from "../../../worker/surcharge/day.ts";
import type { SurchargeProgramme } from "../../../worker/surcharge/programme.ts";

/** Long enough ago for a notice to count, never too old, whatever the day is. */
export const RECORDED_ON = addDays(worldDays(rulesNow()).first, -45);

/** The programme with everything in it recorded then. */
export function recordedLately<T extends Pick<SurchargeProgramme, "costs" | "attestations">>(programme: T): T {
  const costs = Object.entries(programme.costs).map(([brand, cost]) => [brand, { ...cost, on: RECORDED_ON }]);
  const attestations = programme.attestations.map((one) => ({ ...one, on: RECORDED_ON }));
  return { ...programme, costs: Object.fromEntries(costs) as T["costs"], attestations };
}
