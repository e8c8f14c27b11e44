/** Ends processes that lead a group of their own, with all that they have started. */

/** How long they may take to end by themselves. On a busy machine `wrangler dev` sometimes never does. */
const PATIENCE_MS = 5_000;

const isRunning = (/** @type {import("node:child_process").ChildProcess} */ { exitCode, signalCode }) =>
  exitCode === null && signalCode === null;

/** @param {number | undefined} pid @param {NodeJS.Signals} signal */
function tell(pid, signal) {
  if (pid !== undefined) process.kill(-pid, signal);
}

/**
 * @param {readonly import("node:child_process").ChildProcess[]} children each started with `detached`
 * @param {number} [patienceMs] after which they are killed
 * @returns {Promise<void>} once each has ended
 */
export async function endGroups(children, patienceMs = PATIENCE_MS) {
  const running = children.filter(isRunning);
  const exits = running.map((child) => new Promise((resolve) => child.once("exit", resolve)));
  for (const { pid } of running) tell(pid, "SIGTERM");
  const lastResort = setTimeout(() => {
    for (const { pid } of running.filter(isRunning)) tell(pid, "SIGKILL");
  }, patienceMs);
  await Promise.all(exits);
  clearTimeout(lastResort);
}
