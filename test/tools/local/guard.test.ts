/** Nothing that a guarded command starts outlives it, however unruly. Looks at and ends nothing but what it started. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { marked } from "../../../tools/local/guard.mjs";
import { needs } from "../../support/node/needs.ts";

/** A child that obeys, one in a group of its own whose parent has gone and, if asked for, one that is deaf: all wait for ever. */
const TREE = `
  import { spawn } from "node:child_process";
  const wait = "setInterval(() => {}, 1000);";
  const deaf = 'for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});';
  const start = (code, detached) =>
    new Promise((resolve) => spawn(process.execPath, ["-e", code + "console.log()"], { detached, stdio: ["ignore", "pipe", "ignore"] }).stdout.once("data", resolve));
  const orphan = "require('node:child_process').spawn(process.execPath, ['-e', '" + wait + "'], { detached: true, stdio: 'ignore' }).unref();";
  const how = process.argv.slice(2);
  await Promise.all([start(wait), start(orphan, true), ...(how.includes("deaf") ? [start(deaf + wait, true)] : [])]);
  console.log("all there");
  if (how.includes("fail")) process.exit(7);
  setInterval(() => {}, 1000);
`;

let folder: string;
let mark: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guard-"));
  mark = randomUUID();
  writeFileSync(join(folder, "tree.mjs"), TREE);
  const guard = pathToFileURL(resolve("tools/local/guard.mjs")).href;
  const code = `import { guard } from "${guard}"; process.exit(await guard()(process.execPath, process.argv.slice(2)));`;
  writeFileSync(join(folder, "guarded.mjs"), code);
});
afterEach(() => {
  for (const pid of marked(mark)) process.kill(pid, "SIGKILL");
  rmSync(folder, { recursive: true });
});

function start(command: string, args: string[]) {
  const child = spawn(command, args, {
    // As a terminal does: a group of its own, to which Ctrl-C goes.
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, GUARD_TEST: mark },
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (status) => resolve(status)));
  const ready = new Promise((resolve) => child.stdout.once("data", resolve));
  return { child, ended, ready };
}

const guarded = (...how: ("fail" | "deaf")[]) => [join(folder, "guarded.mjs"), join(folder, "tree.mjs"), ...how];
const group = ({ pid = 0 }: ChildProcess) => -pid;

describe("a guarded command", needs("signals and file modes"), () => {
  test("leaves nothing when it ends by itself, and its status is kept", async () => {
    const { ended } = start(process.execPath, guarded("fail"));
    expect(await ended).toBe(7);
    expect(marked(mark)).toEqual([]);
  });

  test.each([
    { signal: "SIGINT", how: ["deaf"] },
    { signal: "SIGTERM", how: [] },
    { signal: "SIGHUP", how: [] },
  ] as const)("leaves nothing after $signal", async ({ signal, how }) => {
    const { child, ended, ready } = start(process.execPath, guarded(...how));
    await ready;
    expect(marked(mark).length).toBeGreaterThanOrEqual(4);
    process.kill(group(child), signal);
    expect(await ended).toBeGreaterThan(0);
    expect(marked(mark)).toEqual([]);
  });

  test("leaves nothing when only the shell above it is ended, and forces what is deaf at a second Ctrl-C", async () => {
    const { child, ready } = start("/bin/sh", ["-c", `"$0" "$@"; exit`, process.execPath, ...guarded("deaf")]);
    await ready;
    child.kill("SIGTERM");
    const guards = () => marked(mark).length;
    await expect.poll(guards, { timeout: 3_000 }).toBeLessThan(4);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    process.kill(group(child), "SIGINT");
    await expect.poll(guards, { timeout: 2_000 }).toBe(0);
  });
});
