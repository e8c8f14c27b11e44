/** What the Worker takes to start, and how large it is. */
import { figure, median, number } from "../figure.ts";

interface Start {
  readonly totalMs: number;
  readonly readyMs: number;
  readonly firstAnswerMs: number;
  readonly nextAnswerMs: number;
  readonly cpuMs: number;
}

export interface StartData {
  readonly conditions: readonly string[];
  readonly bundle: { readonly bytes: number; readonly gzipBytes: number };
  /** The last is the product, the one before it a Worker of one line with the same bindings. */
  readonly contenders: readonly { readonly name: string; readonly rounds: readonly Start[] }[];
}

export const START = figure<StartData>({
  name: "start",
  title: "A cold start",
  command: "bench:start -- --record",
  minutes: 1,
  tell: ({ conditions, bundle, contenders }) => {
    const [product, bound] = contenders.toReversed().map(({ rounds }) => median(rounds.map(({ totalMs }) => totalMs)));
    const middle = (rounds: readonly Start[], key: keyof Start) => median(rounds.map((round) => round[key]));
    return {
      says: `From the start of the process to the first answer, a policy, the product takes **${number(product ?? Number.NaN)} ms**, ${number((product ?? Number.NaN) - (bound ?? Number.NaN))} more than a Worker of one line with the same bindings. The bundle has **${number(bundle.gzipBytes / 1_000)} kB by gzip**, ${number(bundle.bytes / 1_000)} kB without. Medians of the starts.`,
      table: [
        [
          "",
          "starts",
          "to the first answer, ms",
          "of that the answer, ms",
          "next answer, ms",
          "CPU to the first answer, ms",
        ],
        ...contenders.map(({ name, rounds }) => [
          name,
          number(rounds.length),
          number(middle(rounds, "totalMs")),
          number(middle(rounds, "firstAnswerMs"), 1),
          number(middle(rounds, "nextAnswerMs"), 1),
          number(middle(rounds, "cpuMs")),
        ]),
      ],
      plots: [
        {
          name: "start",
          title: "Time from the start of the process to the first answer",
          form: "bars",
          value: "milliseconds to the first answer",
          points: contenders.map(({ name, rounds }) => ({ x: name, y: Math.round(middle(rounds, "totalMs")) })),
        },
      ],
      conditions,
    };
  },
});
