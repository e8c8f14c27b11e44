/** The one command line: which commands there are, and how each of them is read, run and ends. */
import { Command, CommanderError } from "commander";
import { failureText, isForScript } from "./answer.ts";
import type { Surroundings } from "./surroundings.ts";
import { EXIT, ToolError } from "./tool-error.mjs";
import { usageWords } from "./usage-words.ts";

/** Each is `tools/commands/NAME.ts`. In the order in which they are listed. */
export const COMMANDS = [
  "merchants",
  "rules",
  "card-programs",
  "keys",
  "reports",
  "audit",
  "explain",
  "doctor",
  "stats",
  "alerts",
  "texts",
  "cost",
  "release",
  "deploy",
] as const;

interface CommandModule {
  readonly command: (surroundings: Surroundings) => Command;
}

const SHARED_HELP = `
Exit status: 0 done, 1 refused or failed, 2 asked for in a way that there is none of.
Environment: CARD_SURCHARGE_ORIGIN     the Worker's origin (default http://localhost:8787)
             CARD_SURCHARGE_ADMIN_KEY  an operator's key (ak_...); the local Worker's is known`;

const HELP_WIDTH = 110;

/** A command in its group's help: with what it takes, unless that is a group, or long as those of the program are. */
const termOf = (command: Command): string =>
  command.parent?.parent == null
    ? command.name()
    : `${command.name()} ${command.usage().replace(/\[options\] ?/, "")}`.trimEnd();

/** A command's words were not as it takes them, or its help was asked for. */
class Stop extends Error {
  readonly command: Command;
  readonly reason: CommanderError;

  constructor(command: Command, reason: CommanderError) {
    super(reason.message);
    this.command = command;
    this.reason = reason;
  }
}

/** The program with the commands of these names. Commands are loaded here, since some take a second. */
export async function programOf(names: readonly string[], surroundings: Surroundings): Promise<Command> {
  const program = new Command("npm run cs --")
    .description("Everything that an operator of card-surcharge does from a terminal.")
    .helpCommand(false)
    .addHelpText("after", SHARED_HELP);
  for (const name of names) {
    const { command } = (await import(new URL(`../commands/${name}.ts`, import.meta.url).href)) as CommandModule;
    program.addCommand(command(surroundings).helpCommand(false));
  }
  prepare(program, surroundings);
  return program;
}

/** The same for a command and all below it: where its help goes, and that it ends by an error of ours. */
function prepare(command: Command, surroundings: Surroundings): void {
  command
    .configureOutput({
      writeOut: (text) => surroundings.print(text.trimEnd()),
      writeErr: (text) => surroundings.tell(text.trimEnd()),
      outputError: () => undefined,
    })
    .helpOption("-h, --help", "say what it takes")
    .configureHelp({ helpWidth: HELP_WIDTH, subcommandTerm: termOf })
    .exitOverride((reason) => {
      throw new Stop(command, reason);
    });
  for (const one of command.commands) prepare(one, surroundings);
}

/**
 * Runs one command.
 *
 * @param words those after `npm run cs --`
 * @returns the exit status, one of {@link EXIT}
 */
export async function runCommandLine(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const names: readonly string[] = COMMANDS;
  const [first = ""] = words;
  const program = await programOf(names.includes(first) ? [first] : names, surroundings);
  let running = program;
  program.hook("preAction", (_, command) => {
    running = command;
  });
  try {
    await program.parseAsync(words, { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (error instanceof Stop) return stopped(error, surroundings);
    if (!(error instanceof ToolError)) throw error;
    if (isForScript(running)) surroundings.print(failureText(running, error.message, error.status));
    surroundings.tell(error.message);
    return error.exitCode;
  }
}

function stopped({ command, reason }: Stop, { tell }: Surroundings): number {
  if (reason.exitCode === 0) return EXIT.done;
  // A command that stands for a group alone: commander has told its help.
  if (reason.code !== "commander.help") tell(usageWords(command, reason));
  return EXIT.usage;
}
