/** What Linux tells of a process: its processor time and memory. */
import { readdirSync, readFileSync } from "node:fs";

/** USER_HZ: the unit of times in /proc, 10 ms everywhere. */
const TICK_MS = 10;
const KIB = 1024;

/** Processor time a process has used, in ms. @param {number} pid */
export function cpuMs(pid) {
  // The second field, the name, may hold blanks; the third follows its closing parenthesis.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Memory a process holds, in bytes. @param {number} pid */
export function residentBytes(pid) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * KIB;
}

/** The workerd processes that this process has started. */
function workerds() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isOurWorkerd(pid));
}

/** @param {number} pid */
function isOurWorkerd(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.includes("(workerd)") && Number(stat.split(") ").at(-1)?.split(" ")[1]) === process.pid;
  } catch {
    // It ended while we looked.
    return false;
  }
}

/** Starts a Worker and finds its process. @param {() => Promise<import("../support/node/built-worker.mjs").Running>} start */
export async function started(start) {
  const before = new Set(workerds());
  const running = await start();
  const pid = workerds().find((candidate) => !before.has(candidate));
  if (pid === undefined) throw new Error("The Worker's process was not found.");
  return { ...running, pid };
}
