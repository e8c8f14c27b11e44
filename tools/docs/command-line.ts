/**
 * Writes `docs/command-line.md` from the commands themselves: what each takes, and how it ends. Run `npm run commands` after
 * a change of a command's words.
 */
import { writeFileSync } from "node:fs";
import type { Argument, Command, Option } from "commander";
import { JSON_OPTION } from "../cli/answer.ts";
import { COMMANDS, programOf } from "../cli/command-line.ts";
import { ownSurroundings } from "../cli/surroundings.ts";
import { pathOf } from "../cli/usage-words.ts";

export const PAGE = new URL("../../docs/command-line.md", import.meta.url);

/** Those that npm runs by their own name as well. */
const INTRODUCTION = `# Command line

Written by \`npm run commands\` from the commands themselves: change those.

\`npm run cs -- COMMAND\` is the one program of an operator, run in a checkout; \`--help\` says what it or one of its commands takes. Most commands have a
short name: \`npm run merchants -- list\` is \`npm run cs -- merchants list\`. Commands that ask a Worker ask the local one, unless these say
otherwise:

| variable | what it is |
| --- | --- |
| \`CARD_SURCHARGE_ORIGIN\` | the Worker's origin, such as \`https://pay.example.com\` |
| \`CARD_SURCHARGE_ADMIN_KEY\` | the operator's key (\`ak_...\`); what only lists and shows is content with [one for reading](operators.md) |

Secrets come from the environment or from files, never from the command line, and none is printed.

## How a command ends

| exit status | what it says |
| --- | --- |
| 0 | done |
| 1 | refused or failed: standard error says why |
| 2 | asked for in a way that there is none of: standard error says what there is |

A Worker that answers 429 is asked again after the time that it names, up to three times.

## For scripts

What was asked for goes to standard output, what happens meanwhile and what went wrong to standard error. Commands that list or show
something take \`--json\` and print one object:

| member | what it is |
| --- | --- |
| \`command\` | which it was, such as \`merchants list\` |
| \`ok\` | \`true\`, or \`false\` where it was refused or failed |
| \`data\` | where \`ok\`: what it found, mostly as the service answers |
| \`error\` | else: \`message\`, and \`status\`, the HTTP status behind it or null |

Words that a command does not take are refused before there is anything to print: then there is no object, and the exit status is 2.
`;

/** Without the program's, such as `merchants list`. */
const nameOf = (command: Command): string => pathOf(command).replace(/^npm run cs -- /, "");

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function choicesOf({ argChoices, defaultValue }: Pick<Argument | Option, "argChoices" | "defaultValue">): string {
  const choices = argChoices === undefined ? "" : `: one of ${argChoices.join(", ")}`;
  const isTold = defaultValue === undefined || (Array.isArray(defaultValue) && defaultValue.length === 0);
  return isTold ? choices : `${choices} (default: ${String(defaultValue)})`;
}

const isNeeded = (described: Argument | Option): boolean => "mandatory" in described && described.mandatory;

const rowOf = (name: string, described: Argument | Option): string =>
  `| ${code(name)} | ${cell(described.description + choicesOf(described))}${isNeeded(described) ? "; must be given" : ""} |`;

/** As the usage writes it. */
function usageOf(word: Argument): string {
  const name = `${word.name()}${word.variadic ? "..." : ""}`;
  return word.required ? `<${name}>` : `[${name}]`;
}

/** One that does something: its usage, and a row for each of its words. */
function leafLines(command: Command, mark: string): readonly string[] {
  const isListed = ({ long }: Option) => long !== "--json" && long !== "--help";
  const { registeredArguments: words, options } = command;
  const rows = [
    ...words.map((word) => rowOf(usageOf(word), word)),
    ...options.filter(isListed).map((option) => rowOf(option.flags, option)),
  ];
  const takesJson = options.some(({ long }) => long === JSON_OPTION[0]);
  return [
    `${mark} ${nameOf(command)}`,
    "",
    code(`${nameOf(command)} ${command.usage()}`),
    "",
    sentence(command.description()) + (takesJson ? " Takes `--json`." : ""),
    "",
    ...(rows.length === 0 ? [] : ["| word | what it is |", "| --- | --- |", ...rows, ""]),
  ];
}

function commandLines(command: Command): readonly string[] {
  if (command.commands.length === 0) return leafLines(command, "##");
  const below = command.commands.flatMap((one) => leafLines(one, "###"));
  return [`## ${command.name()}`, "", sentence(command.description()), "", ...below];
}

/** The page. */
export async function commandLinePage(): Promise<string> {
  const { commands } = await programOf(COMMANDS, ownSurroundings());
  return `${[INTRODUCTION, ...commands.flatMap(commandLines)].join("\n").trimEnd()}\n`;
}

if (import.meta.main) writeFileSync(PAGE, await commandLinePage());
