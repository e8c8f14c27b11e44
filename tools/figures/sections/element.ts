/** What the element weighs and costs a page, beside an element that does nothing and published card forms. */
import { figure, median, number } from "../figure.ts";

interface Opened {
  readonly firstPaintingMs: number;
  readonly scriptTaskMs: number;
  readonly longestTaskMs: number;
  readonly longTasks: number;
  readonly heapBytes: number;
  readonly requests: number;
}

export interface ElementData {
  readonly conditions: readonly string[];
  readonly longTaskMs: number;
  /** The first is the element. */
  readonly contenders: readonly {
    readonly name: string;
    readonly bytes: { readonly raw: number; readonly gzip: number; readonly brotli: number };
    readonly rounds: readonly Opened[];
    /** Origins that it asked for and did not reach. */
    readonly unreached: readonly string[];
  }[];
}

const KILOBYTE = 1_000;
const MEBIBYTE = 2 ** 20;
const kilobytes = (bytes: number): string => number(bytes / KILOBYTE, 1);

export const ELEMENT = figure<ElementData>({
  name: "element",
  title: "The element in a page",
  command: "bench:element -- --record",
  minutes: 4,
  tell: ({ conditions, longTaskMs, contenders }) => {
    const middle = (rounds: readonly Opened[], key: keyof Opened) => median(rounds.map((round) => round[key]));
    const [own] = contenders;
    const offline = contenders.filter(({ unreached }) => unreached.length > 0);
    return {
      says: `The element has **${kilobytes(own?.bytes.brotli ?? Number.NaN)} kB by brotli**, all it needs included, and is painted **${number(middle(own?.rounds ?? [], "firstPaintingMs"))} ms** after the page was asked for, at a quarter of this machine's speed. The card forms do another job, a whole form with its fields: their bytes are for scale, and this is no race. They are measured as far as they come without their makers' servers: ${offline.map(({ name, unreached }) => `${name} did not reach ${unreached.map((origin) => new URL(origin).hostname).join(", ")}`).join("; ")}. Medians of ${number(own?.rounds.length ?? 0)} rounds, in turns, each in a browser of its own.`,
      table: [
        [
          "",
          "kB",
          "by gzip",
          "by brotli",
          "first painting, ms",
          "task that runs the script, ms",
          "longest task, ms",
          `tasks over ${longTaskMs} ms`,
          "heap, MiB",
          "requests",
        ],
        ...contenders.map(({ name, bytes, rounds }) => [
          name,
          kilobytes(bytes.raw),
          kilobytes(bytes.gzip),
          kilobytes(bytes.brotli),
          number(middle(rounds, "firstPaintingMs")),
          number(middle(rounds, "scriptTaskMs")),
          number(middle(rounds, "longestTaskMs")),
          number(middle(rounds, "longTasks")),
          number(middle(rounds, "heapBytes") / MEBIBYTE, 1),
          number(middle(rounds, "requests")),
        ]),
      ],
      plots: [
        {
          name: "element",
          title: "Scripts and styles by brotli",
          form: "bars",
          value: "kB by brotli, scripts and styles",
          points: contenders.map(({ name, bytes }) => ({ x: name, y: Math.round(bytes.brotli / 100) / 10 })),
        },
      ],
      conditions,
    };
  },
});
