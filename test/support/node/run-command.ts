/** Runs a command of `npm run cs` in this process, and keeps what it prints. */
import { runCommandLine } from "../../../tools/cli/command-line.ts";
import { ownSurroundings, type Surroundings } from "../../../tools/cli/surroundings.ts";

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function run(words: readonly string[], around: Partial<Surroundings>) {
  const out: string[] = [];
  const told: string[] = [];
  const status = await runCommandLine(words, {
    ...ownSurroundings(),
    env: {},
    hasTerminal: false,
    ask: async () => null,
    ...around,
    print: (text) => void out.push(text),
    tell: (text) => {
      told.push(text);
      around.tell?.(text);
    },
  });
  return { status, out: out.join("\n"), told };
}

/** Nobody sits at its terminal, unless `ask` is given. @param words those after `npm run cs --` */
export async function runCommand(words: readonly string[], around: Partial<Surroundings> = {}): Promise<Ended> {
  const { status, out, told } = await run(words, around);
  return { status, out, err: told.join("\n") };
}

/** What it prints. @throws Error with the last that it says where it fails */
export async function printedBy(words: readonly string[], around: Partial<Surroundings> = {}): Promise<string> {
  const { status, out, told } = await run(words, around);
  if (status !== 0) throw new Error(told.at(-1));
  return out;
}
