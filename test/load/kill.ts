/**
 * `npm run kill [-- --times 50] [--seed 1] [--record]`: kills the Worker's process (workerd, SIGKILL) under load at random moments and starts it
 * anew on the same KV and Durable Objects, as a machine that fails would. Every answer that arrives is checked and every quote verified;
 * after each restart all that was acknowledged must be there: changes of merchants in force and in the audit log, whose chain holds, and
 * reported outcomes in the sums exactly once. Exit code 1 where it is not so. Counts of the last seconds, which an isolate
 * sums before it hands them over, may go with it, by design, and are not looked at.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { recordFigure } from "../../tools/figures/record.ts";
import { freePort } from "../../tools/local/ports.mjs";
import type { Head } from "../../worker/ledger/audit/entry.ts";
import { started } from "../bench/process.mjs";
import { prepareBuilt } from "../support/node/built-worker.mjs";
import { readAudit } from "./audit.ts";
import { clientOf } from "./client.ts";
import { type Done, openLoop } from "./drive.ts";
import { MIX } from "./mix.ts";
import { CONDITIONS, ISSUER, keysOf, productOptions, startGateway } from "./product.ts";
import { randomFrom } from "./random.ts";
import { type Tally, tally } from "./tally.ts";
import { trafficOf } from "./traffic.ts";
import { operatorOf, reporterOf } from "./writers.ts";

const { values } = parseArgs({
  options: {
    times: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    record: { type: "boolean", default: false },
  },
});
const times = Number(values.times);
const seed = Number(values.seed);
if (!Number.isInteger(times) || times < 1 || !Number.isInteger(seed))
  throw new Error("--times must be a whole number from 1 on, --seed a whole number.");

const REQUESTS_PER_SECOND = 100;
const KILL_AFTER_MS = { least: 200, most: 4_000 };
/** Between two changes of a merchant, and between two reports. */
const WRITE_EVERY_MS = 50;
const POLL_MS = 10;
const MOST_DOWN_MS = 60_000;
const MOST_COMPLAINTS = 20;

const random = randomFrom(seed);
const stateFolder = mkdtempSync(join(tmpdir(), "killed-worker-"));
const gateway = await startGateway();
const start = await prepareBuilt({ ...productOptions(gateway.origin), port: await freePort(), stateFolder });
let product = await started(start);
const client = clientOf(product.url);
const jwks = await keysOf(product.url);
const traffic = trafficOf({ random: randomFrom(seed + 1), jwks, issuer: ISSUER, verifyShare: 1 });
const operator = operatorOf(client);
const reporter = reporterOf(client);

const complaints: string[] = [];
const complain = (lines: readonly string[], when: string) => {
  for (const line of lines) complaints.push(`${when}: ${line}`);
};
const total = tally();
let current: Tally = tally();
/** When the process was killed last, and when the first good answer came to a request after that; ms of this process. */
const last: { killedAt: number | null; backAt: number | null } = { killedAt: null, backAt: null };
function onDone({ planned: { kind }, result, verdict, ms }: Done): void {
  total.record(result, verdict, ms);
  current.record(result, verdict, ms);
  if (verdict?.kind === "wrong" && typeof result !== "string" && result.status < 500)
    complaints.push(`${kind}: ${verdict.why}`);
  const isAfterKill = last.killedAt !== null && performance.now() - ms >= last.killedAt;
  if (isAfterKill && verdict?.kind === "right") last.backAt ??= performance.now();
}

/** Outcomes are reported by the reporter alone, so that the sums are known. */
function next() {
  for (;;) {
    const planned = traffic.next();
    if (planned.kind !== "report an outcome") return planned;
  }
}

const run = { isOver: false, isHeld: false, writing: 0 };
async function keepDoing(once: () => Promise<void>): Promise<void> {
  while (!run.isOver) {
    if (!run.isHeld) {
      run.writing += 1;
      await once();
      run.writing -= 1;
    }
    await sleep(WRITE_EVERY_MS);
  }
}
const work = [
  openLoop({ client, next, onDone }, REQUESTS_PER_SECOND, () => run.isOver),
  keepDoing(() => operator.write()),
  keepDoing(async () => {
    const found = traffic.toCapture();
    if (found !== undefined) await reporter.report(found.sale, found.quote);
  }),
];

