/** What a request takes where more merchants are kept. */
import { figure, median, number } from "../figure.ts";

interface Contender {
  readonly merchants: number;
  readonly what: "lookup" | "policy";
  /** Whom the requests are about: the same few, or all in turn. */
  readonly asked: "same" | "all";
  readonly rounds: readonly { readonly p50Ms: number; readonly cpuUs: number }[];
}

export interface MerchantsData {
  readonly conditions: readonly string[];
  readonly callers: number;
  readonly same: number;
  readonly contenders: readonly Contender[];
}

const middle = ({ rounds }: Contender, key: Key) => median(rounds.map((round) => round[key]));

type Key = "p50Ms" | "cpuUs";

/** The last point of a curve against the first. */
function growthOf(points: readonly Contender[], key: Key): string {
  const [first, last] = [points[0], points.at(-1)];
  return first === undefined || last === undefined ? "" : number(middle(last, key) / middle(first, key), 2);
}

const rowOf = (name: string, points: readonly Contender[], key: Key, digits: number): readonly string[] => [
  name,
  ...points.map((one) => number(middle(one, key), digits)),
  growthOf(points, key),
];

const CURVES = [
  { what: "lookup", asked: "same" },
  { what: "lookup", asked: "all" },
  { what: "policy", asked: "same" },
  { what: "policy", asked: "all" },
] as const;

export const MERCHANTS = figure<MerchantsData>({
  name: "merchants",
  title: "More merchants",
  command: "bench:merchants -- --record",
  minutes: 6,
  tell: ({ conditions, callers, same, contenders }) => {
    const sizes = [...new Set(contenders.map(({ merchants }) => merchants))];
    const curves = CURVES.map(({ what, asked }) => ({
      name: `${what}, ${asked === "all" ? "all" : `the same ${same}`} in turn`,
      what,
      asked,
      points: contenders.filter((one) => one.what === what && one.asked === asked),
    }));
    const growth = (what: Contender["what"], asked: Contender["asked"]) =>
      growthOf(curves.find((curve) => curve.what === what && curve.asked === asked)?.points ?? [], "cpuUs");
    return {
      says: `With ${number(sizes.at(-1) ?? 0)} merchants kept, of which the same ${same} are asked about, a lookup takes **${growth("lookup", "same")} times** the processor time that it takes with one merchant, and a policy **${growth("policy", "same")} times**. Where all are asked about in turn, it is ${growth("lookup", "all")} and ${growth("policy", "all")} times.

An isolate keeps the settings of the last 1,000 merchants that it was asked about, and each one's finished policies for a minute. Where more than that are asked about in turn, a lookup reads and checks settings anew, and a policy is worked out anew as well, by a decision about each kind of card of each brand; neither grows with the number of merchants. What it comes to where shoppers come by chance: [cost](cost.md). ${callers} callers at once; medians of ${number(contenders[0]?.rounds.length ?? 0)} rounds, whose noise is as large as the difference between the two ways to ask one merchant.`,
      table: [
        ["", ...sizes.map((size) => number(size)), "last against first"],
        ...curves.map(({ name, points }) => rowOf(`${name}: CPU, us`, points, "cpuUs", 0)),
        ...curves.map(({ name, points }) => rowOf(`${name}: p50, ms`, points, "p50Ms", 1)),
      ],
      plots: [
        {
          name: "merchants",
          title: "Processor time of a request by the number of merchants",
          form: "lines",
          value: "processor time a request, microseconds",
          along: "merchants",
          isLogarithmic: true,
          points: curves.flatMap(({ name, points }) =>
            points.map((one) => ({ x: one.merchants, y: Math.round(middle(one, "cpuUs")), series: name })),
          ),
        },
      ],
      conditions,
    };
  },
});
