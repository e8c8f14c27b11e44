/** Tables for a terminal. Values from elsewhere are shown as they are, but for control characters. */

export const NOT_SAID = "-";

/** A text that cannot steer the terminal. @param {string | null} text */
export const shown = (text) => (text === null || text === "" ? NOT_SAID : text.replaceAll(/[\p{Cc}\p{Cf}]/gu, "?"));

/** Columns as wide as their widest cell, two blanks apart. @param {readonly (readonly string[])[]} rows the first is the heading */
export function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
