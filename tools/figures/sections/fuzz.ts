/** Readers of foreign bytes, fuzzed. */
import { figure, number, seconds, sum } from "../figure.ts";

export interface FuzzData {
  readonly minutes: number;
  readonly atOnce: number;
  readonly targets: readonly {
    readonly target: string;
    readonly seconds: number;
    readonly runs: number;
    readonly runsPerSecond: number;
    readonly edges: number;
    readonly features: number;
    /** Inputs that reach what no committed one reaches. */
    readonly newCorpus: number;
    readonly crashes: number;
  }[];
}

export const FUZZ = figure<FuzzData>({
  name: "fuzz",
  title: "Fuzzed",
  command: "fuzz -- --record",
  minutes: 60,
  tell: ({ atOnce, targets }) => ({
    says: `Readers of foreign bytes were given **${number(sum(targets.map(({ runs }) => runs)))} inputs**, bred by the branches that they reach, readers at a time: ${number(atOnce)}; ${number(sum(targets.map(({ crashes }) => crashes)))} broke what must hold.`,
    table: [
      ["reader", "inputs", "a second", "branches", "features", "inputs kept", "broke", "time"],
      ...targets.map((target) => [
        target.target,
        number(target.runs),
        number(target.runsPerSecond),
        number(target.edges),
        number(target.features),
        number(target.newCorpus),
        number(target.crashes),
        seconds(target.seconds),
      ]),
    ],
    plots: [],
    conditions: [],
  }),
});
