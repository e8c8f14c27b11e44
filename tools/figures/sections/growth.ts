/** What grows with what is kept: rows of rules, BINs of a card programme. */
import { MAX_PROGRAM_BINS } from "../../../contract/card-programs.ts";
import { figure, median, number, percent, type Read } from "../figure.ts";
import { firstLookupCpuUs, type LookupData } from "./lookup.ts";

export interface RowsData {
  readonly conditions: readonly string[];
  readonly curves: readonly {
    readonly sale: string;
    readonly points: readonly { readonly rows: number; readonly medianUs: number }[];
  }[];
}

const MOST_LINES = 4;

/** The largest and the smallest of the ratios of a curve's end to its beginning. */
function ratiosOf(curves: readonly (readonly number[])[]): string {
  const ratios = curves.map((values) => (values.at(-1) ?? Number.NaN) / (values[0] ?? Number.NaN));
  return `${number(Math.min(...ratios), 2)} to ${number(Math.max(...ratios), 2)} times`;
}

export const ROWS = figure<RowsData>({
  name: "rows",
  title: "More rules",
  command: "bench:decide -- --record",
  minutes: 2,
  tell: ({ conditions, curves }) => {
    const sizes = curves[0]?.points.map(({ rows }) => rows) ?? [];
    return {
      says: `A decision by ${number(sizes.at(-1) ?? 0)} rows of rules takes **${ratiosOf(curves.map(({ points }) => points.map(({ medianUs }) => medianUs)))}** what it takes by the ${number(sizes[0] ?? 0)} that the product carries.`,
      table: [
        ["one decision, microseconds", ...sizes.map((size) => `${number(size)} rows`)],
        ...curves.map(({ sale, points }) => [sale, ...points.map(({ medianUs }) => number(medianUs, 2))]),
      ],
      plots: [
        {
          name: "rows",
          title: "Time of a decision by the number of rows",
          form: "lines",
          value: "microseconds a decision",
          along: "rows of rules",
          isLogarithmic: true,
          points: curves
            .slice(0, MOST_LINES)
            .flatMap(({ sale, points }) =>
              points.map(({ rows, medianUs }) => ({ x: rows, y: medianUs, series: sale })),
            ),
        },
      ],
      conditions,
    };
  },
});

export interface RulesData {
  readonly conditions: readonly string[];
  readonly callers: number;
  readonly lookupCpuUs: Readonly<Record<"carried" | "stored", readonly number[]>>;
  readonly reading: { readonly rows: number; readonly bytes: number; readonly cpuMs: readonly number[] };
}

export const RULES = figure<RulesData>({
  name: "rules",
  title: "Rules from the store",
  command: "bench:rules -- --record",
  minutes: 2,
  tell: ({ conditions, callers, lookupCpuUs, reading }) => {
    const { carried, stored } = lookupCpuUs;
    const spread = (values: readonly number[]) => `${number(Math.min(...values))} to ${number(Math.max(...values))}`;
    return {
      says: `A first lookup by rules that were pushed takes **${number(median(stored) / median(carried), 2)} times** the processor time of one by those that the Worker carries, with ${callers} callers.`,
      table: [
        ["", "median", "from, to"],
        ["a first lookup by the carried rules, CPU us", number(median(carried)), spread(carried)],
        ["by stored ones, CPU us", number(median(stored)), spread(stored)],
        [
          `${number(reading.rows)} rows (${number(reading.bytes / 1e6, 1)} MB) read for the first time by a new isolate, CPU ms`,
          number(median(reading.cpuMs)),
          spread(reading.cpuMs),
        ],
      ],
      plots: [],
      conditions,
    };
  },
});

export interface BinsData {
  readonly conditions: readonly string[];
  readonly curves: readonly {
    readonly digits: number;
    readonly points: readonly { readonly bins: number; readonly ns: readonly number[] }[];
  }[];
}

/** How often a list of this length is halved until one entry is left. */
const steps = (length = 1): string => number(Math.ceil(Math.log2(length + 1)));

/** What part of a first lookup's processor time these nanoseconds are, where that was recorded. */
function shareOfLookup(ns: number, read: Read): string {
  const lookup = read("lookup")?.data as LookupData | undefined;
  const cpuUs = lookup === undefined ? null : firstLookupCpuUs(lookup);
  return cpuUs === null ? "" : `, ${percent(ns / 1_000 / cpuUs, 3)} of a first lookup's processor time`;
}

export const BINS = figure<BinsData>({
  name: "bins",
  title: "More BINs in a card programme",
  command: "bench:card-programs -- --record",
  minutes: 2,
  tell: ({ conditions, curves }, read) => {
    const sizes = curves[0]?.points.map(({ bins }) => bins) ?? [];
    const least = curves.map(({ points }) => points.map(({ ns }) => median(ns)));
    const most = Math.max(...least.flat());
    return {
      says: `To find a card among ${number(sizes.at(-1) ?? 0)} BINs takes ${ratiosOf(least)} what it takes among ${number(sizes[0] ?? 0)}; the most is **${number(most)} ns**${shareOfLookup(most, read)}. So it is not flat: BINs are kept sorted and one is found by halving the list, which takes ${steps(sizes[0])} steps among ${number(sizes[0] ?? 0)} and ${steps(sizes.at(-1))} among ${number(sizes.at(-1) ?? 0)}. A programme has ${number(MAX_PROGRAM_BINS)} BINs at most.`,
      table: [
        ["one match, nanoseconds", ...sizes.map((size) => `${number(size)} BINs`)],
        ...curves.map(({ digits, points }) => [
          `${digits} digits known`,
          ...points.map(({ ns }) => number(median(ns))),
        ]),
      ],
      plots: [
        {
          name: "bins",
          title: "Time of a match by the number of BINs",
          form: "lines",
          value: "nanoseconds a match",
          along: "BINs of the programme",
          isLogarithmic: true,
          points: curves.flatMap(({ digits, points }) =>
            points.map(({ bins, ns }) => ({ x: bins, y: Math.round(median(ns)), series: `${digits} digits known` })),
          ),
        },
      ],
      conditions,
    };
  },
});
