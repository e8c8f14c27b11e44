/**
 * `npm run test:flaky [-- --times 100] [--record]`: runs the tests that might fail by chance again and again, every second time
 * while as many busy processes as there are cores take the machine from them. The cheap ones are in every run, the costly in some
 * (`candidates.ts`). Fails where one failed, and leaves what that run said in `.wrangler/flaky/`; `--record` keeps the figures in
 * `docs/figures/flaky.json`.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { recordFigure } from "../../tools/figures/record.ts";
import { endGroups } from "../../tools/local/end-groups.mjs";
import { candidatesOf, isBusy } from "./candidates.ts";
import { type Failure, failuresOf, type Report, tally } from "./tally.ts";

const { values } = parseArgs({
  options: { times: { type: "string", default: "100" }, record: { type: "boolean", default: false } },
});
const times = Number(values.times);
if (!Number.isInteger(times) || times < 1) {
  console.error("--times takes a whole number above 0.");
  process.exit(2);
}

const folder = join(".wrangler", "flaky");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const saidIn = (run: number) => join(folder, `${run + 1}.log`);

let busy: ChildProcess[] = [];
function makeBusy(): void {
  busy = Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ["-e", "for (;;);"]));
}
function makeQuiet(): void {
  for (const child of busy) child.kill("SIGKILL");
  busy = [];
}
process.on("exit", makeQuiet);

/** Longer than any run takes on a busy machine: one that hangs has failed, and the others still have their turn. */
const LIMIT_MS = 30 * 60_000;

/** Vitest's report of one run; an empty one where it ended without. All that a run has started ends with it. */
async function runOnce(run: number): Promise<Report> {
  const file = join(folder, `${run + 1}.json`);
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json"];
  const said = openSync(saidIn(run), "w");
  const child = spawn(process.execPath, [...vitest, `--outputFile.json=${file}`, ...candidatesOf(run)], {
    stdio: ["ignore", said, said],
    detached: true,
  });
  running = child;
  await Promise.race([once(child, "exit"), sleep(LIMIT_MS, undefined, { ref: false })]);
  await endGroups([child]);
  closeSync(said);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return { testResults: [] };
  } finally {
    rmSync(file, { force: true });
  }
}

let running: ChildProcess | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, async () => {
    if (running !== undefined) await endGroups([running]);
    process.exit(1);
  });

const failures: Failure[] = [];
for (let run = 0; run < times; run++) {
  const startedAt = performance.now();
  if (isBusy(run)) makeBusy();
  const failed = failuresOf(run, await runOnce(run));
  makeQuiet();
  failures.push(...failed);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  console.log(
    `${run + 1} of ${times}: ${candidatesOf(run).length} files${isBusy(run) ? ", busy" : ""}, ${seconds} s, ${failed.length} failed`,
  );
  if (failed.length === 0) rmSync(saidIn(run));
  else console.log(`  what it said: ${saidIn(run)}`);
  for (const { file, test, message } of failed) console.log(`  ${file}: ${test}\n    ${message.split("\n")[0]}`);
}

const candidates = tally(times, failures);
console.table(candidates, ["file", "runs", "busyRuns", "failedRuns"]);
if (values.record)
  recordFigure("flaky", {
    kind: "measured",
    command: `npm run test:flaky -- --times ${times} --record`,
    data: { times, busyProcesses: availableParallelism(), candidates, failures },
  });
process.exit(failures.length === 0 ? 0 : 1);
