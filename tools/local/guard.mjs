/**
 * Runs commands of which no process outlives this one: not after Ctrl-C, not after SIGTERM, not when a command fails.
 * Browsers and Workers run in process groups of their own and may lose their parent, so they are known by a mark in their
 * environment, which every descendant inherits. Plain Node 20 without dependencies.
 *
 * On Windows, where no process can read another's environment, only the command itself is ended.
 */
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { colourFor, isColoured } from "./colour.mjs";

/** All marks of a process, so that a guarded run inside another belongs to both. */
const VARIABLE = "CARD_SURCHARGE_RUN";
const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
/** How long a process may take to end by itself once it is told to. */
const GRACE_MS = 5_000;
const POLL_MS = 50;
/** How often to look whether the parent is still there. */
const PARENT_POLL_MS = 250;
/** npm passes on the Ctrl-C that the terminal has sent as well; only a later one means "at once". */
const SECOND_CTRL_C_MS = 1_000;

/** The processes with `mark` in their environment. @param {string} mark @returns {number[]} */
export function marked(mark) {
  if (existsSync("/proc/self/environ"))
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/environ`).includes(mark);
        } catch {
          return false;
        }
      })
      .map(Number);
  if (process.platform === "win32") return [];
  const { stdout } = spawnSync("ps", ["axeww", "-o", "pid=,command="], { encoding: "utf8", maxBuffer: 2 ** 28 });
  return (stdout ?? "")
    .split("\n")
    .filter((line) => line.includes(mark))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => pid !== process.pid);
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

/**
 * Watches for signals from now on.
 *
 * @returns {(command: string, args: string[], more?: Record<string, string>, output?: number | "inherit") => Promise<number>} runs a command
 *   with this terminal and, if given, `more` in its environment; its exit status once it and all it started have ended. What it
 *   says goes to the open file `output`, if given. Several may run at once. Does not return after a signal: this process ends
 *   then, with a command's status.
 */
export function guard() {
  const mark = randomUUID();
  const colours = colourFor(process.env, isColoured(process.stdout));
  const environment = { ...colours, [VARIABLE]: [process.env[VARIABLE], mark].filter(Boolean).join(" ") };
  /** The commands that run, and their statuses once they have ended. @type {Map<import("node:child_process").ChildProcess, Promise<number>>} */
  const running = new Map();
  let stoppingSince = 0;
  let isHurried = false;

  /** Ends what is left: asked first, after a while forced. @param {string} mark */
  async function endAll(mark) {
    const forceFrom = Date.now() + GRACE_MS;
    /** @type {Set<number>} */
    const asked = new Set();
    for (let pids = marked(mark); pids.length > 0; pids = marked(mark)) {
      const isForced = isHurried || Date.now() > forceFrom;
      for (const pid of pids) if (isForced || !asked.has(pid)) send(pid, isForced ? "SIGKILL" : "SIGTERM");
      for (const pid of pids) asked.add(pid);
      await sleep(POLL_MS);
    }
  }

  /** @param {NodeJS.Signals} signal */
  async function onSignal(signal) {
    if (stoppingSince > 0) {
      isHurried ||= Date.now() - stoppingSince > SECOND_CTRL_C_MS;
      return;
    }
    stoppingSince = Date.now();
    const number = 128 + constants.signals[signal];
    // The command knows best how to end what it started.
    for (const child of running.keys()) child.kill("SIGTERM");
    const [status = number] = await Promise.race([Promise.all(running.values()), sleep(GRACE_MS, [number])]);
    await endAll(mark);
    process.exit(status);
  }
  for (const signal of SIGNALS) process.on(signal, () => void onSignal(signal));
  // A SIGTERM to npm alone ends the shell between, which passes nothing on.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && stoppingSince === 0) void onSignal("SIGTERM");
  }, PARENT_POLL_MS).unref();

  return async function run(command, args, more = {}, output = "inherit") {
    const isShell = process.platform === "win32";
    // Of this command alone, so that what another has started goes on when it ends.
    const own = randomUUID();
    const env = { ...environment, ...more, [VARIABLE]: `${environment[VARIABLE]} ${own}` };
    const child = spawn(command, args, { stdio: ["inherit", output, output], env, shell: isShell });
    /** @type {Promise<number>} */
    const exit = new Promise((resolve) => {
      child.once("error", (error) => {
        console.error(`${command} cannot be started: ${error.message}`);
        resolve(1);
      });
      child.once("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    });
    running.set(child, exit);
    const status = await exit;
    running.delete(child);
    if (stoppingSince > 0) return new Promise(() => {});
    await endAll(own);
    return status;
  };
}
