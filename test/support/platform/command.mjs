/** The command line on another checkout than the one that it stands in: `node command.mjs FOLDER WORDS...`. */
import { pathToFileURL } from "node:url";
import { runCommandLine } from "../../../tools/cli/command-line.ts";
import { ownSurroundings } from "../../../tools/cli/surroundings.ts";

const [folder = "", ...words] = process.argv.slice(2);
process.exitCode = await runCommandLine(words, { ...ownSurroundings(), root: pathToFileURL(`${folder}/`) });
