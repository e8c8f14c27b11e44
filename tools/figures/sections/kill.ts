/** The service killed under load. */
import { type Counts, figure, median, number } from "../figure.ts";

export interface KillData {
  readonly times: number;
  readonly conditions: readonly string[];
  readonly kills: readonly { readonly untilGoodAnswerMs: number; readonly breaks: Counts }[];
  readonly total: {
    readonly requests: number;
    readonly wrong: number;
    readonly serverErrors: number;
    readonly troubled: number;
    readonly breaks: Counts;
  };
  readonly quotesVerified: number;
  readonly acknowledged: { readonly merchantChanges: number; readonly outcomes: number };
  readonly complaints: readonly string[];
}

export const KILL = figure<KillData>({
  name: "kill",
  title: "Killed",
  command: "kill -- --record",
  minutes: 10,
  tell: ({ times, conditions, kills, total: all, quotesVerified, acknowledged, complaints }) => {
    const back = kills.map(({ untilGoodAnswerMs }) => untilGoodAnswerMs);
    return {
      says: `workerd was killed under load **${times} times: ${number(all.wrong)} wrong answers**, and of ${number(acknowledged.merchantChanges)} changes and ${number(acknowledged.outcomes)} outcomes that were acknowledged ${complaints.length === 0 ? "none was lost" : `not all is well: ${complaints.join("; ")}`}.`,
      table: [
        ["", ""],
        ["requests", number(all.requests)],
        ["wrong answers", number(all.wrong)],
        ["5xx", number(all.serverErrors)],
        ["zeros for want of an answer", number(all.troubled)],
        [
          "requests without an answer, by what their client saw",
          Object.entries(all.breaks)
            .map(([what, count]) => `${what.replaceAll("_", " ")} ${number(count)}`)
            .join(", "),
        ],
        ["quotes verified", number(quotesVerified)],
        [
          "from the kill to the next good answer, median and most, ms",
          `${number(median(back))}, ${number(Math.max(...back))}`,
        ],
      ],
      plots: [],
      conditions,
    };
  },
});
