/** What a command has around it, handed in so that tests can give others. */
import { createInterface } from "node:readline/promises";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Surroundings {
  readonly env: Environment;
  /** The top of the checkout that is read and written; ends with an oblique stroke. */
  readonly root: URL;
  readonly now: () => Date;
  /** What was asked for: standard output. */
  readonly print: (text: string) => void;
  /** What happens meanwhile and what went wrong: standard error. */
  readonly tell: (text: string) => void;
  /** Whether somebody sits at a terminal and can be asked. */
  readonly hasTerminal: boolean;
  /** What the person at the terminal types; null where nobody sits there. */
  readonly ask: (question: string) => Promise<string | null>;
}

/** Those of a program that a person or a script has started. */
export const ownSurroundings = (): Surroundings => ({
  env: process.env,
  root: new URL("../../", import.meta.url),
  now: () => new Date(),
  print: (text) => console.log(text),
  tell: (text) => console.error(text),
  hasTerminal: process.stdin.isTTY,
  ask: askTerminal,
});

async function askTerminal(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`${question} `)).trim();
  } finally {
    terminal.close();
  }
}
