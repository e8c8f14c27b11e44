/** Runs a command of `npm run cs` in this process, and keeps what it prints. */
import { runCommandLine } from "../../../tools/cli/command-line.ts";
import { ownSurroundings, type Surroundings } from "../../../tools/cli/surroundings.ts";

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Nobody sits at its terminal, unless `ask` is given. @param words those after `npm run cs --` */
export async function runCommand(words: readonly string[], around: Partial<Surroundings> = {}): Promise<Ended> {
  const out: string[] = [];
  const err: string[] = [];
  const status = await runCommandLine(words, {
    ...ownSurroundings(),
    env: {},
    ask: async () => null,
    print: (text) => void out.push(text),
    tell: (text) => void err.push(text),
    ...around,
  });
  return { status, out: out.join("\n"), err: err.join("\n") };
}
