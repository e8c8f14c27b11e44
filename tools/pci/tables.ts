/** Tables as CSV (RFC 4180), and the tables of a page in Markdown. Pure. */

export type Table = readonly (readonly string[])[];

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows with CRLF between them, as the format has it. */
export const csv = (rows: Table): string => rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");

/** A cell as plain text: no marks, a link by its words. */
const plain = (cell: string): string =>
  cell
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/\*\*|`/g, "")
    .replaceAll("\\|", "|")
    .trim();

/**
 * The first table below a heading, its head included.
 *
 * @param page Markdown
 * @param heading its words, such as `Who does what`
 * @throws {Error} when there is none
 */
export function tableBelow(page: string, heading: string): Table {
  const lines = page.split("\n");
  const start = lines.findIndex((line) => line.replace(/^#+ /, "") === heading && line.startsWith("#"));
  const rest = start === -1 ? [] : lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith("#"));
  const rows = (end === -1 ? rest : rest.slice(0, end)).filter((line) => line.startsWith("|"));
  if (rows.length < 3) throw new Error(`There is no table below "${heading}".`);
  return rows
    .filter((line) => !/^\|[\s:|-]+\|$/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map(plain),
    );
}
