/** `npm run cs -- COMMAND ...`: everything that an operator does; `--help` lists it. The one program of all commands. */
import { runCommandLine } from "./cli/command-line.ts";
import { ownSurroundings } from "./cli/surroundings.ts";
import { COMMANDS, run } from "./cs-unmoved.mjs";

const words = process.argv.slice(2);
const isUnmoved = Object.hasOwn(COMMANDS, words[0] ?? "");
process.exitCode = isUnmoved ? await run(words, process.env) : await runCommandLine(words, ownSurroundings());
