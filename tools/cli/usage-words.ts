/** What is said of a command line that is not as a command takes it: what is allowed, and never what was given. */
import type { Command, CommanderError } from "commander";

/** Such as `npm run cs -- merchants add`. */
export function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

/** Commander's suggestion, which is a name of ours: `Did you mean add?` */
const suggestionIn = (message: string): string => /\((Did you mean .*\?)\)/.exec(message)?.[1] ?? "";

const commandsOf = (command: Command): string =>
  command
    .createHelp()
    .visibleCommands(command)
    .map((one) => one.name())
    .filter((name) => name !== "help")
    .join(", ");

const optionsOf = (command: Command): string =>
  command
    .createHelp()
    .visibleOptions(command)
    .map(({ long, short }) => long ?? short ?? "")
    .join(", ");

const sentences = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(" ");

/** Commander names what was given; an operator may have given a key by mistake. */
function withoutWhatWasGiven(message: string): string {
  const [, what, allowed = ""] =
    /^error: (?:option '(.*?)' argument '.*' is invalid\.|command-argument value '.*' is invalid for argument '.*?'\.) ?(.*)$/s.exec(
      message,
    ) ?? [];
  if (allowed !== "") return what === undefined ? allowed : `${what}: ${allowed}`;
  const text = message.replace(/^error: /, "");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** One line. @param command whose words they were */
export function usageWords(command: Command, { code, message }: CommanderError): string {
  switch (code) {
    case "commander.unknownCommand":
      return sentences("There is no such command.", suggestionIn(message), `It must be one of ${commandsOf(command)}.`);
    case "commander.unknownOption":
      return sentences("There is no such option.", suggestionIn(message), `It takes ${optionsOf(command)}.`);
    case "commander.excessArguments":
      return `There are too many words: usage: ${pathOf(command)} ${command.usage()}`;
    case "commander.missingArgument":
      return `${withoutWhatWasGiven(message)} Usage: ${pathOf(command)} ${command.usage()}`;
    default:
      return withoutWhatWasGiven(message);
  }
}