const startedIn = new Date().toISOString().slice(0, 7);
/** The months of the run: it may cross midnight of the last day. */
const months = () => [...new Set([startedIn, new Date().toISOString().slice(0, 7)])];
const heads: Head[] = [];
let auditEntries = 0;
/** Looks for all that was acknowledged, while nobody writes. */
async function check(when: string): Promise<void> {
  complain(await operator.complaints(), when);
  complain(await reporter.complaints(months()), when);
  await reporter.retry();
  complain(await reporter.complaints(months()), `${when}, after retries`);
  const audit = await readAudit(client, { heads, requestIds: operator.book.requestIds() });
  complain(audit.complaints, when);
  auditEntries = audit.entries;
  if (audit.head !== null) heads.push(audit.head);
}

const kills: object[] = [];
for (let number = 1; number <= times; number++) {
  const afterMs = random.whole(KILL_AFTER_MS.least, KILL_AFTER_MS.most);
  await sleep(afterMs);
  current = tally();
  last.backAt = null;
  const killedAt = performance.now();
  last.killedAt = killedAt;
  process.kill(product.pid, "SIGKILL");
  run.isHeld = true;
  await product.stop();
  product = await started(start);
  const restartMs = Math.round(performance.now() - killedAt);
  while (last.backAt === null) {
    if (performance.now() - killedAt > MOST_DOWN_MS) throw new Error("No good answer came after a restart.");
    await sleep(POLL_MS);
  }
  const untilGoodAnswerMs = Math.round(last.backAt - killedAt);
  while (run.writing > 0) await sleep(POLL_MS);
  const { breaks, serverErrors, troubled, wrong } = current.counts();
  await check(`after kill ${number}`);
  run.isHeld = false;
  kills.push({ afterMs, restartMs, untilGoodAnswerMs, breaks, serverErrors, troubled, wrong });
  console.log(`Kill ${number}: good answers again after ${untilGoodAnswerMs} ms; ${JSON.stringify(breaks)}`);
}
run.isOver = true;
await Promise.all(work);
run.isHeld = true;
await check("at the end");
if (reporter.book.unanswered().length > 0) complaints.push("outcomes are still without an answer");

const counts = total.counts();
const acknowledged = {
  merchantChanges: operator.book.requestIds().length,
  outcomes: reporter.book.acknowledgedCount(),
};
if (acknowledged.merchantChanges === 0 || acknowledged.outcomes === 0) complaints.push("nothing was acknowledged");
console.log(
  `${times} kills, ${counts.requests} requests, ${traffic.verified()} quotes verified: ${counts.wrong} wrong, ${counts.serverErrors} 5xx, ${counts.troubled} zeros for want of an answer, without an answer ${JSON.stringify(counts.breaks)}.`,
);
console.log(
  `Acknowledged and found: ${acknowledged.merchantChanges} changes of merchants in ${auditEntries} audit entries, ${acknowledged.outcomes} outcomes (retries: ${JSON.stringify(reporter.retries())}).`,
);
for (const line of complaints.slice(0, MOST_COMPLAINTS)) console.log(line);
console.log(complaints.length === 0 ? "Nothing is wrong and nothing is lost." : `${complaints.length} complaints.`);

if (values.record)
  recordFigure("kill", {
    kind: "measured",
    command: `npm run kill -- --times ${times} --seed ${seed} --record`,
    data: {
      times,
      seed,
      conditions: [
        ...CONDITIONS,
        "The process alone is killed: what the system has taken to write stays, as it would not where the machine loses power.",
        "Counts that an isolate has not handed over yet go with it, by design; they are not looked at.",
      ],
      mixPercent: MIX,
      requestsPerSecond: REQUESTS_PER_SECOND,
      kills,
      total: counts,
      quotesVerified: traffic.verified(),
      acknowledged,
      retries: reporter.retries(),
      auditEntries,
      complaints: complaints.slice(0, MOST_COMPLAINTS),
      holds: complaints.length === 0,
    },
  });

client.close();
await product.stop();
gateway.stop();
rmSync(stateFolder, { recursive: true, force: true });
process.exitCode = complaints.length === 0 ? 0 : 1;
