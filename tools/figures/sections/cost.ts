/** What a million lookups cost at the platform's list prices. */
import { figure, number } from "../figure.ts";

export interface CostData {
  readonly conditions: readonly string[];
  /** US dollars for a million lookups, logs aside; `parts` by position of the price list. */
  readonly scenarios: readonly {
    readonly name: string;
    readonly beforeDollars: number;
    readonly nowDollars: number;
    readonly parts: readonly { readonly what: string; readonly dollars: number }[];
  }[];
}

const dollars = (amount: number): string => `$${number(amount, 2)}`;

export const COST = figure<CostData>({
  name: "cost",
  title: "What a million lookups cost",
  command: "cost -- --record",
  minutes: 1,
  tell: ({ conditions, scenarios }) => {
    const all = scenarios.map(({ nowDollars }) => nowDollars);
    const positions = scenarios[0]?.parts.map(({ what }) => what) ?? [];
    const isCharged = (what: string) =>
      scenarios.some(({ parts }) => parts.some((part) => part.what === what && part.dollars >= 0.005));
    return {
      says: `A million lookups, each with all that belongs to its checkout, cost **${dollars(Math.min(...all))} to ${dollars(Math.max(...all))}**, the more the more merchants share them, and without what logs cost. What is assumed, and how it is worked out: [cost](cost.md).`,
      table: [
        ["US dollars", ...scenarios.map(({ name }) => name)],
        ...positions
          .filter(isCharged)
          .map((what) => [
            what,
            ...scenarios.map(({ parts }) => dollars(parts.find((part) => part.what === what)?.dollars ?? Number.NaN)),
          ]),
        ["together", ...all.map(dollars)],
        [
          "in the former design, whose shards were kept awake",
          ...scenarios.map(({ beforeDollars }) => dollars(beforeDollars)),
        ],
      ],
      plots: [
        {
          name: "cost",
          title: "US dollars for a million lookups, by the number of merchants that share them",
          form: "bars",
          value: "US dollars for a million lookups",
          points: scenarios.map(({ name, nowDollars }) => ({ x: name, y: Math.round(nowDollars * 100) / 100 })),
        },
      ],
      conditions,
    };
  },
});
