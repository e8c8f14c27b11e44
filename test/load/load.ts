/**
 * `npm run load [-- --minutes 30] [--share 0.7] [--seed 1] [--record]`: finds the ceiling of the mix in `mix.ts`, then sends it for so many
 * minutes at a share of that, and judges: at most 0.002 % of errors, no wrong answer, memory and latency flat. Exit code 1 where it does
 * not hold. Growth is judged from ten minutes on: caches fill before.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { recordFigure } from "../../tools/figures/record.ts";
import { cpuMs, residentBytes, started } from "../bench/process.mjs";
import { startBuilt } from "../support/node/built-worker.mjs";
import { clientOf } from "./client.ts";
import { closedLoop, type Done, openLoop } from "./drive.ts";
import { MIX } from "./mix.ts";
import { CONDITIONS, ISSUER, keysOf, productOptions, startGateway } from "./product.ts";
import { randomFrom } from "./random.ts";
import { type Tally, tally } from "./tally.ts";
import { trafficOf } from "./traffic.ts";
import { type Interval, judge } from "./verdict.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    share: { type: "string", default: "0.7" },
    seed: { type: "string", default: "1" },
    record: { type: "boolean", default: false },
  },
});
const minutes = Number(values.minutes);
const share = Number(values.share);
const seed = Number(values.seed);
if (!(minutes > 0) || !(share > 0 && share <= 1) || !Number.isInteger(seed))
  throw new Error("--minutes must be above 0, --share above 0 and at most 1, --seed a whole number.");

const CALLERS = 32;
const WARM_UP_SECONDS = 10;
const CEILING_ROUNDS = 3;
const CEILING_SECONDS = 10;
/** Half a minute each; shorter where the run is shorter than five minutes. */
const intervalMs = Math.min(30_000, minutes * 6_000);
const VERIFY_SHARE = 0.05;
const MOST_COMPLAINTS = 20;

const gateway = await startGateway();
const product = await started(() => startBuilt(productOptions(gateway.origin)));
const client = clientOf(product.url);
const traffic = trafficOf({
  random: randomFrom(seed),
  jwks: await keysOf(product.url),
  issuer: ISSUER,
  verifyShare: VERIFY_SHARE,
});

const wrongAnswers: string[] = [];
let byKind = new Map<string, Tally>();
let current = tally();
function onDone({ planned: { kind }, result, verdict, ms }: Done): void {
  current.record(result, verdict, ms);
  const own = byKind.get(kind) ?? tally();
  own.record(result, verdict, ms);
  byKind.set(kind, own);
  if (verdict?.kind !== "wrong" || wrongAnswers.length >= MOST_COMPLAINTS) return;
  wrongAnswers.push(`${kind}: ${verdict.why}`);
  // At once, for somebody may end a run of half an hour before its end.
  console.log(`wrong: ${kind}: ${verdict.why}`);
}
const drive = { client, next: () => traffic.next(), onDone };

await closedLoop(drive, CALLERS, WARM_UP_SECONDS);
const ceilings: { perSecond: number; cpuShare: number }[] = [];
for (let round = 0; round < CEILING_ROUNDS; round++) {
  const before = cpuMs(product.pid);
  const perSecond = Math.round(await closedLoop(drive, CALLERS, CEILING_SECONDS));
  ceilings.push({ perSecond, cpuShare: (cpuMs(product.pid) - before) / (CEILING_SECONDS * 1_000) });
}
const ceilingPerSecond = ceilings.map(({ perSecond }) => perSecond).toSorted((one, other) => one - other)[1] ?? 0;
const perSecond = Math.round(ceilingPerSecond * share);
console.log(`Ceiling: ${ceilingPerSecond} requests/s by ${CALLERS} callers; now ${minutes} min at ${perSecond}/s.`);

current = tally();
byKind = new Map();
const intervals: Interval[] = [];
const startedAt = performance.now();
let isOver = false;
const loop = openLoop(drive, perSecond, () => isOver);
let cpuBefore = cpuMs(product.pid);
for (let number = 1; number * intervalMs <= minutes * 60_000; number++) {
  await sleep(startedAt + number * intervalMs - performance.now());
  const cpu = cpuMs(product.pid);
  const interval: Interval = {
    seconds: Math.round((performance.now() - startedAt) / 1_000),
    ...current.counts(),
    residentBytes: residentBytes(product.pid),
    cpuShare: Number(((cpu - cpuBefore) / intervalMs).toFixed(3)),
  };
  current = tally();
  cpuBefore = cpu;
  intervals.push(interval);
  const { seconds, requests, serverErrors, wrong, p50Ms, p90Ms, p99Ms } = interval;
  const memory = Math.round(interval.residentBytes / 2 ** 20);
  console.log(
    `${seconds} s: ${requests} requests, ${serverErrors} 5xx, ${wrong} wrong, p50 ${p50Ms} p90 ${p90Ms} p99 ${p99Ms} ms, ${memory} MiB, CPU ${Math.round(interval.cpuShare * 100)} %`,
  );
}
isOver = true;
await loop;

const judgement = judge(intervals, minutes);
const complaints = [
  ...judgement.complaints,
  // Also while the ceiling was measured, and to what was under way at the end.
  ...(wrongAnswers.length > 0 ? ["wrong answers came: see above"] : []),
];
console.table(judgement.trends);
console.log(`${traffic.verified()} quotes verified. ${complaints.length === 0 ? "It holds." : complaints.join("; ")}`);

if (values.record)
  recordFigure("load", {
    kind: "measured",
    command: `npm run load -- --minutes ${minutes} --share ${share} --seed ${seed} --record`,
    data: {
      minutes,
      share,
      seed,
      conditions: CONDITIONS,
      mixPercent: MIX,
      ceiling: { callers: CALLERS, secondsEach: CEILING_SECONDS, rounds: ceilings, perSecond: ceilingPerSecond },
      perSecond,
      intervalSeconds: intervalMs / 1_000,
      intervals,
      kinds: [...byKind].map(([kind, counted]) => ({ kind, ...counted.counts() })),
      quotesVerified: traffic.verified(),
      wrongAnswers,
      ...judgement,
      complaints,
      holds: complaints.length === 0,
    },
  });

client.close();
await product.stop();
gateway.stop();
process.exitCode = complaints.length === 0 ? 0 : 1;
