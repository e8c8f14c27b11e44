/** The one command line: what it lists is there, what it does not know it refuses by saying what there is, and how it ends. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { COMMANDS, programOf } from "../../../tools/cli/command-line.ts";
import { ownSurroundings } from "../../../tools/cli/surroundings.ts";
import { runCommand } from "../../support/node/run-command.ts";

const UNREACHABLE = { CARD_SURCHARGE_ORIGIN: "http://localhost:1", CARD_SURCHARGE_ADMIN_KEY: "ak_reader" };

test("lists each command with a line; without a command the same is a refusal", async () => {
  const { status, out, err } = await runCommand(["--help"]);
  expect({ status, err }).toEqual({ status: 0, err: "" });
  for (const name of COMMANDS) expect(out).toMatch(new RegExp(`^  ${name} +\\S.{10,}$`, "m"));
  expect(await runCommand([])).toEqual({ status: 2, out: "", err: out });
});

test("is one program", () => {
  const cs = (...words: string[]) => spawnSync(process.execPath, ["tools/cs.mjs", ...words], { encoding: "utf8" });
  expect(cs("--help")).toMatchObject({ status: 0, stderr: "" });
  expect(cs("steal")).toMatchObject({ status: 2, stdout: "" });
});

test("says what there is to a command that it does not know, and does not repeat it", async () => {
  for (const name of ["steal", "constructor", "../keys", "sk_secret"]) {
    const { status, out, err } = await runCommand([name, "x"]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(/^There is no such command\. (Did you mean [a-z-]+\? )?It must be one of .*reports.*\.$/);
    expect(err).not.toContain(name);
  }
});

test.each([
  [["report"], "There is no such command. Did you mean reports? It must be one of "],
  [["reports", "mch_shop", "--moth", "2026-11"], "There is no such option. Did you mean --month? It takes --month, "],
  [["reports", "mch_shop", "--4111111111111111"], "There is no such option. It takes --month, "],
  [["reports"], "Missing required argument 'merchant'. Usage: npm run cs -- reports [options] <merchant>"],
  [["reports", "mch_shop", "4111111111111111"], "There are too many words: usage: npm run cs -- reports "],
  [["reports", "4111111111111111"], "A merchant's id is mch_ and up to 48 letters, digits, _ or -."],
  [["reports", "mch_shop", "--format", "4111111111111111"], "--format <format>: Allowed choices are table, csv."],
  [["reports", "mch_shop", "--month"], "Option '--month <month>' argument missing."],
])("%j is wrong usage, and told without what was given", async (words, line) => {
  const { status, out, err } = await runCommand(words);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err.startsWith(line), err).toBe(true);
  expect(err).not.toContain("4111");
});

test("a failure is a line and a status of 1, and with --json an object as well", async () => {
  const around = { env: UNREACHABLE };
  const message = "http://localhost:1 cannot be reached: start it (npm start), or set CARD_SURCHARGE_ORIGIN";
  expect(await runCommand(["reports", "mch_shop"], around)).toEqual({ status: 1, out: "", err: message });
  const { status, out, err } = await runCommand(["reports", "mch_shop", "--json"], around);
  expect({ status, err }).toEqual({ status: 1, err: message });
  expect(JSON.parse(out)).toEqual({ command: "reports", ok: false, error: { message, status: null } });
});

test("every command says what it takes", async () => {
  const program = await programOf(COMMANDS, ownSurroundings());
  const all = program.commands.flatMap((one) => [[one.name()], ...one.commands.map((two) => [one.name(), two.name()])]);
  expect(all.length).toBeGreaterThanOrEqual(COMMANDS.length);
  for (const words of all) {
    const { status, out, err } = await runCommand([...words, "--help"]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out.startsWith(`Usage: npm run cs -- ${words.join(" ")} `), out).toBe(true);
  }
});
