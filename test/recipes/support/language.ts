/** A language that a recipe is written in: the program that runs it here, and a process that answers our questions. */
import { spawn, spawnSync } from "node:child_process";

export interface Language {
  readonly name: "Node" | "PHP" | "Python" | "Ruby";
  /** The programs to try, in order. */
  readonly programs: readonly string[];
  /** Arguments with which a program ends with 0 only if it can run the recipe. */
  readonly probe: readonly string[];
  /** What runs by itself on one sale on standard input, from the root of the checkout. */
  readonly command: readonly string[];
  /** What answers one JSON question a line. */
  readonly driver: readonly string[];
}

export { findProgram } from "../../../tools/checkout/needs.mjs";

/** A question as one line, for every reader of lines: some take these for the end of one. */
const inOneLine = (question: object | string): string =>
  (typeof question === "string" ? question : JSON.stringify(question))
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");

/** Runs a program on the questions, one a line, and gives its answers. A question that is a text is JSON already. */
export async function ask(
  program: string,
  args: readonly string[],
  questions: readonly (object | string)[],
): Promise<Record<string, unknown>[]> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(questions.map((question) => `${inOneLine(question)}\n`).join(""));
  let output = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) output += chunk;
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Runs a program that asks for nothing, and gives all that it printed. */
export function run(program: string, args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  return { status, output: stdout + stderr };
}
