/** What a command answers: a text for a person and, where it lists or shows something, data for a script. */
import type { Command } from "commander";
import type { Surroundings } from "./surroundings.ts";

/** `--json`, which belongs to each command that answers with data. */
export const JSON_OPTION = ["--json", "print one JSON object, for scripts"] as const;

export interface Shown {
  readonly text: string;
  /** What `--json` prints as `data`. */
  readonly data: unknown;
}

type Work<Words extends unknown[]> = (...words: Words) => Promise<Shown | string> | Shown | string;

/** Without the program's name, such as `merchants list`. */
const nameOf = (command: Command): string =>
  command.parent?.parent == null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;

/** Whether a script reads the answer of this command. */
export const isForScript = (command: Command): boolean => command.opts()["json"] === true;

/**
 * An action of commander, made of a plain function. What that answers is printed: as it is, or as
 * `{ "command": ..., "ok": true, "data": ... }` with `--json`. An empty text is not printed.
 *
 * @param work gets the command's words in their order, then its options
 */
export function answering<Words extends unknown[]>({ print }: Surroundings, work: Work<Words>) {
  return async (...given: [...words: Words, command: Command]): Promise<void> => {
    const command = given.at(-1) as Command;
    const answer = await work(...(given.slice(0, -1) as Words));
    if (isForScript(command)) {
      const data = typeof answer === "string" ? answer : answer.data;
      print(JSON.stringify({ command: nameOf(command), ok: true, data }, null, 2));
      return;
    }
    const text = typeof answer === "string" ? answer : answer.text;
    if (text !== "") print(text);
  };
}

/** What a script gets of a failure: `{ "command": ..., "ok": false, "error": { "message": ..., "status": ... } }`. */
export const failureText = (command: Command, message: string, status: number | null): string =>
  JSON.stringify({ command: nameOf(command), ok: false, error: { message, status } }, null, 2);
