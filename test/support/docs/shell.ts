/** Reads the commands of a sample for a shell: words as a shell would see them, without running anything. */

/** A command: its settings (`NAME=value` in front of it), then its words. */
export interface Command {
  readonly settings: readonly string[];
  readonly words: readonly string[];
}

const SETTING = /^[A-Z_][A-Z0-9_]*=/;

/** Words and the signs that end a command. Quoted text stays one word; a comment ends with its line. */
const PART = /\\\n|#[^\n]*|\n|&&|\|\|?|;|(?:[^\s'"\\|;&]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|&(?!&))+/g;

const unquoted = (word: string): string =>
  word.replaceAll(
    /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])/g,
    (_, single?: string, double?: string, one?: string) =>
      single ?? double?.replaceAll(/\\(["\\$`])/g, "$1") ?? one ?? "",
  );

/**
 * The commands of a text, in order.
 *
 * @throws {SyntaxError} when a quotation mark is not closed
 */
export function commandsOf(text: string): Command[] {
  const commands: Command[] = [];
  let words: string[] = [];
  const end = () => {
    const first = words.findIndex((word) => !SETTING.test(word));
    const cut = first === -1 ? words.length : first;
    if (words.length > 0) commands.push({ settings: words.slice(0, cut), words: words.slice(cut) });
    words = [];
  };
  let reached = 0;
  for (const { 0: part, index } of text.matchAll(PART)) {
    const between = text.slice(reached, index);
    if (between.trim() !== "") throw new SyntaxError(`a shell cannot read ${JSON.stringify(between.trim())}`);
    reached = index + part.length;
    if (part === "\\\n" || part.startsWith("#")) continue;
    if (/^(?:\n|&&|\|\|?|;)$/.test(part)) end();
    else words.push(unquoted(part));
  }
  end();
  const rest = text.slice(reached).trim();
  if (rest !== "") throw new SyntaxError(`a shell cannot read ${JSON.stringify(rest)}`);
  return commands;
}
