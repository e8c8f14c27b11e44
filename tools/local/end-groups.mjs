/** Ends processes that lead a group of their own, with all that they have started. */
import { setTimeout as sleep } from "node:timers/promises";

/** How long they may take to end by themselves. On a busy machine `wrangler dev` sometimes never does. */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 20;
/** How long somebody who was killed may still be there, such as one that nobody has taken notice of yet. */
const KILLED_MS = 5_000;

/**
 * Tells each process of a group.
 *
 * @param {number} pid of its leader
 * @param {NodeJS.Signals | 0} signal 0 tells nothing
 * @returns {boolean} whether anybody is left
 */
function tell(pid, signal) {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

/**
 * Returns once nobody is left of each group, also where its leader ends at once and what it has started does not; or some seconds
 * after they were killed.
 *
 * @param {readonly import("node:child_process").ChildProcess[]} children each started with `detached`
 * @param {number} [patienceMs] after which they are killed
 * @returns {Promise<void>}
 */
export async function endGroups(children, patienceMs = PATIENCE_MS) {
  const pids = children.flatMap(({ pid }) => pid ?? []);
  const left = () => pids.filter((pid) => tell(pid, 0));
  for (const pid of pids) tell(pid, "SIGTERM");
  const killAt = performance.now() + patienceMs;
  while (left().length > 0 && performance.now() < killAt + KILLED_MS) {
    if (performance.now() >= killAt) for (const pid of left()) tell(pid, "SIGKILL");
    await sleep(LOOK_EVERY_MS);
  }
}
