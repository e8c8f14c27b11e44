/** What a night leaves in `docs/figures/nightly.json`. Parts that ran by themselves replace their own rows alone. */
import { readFigure, recordFigure } from "../figures/record.ts";
import type { PartResult, PartRun } from "./run-part.ts";
import type { PropertyTally } from "./tally.ts";

interface Recorded {
  /** When the part ended: ISO 8601, UTC. */
  readonly endedAt: string;
  /** Above 0, up to 1: the part of the numbers of cases that was tried. */
  readonly share: number;
}

export interface NightlyFigure {
  /** From the first beginning to the last end of the last night that ran all parts; null where none has. */
  readonly wholeSeconds: number | null;
  readonly parts: readonly (PartResult & Recorded)[];
  readonly properties: readonly (PropertyTally & { readonly part: string })[];
}

/** @param wholeSeconds null where not every part ran */
export function recordNight(
  runs: readonly PartRun[],
  { share, wholeSeconds, folder }: { share: number; wholeSeconds: number | null; folder?: string },
): void {
  const former = readFigure<NightlyFigure>("nightly", folder)?.data;
  const ran = new Set(runs.map(({ result }) => result.part));
  const endedAt = new Date().toISOString();
  const data: NightlyFigure = {
    wholeSeconds: wholeSeconds ?? former?.wholeSeconds ?? null,
    parts: [
      ...(former?.parts ?? []).filter(({ part }) => !ran.has(part)),
      ...runs.map(({ result }) => ({ ...result, endedAt, share })),
    ],
    properties: [
      ...(former?.properties ?? []).filter(({ part }) => !ran.has(part)),
      ...runs.flatMap(({ result, properties }) => properties.map((row) => ({ part: result.part, ...row }))),
    ],
  };
  recordFigure("nightly", {
    kind: "measured",
    command: "npm run test:nightly -- --record",
    data,
    ...(folder === undefined ? {} : { folder }),
  });
}
