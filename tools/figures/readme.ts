/** The three figures that `README.md` shows. Pure. */
import { number, percent, type Read, sum } from "./figure.ts";
import type { LoadData } from "./sections/load.ts";
import type { LookupData } from "./sections/lookup.ts";
import type { MutantsData } from "./sections/tests.ts";

const WAITING = "not recorded yet";

function lookupWords(data: LookupData | null): string {
  if (data === null) return WAITING;
  const { share, perSecond, ownP50Ms, ownP90Ms } = data.atShare;
  return `${number(ownP50Ms)} ms at p50, ${number(ownP90Ms)} ms at p90, without the gateway, at ${number(perSecond)} a second, ${percent(share, 0)} of the ceiling`;
}

function loadWords(data: LoadData | null): string {
  if (data === null) return WAITING;
  const of = (key: "requests" | "wrong") => sum(data.intervals.map((interval) => interval[key]));
  return `${number(of("requests"))} mixed requests in ${number(data.minutes)} min: ${number(of("wrong"))} wrong answers, ${percent(data.errorsShare, 4)} errors of ours`;
}

function mutantsWords(data: MutantsData | null): string {
  if (data === null) return WAITING;
  const killed = sum(data.parts.map((part) => part.killed));
  const all = killed + sum(data.parts.map(({ survived, uncovered }) => survived + uncovered));
  return `${percent(killed / all)} of ${number(all)} small changes of the code that decides about money make a test fail`;
}

/** Lines of Markdown. */
export const readmeLines = (read: Read): readonly string[] => [
  `- [A lookup](docs/figures.md#a-lookup): ${lookupWords((read("lookup")?.data ?? null) as LookupData | null)}.`,
  `- [Under load](docs/figures.md#under-load): ${loadWords((read("load")?.data ?? null) as LoadData | null)}.`,
  `- [Tests](docs/figures.md#changed-code-that-tests-notice): ${mutantsWords((read("mutants")?.data ?? null) as MutantsData | null)}.`,
];
