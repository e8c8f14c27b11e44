/** The samples in PHP, Python and Ruby are read by their own language, where it is there; what they do is tried with whole servers. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { allSamples, nameOf } from "../support/docs/samples.ts";
import { needs } from "../support/node/needs.ts";

/** A program that reads its standard input and says what is wrong with it. `before` is what the sample leaves out. */
const READERS = {
  PHP: { command: ["php", "-l"], before: "<?php\n" },
  Python: { command: ["python3", "-c", "import ast, sys; ast.parse(sys.stdin.read())"], before: "" },
  Ruby: { command: ["ruby", "-c"], before: "" },
} as const;
const LANGUAGES = ["PHP", "Python", "Ruby"] as const;

describe.each(LANGUAGES)("%s", (language) => {
  const {
    command: [program, ...args],
    before,
  } = READERS[language];
  const samples = allSamples().filter((sample) => sample.language === language.toLowerCase());
  const read = (text: string) => spawnSync(program, args, { input: before + text, encoding: "utf8" });

  test("has samples", () => expect(samples.length).toBeGreaterThan(0));

  test.each(samples.map((sample) => [nameOf(sample), sample.text]))("reads %s", needs(language), (_name, text) => {
    const { status, stdout, stderr } = read(text);
    expect(status, stdout + stderr).toBe(0);
  });

  test("does not read what is not its own", needs(language), () => {
    expect(read("if ((( then")).not.toMatchObject({ status: 0 });
  });
});
