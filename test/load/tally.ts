/** Counts what came of requests: statuses, errors of ours, wrong answers, and how long each took. */
import { quantile } from "../bench/load.mjs";
import type { Verdict } from "./checks.ts";
import type { Answer, Break } from "./client.ts";

export interface Counts {
  readonly requests: number;
  /** By HTTP status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Answers with a status of 500 and above. */
  readonly serverErrors: number;
  /** Requests without a whole answer, by what happened. */
  readonly breaks: Readonly<Record<string, number>>;
  /** Signed zeros for want of an answer. */
  readonly troubled: number;
  readonly wrong: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
}

export interface Tally {
  record(result: Answer | Break, verdict: Verdict | null, ms: number): void;
  counts(): Counts;
}

export function tally(): Tally {
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  const breaks: Record<string, number> = {};
  let [serverErrors, troubled, wrong] = [0, 0, 0];
  const add = (to: Record<string, number>, name: string | number) => {
    to[name] = (to[name] ?? 0) + 1;
  };
  const ms = (share: number) => Number(quantile(times, share).toFixed(2));
  return {
    record(result, verdict, took) {
      times.push(took);
      if (typeof result === "string") return add(breaks, result);
      add(statuses, result.status);
      if (result.status >= 500) serverErrors += 1;
      else if (verdict?.kind === "troubled") troubled += 1;
      else if (verdict?.kind === "wrong") wrong += 1;
    },
    counts: () => ({
      requests: times.length,
      statuses: { ...statuses },
      serverErrors,
      breaks: { ...breaks },
      troubled,
      wrong,
      p50Ms: ms(0.5),
      p90Ms: ms(0.9),
      p99Ms: ms(0.99),
    }),
  };
}
