import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { endGroups } from "../../../tools/local/end-groups.mjs";
import { needs } from "../../support/node/needs.ts";

/** A shell that leads a group, once it says that it runs. */
async function started(script: string): Promise<ChildProcess> {
  const child = spawn("sh", ["-c", script], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  if (child.stdout !== null) await once(child.stdout, "data");
  return child;
}

test("what ends when it is told to is not killed", needs("signals and file modes"), async () => {
  const child = await started("echo running; sleep 60");
  await endGroups([child], 60_000);
  expect(child.signalCode).toBe("SIGTERM");
  await endGroups([child]);
});

test("what does not end is killed, with what it has started", needs("signals and file modes"), async () => {
  const deaf = await started("trap '' TERM; sleep 60 & echo running; wait; sleep 60");
  await endGroups([deaf], 50);
  expect(isGroupThere(deaf.pid)).toBe(false);
});

test("what is left of a group whose leader has ended is killed too", needs("signals and file modes"), async () => {
  const leader = await started("(trap '' TERM; echo running; while true; do sleep 1; done) & wait");
  await endGroups([leader], 200);
  expect(leader.signalCode).toBe("SIGTERM");
  expect(isGroupThere(leader.pid)).toBe(false);
});

function isGroupThere(pid = 0): boolean {
  try {
    return process.kill(-pid, 0);
  } catch {
    return false;
  }
}
