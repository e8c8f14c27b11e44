/** `npm run rules` in a checkout of a test's own, at a time of its own. */
import type { Environment } from "../../../tools/cli/surroundings.ts";
import { printedBy } from "./run-command.ts";

export interface Place {
  readonly root: URL;
  readonly now: Date;
  /** Told what is about to happen. */
  readonly say: (text: string) => void;
}

/** What it prints. @throws Error with what it says where it fails */
export const run = (words: readonly string[], env: Environment, { root, now, say }: Place): Promise<string> =>
  printedBy(["rules", ...words], { env, root, now: () => now, tell: say });
