/**
 * `npm run soak [-- --minutes 15] [--seed N] [--rate 12] [--only TEXT] [--record]`: faults of gateway, KeySecure and every binding are switched on and
 * off by seed while questions come in all the time. Each answer is judged by itself; prints a row for each episode, and fails where
 * anything does not hold. `--record` keeps the figures in `docs/figures/soak.json`.
 */
import { parseArgs } from "node:util";
import { recordFigure } from "../../tools/figures/record.ts";
import { ALL_FAULTS, nameOf } from "./faults.ts";
import { soak } from "./soak.ts";
import { type EpisodeFigures, troublesOf, upstreamRatio } from "./tally.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "15" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    rate: { type: "string", default: "12" },
    only: { type: "string", default: "" },
    record: { type: "boolean", default: false },
  },
});
const [minutes, seed, rate] = [Number(values.minutes), Number(values.seed), Number(values.rate)];
if (!ALL_FAULTS.some((fault) => nameOf(fault).includes(values.only))) {
  console.error(`--only takes what stands in the name of a fault: ${ALL_FAULTS.map(nameOf).join(", ")}.`);
  process.exit(2);
}
if (!(minutes > 0) || !Number.isInteger(seed) || !(rate > 0)) {
  console.error("--minutes and --rate take a number above 0, --seed a whole one.");
  process.exit(2);
}

const CONDITIONS = [
  "The built Worker in workerd, on a socket of its own, on one machine with everything else.",
  "Gateway and KeySecure are the project's sandbox, written from their documents; faults of the wire are made by a socket server before it.",
  "KV and Durable Objects are Miniflare's; they fail, are slow or are ended by a module in front of the Worker's bundle.",
  "The rate limiters are stand-ins that admit everybody unless they are told to fail.",
  `One shard for each of eight merchants, two of which are off; ${rate} requests a second, whatever becomes of the earlier ones.`,
  "The oracle is a second reading of the rules, fed with the sandbox's own card table.",
];

const WIDTHS = [44, 5, 9, 8, 9, 5, 7, 5, 10, 7, 8, 8, 5] as const;
const row = (...cells: readonly (string | number)[]) =>
  console.log(
    cells
      .map((cell, at) => (at === 0 ? String(cell).padEnd(WIDTHS[0]) : String(cell).padStart(WIDTHS[at] ?? 0)))
      .join(" "),
  );
const rowOf = (one: EpisodeFigures) =>
  row(
    one.faults.join(" + ") || "(nothing)",
    one.seconds,
    one.questions,
    one.answered,
    one.surcharge,
    one.none,
    one.unknown,
    one.otherAnswers,
    one.slowestMs,
    one.machineMs,
    (one.upstreamCalls / Math.max(1, one.upstreamNeeded)).toFixed(2),
    one.recoverySeconds,
    one.wrong,
  );

console.log(`Seed ${seed}: npm run soak -- --minutes ${minutes} --seed ${seed} --rate ${rate}`);
row(
  "fault",
  "s",
  "questions",
  "answered",
  "surcharge",
  "none",
  "unknown",
  "other",
  "slowest ms",
  "machine",
  "upstream",
  "recovery",
  "wrong",
);
const result = await soak({ minutes, seed, rate, only: values.only, onEpisode: rowOf });

const { episodes, wrong, leaks, logLines } = result;
const seenFaults = new Set(episodes.flatMap(({ faults }) => faults));
const ratio = upstreamRatio(episodes);
const sum = (pick: (one: EpisodeFigures) => number) => episodes.reduce((total, one) => total + pick(one), 0);
const slowest = Math.max(...episodes.map(({ slowestMs }) => slowestMs));
const recovery = Math.max(...episodes.map(({ recoverySeconds }) => recoverySeconds));
console.log(
  `\n${seenFaults.size} of ${ALL_FAULTS.length} faults, ${episodes.length} episodes, ${sum(({ questions }) => questions)} questions, ${sum(({ surcharge }) => surcharge)} surcharges; slowest ${slowest} ms, longest recovery ${recovery} s, upstream ${ratio.toFixed(3)}; ${logLines} lines of the log.`,
);
for (const [what, times] of Object.entries(wrong)) console.error(`WRONG ${times} x ${what}`);
const troubles = troublesOf(episodes, leaks);
for (const trouble of troubles) console.error(`DOES NOT HOLD: ${trouble}`);

if (values.record)
  recordFigure("soak", {
    kind: "simulated",
    command: `npm run soak -- --minutes ${minutes} --seed ${seed} --rate ${rate} --record`,
    data: {
      minutes,
      seed,
      rate,
      conditions: CONDITIONS,
      episodes,
      upstreamRatio: ratio,
      logLines,
      leaks,
      wrong,
      troubles,
      faultsNotReached: ALL_FAULTS.map(nameOf).filter((name) => !seenFaults.has(name)),
    },
  });
process.exit(troubles.length > 0 ? 1 : 0);
