/** The samples in PHP, Python and Ruby are read by their own language, where it is there; what they do is tried with whole servers. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { allSamples, nameOf } from "../support/docs/samples.ts";

/** A program that reads its standard input and says what is wrong with it. `before` is what the sample leaves out. */
const READERS = {
  php: { command: ["php", "-l"], before: "<?php\n" },
  python: { command: ["python3", "-c", "import ast, sys; ast.parse(sys.stdin.read())"], before: "" },
  ruby: { command: ["ruby", "-c"], before: "" },
} as const;

describe.each(Object.entries(READERS))("%s", (language, { command: [program, ...args], before }) => {
  const samples = allSamples().filter((sample) => sample.language === language);
  const read = (text: string) => spawnSync(program, args, { input: before + text, encoding: "utf8" });
  const isThere = spawnSync(program, ["--version"]).status === 0;

  test("has samples", () => expect(samples.length).toBeGreaterThan(0));

  test.skipIf(!isThere).each(samples.map((sample) => [nameOf(sample), sample.text]))("reads %s", (_name, text) => {
    const { status, stdout, stderr } = read(text);
    expect(status, stdout + stderr).toBe(0);
  });

  test.skipIf(!isThere)("does not read what is not its own", () => {
    expect(read("if ((( then")).not.toMatchObject({ status: 0 });
  });
});
