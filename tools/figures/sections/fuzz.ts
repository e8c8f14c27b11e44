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
  command: "fuzz -- --minutes 60 --record",
  minutes: 60,
  tell: ({ minutes, atOnce, targets }) => ({
    says: `In ${number(minutes)} min, ${number(targets.length)} readers of foreign bytes, ${atOnce === 1 ? "one after the other" : "two at a time"}, were given **${number(sum(targets.map(({ runs }) => runs)))} inputs**, bred by the branches that they reach; ${number(sum(targets.map(({ crashes }) => crashes)))} broke what must hold.`,
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
