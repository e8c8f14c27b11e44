/** `npm run cs -- COMMAND ...`: everything that an operator does; `--help` lists it. The one program of all commands. */
import { runCommandLine } from "./cli/command-line.ts";
import { ownSurroundings } from "./cli/surroundings.ts";

process.exitCode = await runCommandLine(process.argv.slice(2), ownSurroundings());
