/** The one command line: what it lists is there, and what it does not know it refuses by saying what there is. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { COMMANDS } from "../../tools/cs.mjs";

const cs = (...args: string[]) => spawnSync(process.execPath, ["tools/cs.mjs", ...args], { encoding: "utf8" });

test("lists each command with a line, and each leads to a file", () => {
  const { status, stdout } = cs("--help");
  expect(status).toBe(0);
  for (const [name, command] of Object.entries(COMMANDS)) {
    expect(stdout).toMatch(new RegExp(`^  ${name} +\\S.{10,}$`, "m"));
    expect(existsSync(join("tools", "program" in command ? command.program : command.module)), name).toBe(true);
  }
  expect(cs()).toMatchObject({ status: 1, stdout });
});

test("says what there is to a command that it does not know, and does not repeat it", () => {
  for (const name of ["steal", "constructor", "../keys"]) {
    const { status, stderr, stdout } = cs(name, "x");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^There is no such command\. It must be one of merchants, rules, .*\.\n$/);
    expect(stderr).not.toContain(name);
  }
});

test.each(Object.keys(COMMANDS))("%s says what it takes", (name) => {
  const { stdout, stderr } = cs(name, "--help");
  expect(`${stdout}${stderr}`).toMatch(/^usage: npm run \S/);
});

test("passes on the words and the status of what it runs", () => {
  const { status, stderr } = cs("explain", "--card", "paper", "--place", "US-IL");
  expect(status).toBe(2);
  expect(stderr).toMatch(/^explain: /);
});
