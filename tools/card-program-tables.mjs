/** Card programmes as tables for a terminal. Values of upstream are shown as they are, but for control characters. */

/**
 * @typedef {import("../contract/card-programs.ts").ProgramBin} ProgramBin
 * @typedef {import("../contract/card-programs.ts").ProgramSummary} ProgramSummary
 */

const NOT_SAID = "-";

/** A text that cannot steer the terminal. @param {string | null} text */
const shown = (text) => (text === null || text === "" ? NOT_SAID : text.replaceAll(/[\p{Cc}\p{Cf}]/gu, "?"));

/** @param {boolean | null} flag */
const yesNo = (flag) => (flag === null ? NOT_SAID : flag ? "yes" : "no");

/** Columns as wide as their widest cell, two blanks apart. @param {readonly (readonly string[])[]} rows the first is the heading */
function table(rows) {
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

/** The records of a programme. @param {readonly ProgramBin[]} bins */
export function programTable(bins) {
  const heading = [
    "BIN",
    "ORGANISATION",
    "PHYSICAL",
    "VIRTUAL",
    "CURRENCIES",
    "BALANCE",
    "WEEK",
    "ATM DAY",
    "ATM MONTH",
    "ORDER NUMBER",
  ];
  const rows = bins.map(
    ({ cardBin, organization, supportPhysical, supportVirtual, currencies, balanceLimit, cardBinNo }) => [
      shown(cardBin),
      shown(organization),
      yesNo(supportPhysical),
      yesNo(supportVirtual),
      shown(currencies.join(" ")),
      shown(balanceLimit.limitBalance),
      shown(balanceLimit.limitWeekBalance),
      shown(balanceLimit.limitAtmDayBalance),
      shown(balanceLimit.limitAtmMonthBalance),
      shown(cardBinNo),
    ],
  );
  return `${table([heading, ...rows])}\n\nLimits are as KeySecure gives them; their unit and currency are not documented.`;
}

/** The state of all programmes. @param {readonly ProgramSummary[]} programs */
export function summaryTable(programs) {
  const heading = ["PROGRAMME", "STATE", "RECORDS", "BINS", "VERSION", "PULLED AT", "BY", "LAST FAILURE"];
  const rows = programs.map(({ program, state, records, bins, version, pulledAt, source, failure }) => [
    program,
    state,
    String(records),
    String(bins),
    shown(version),
    shown(pulledAt),
    shown(source),
    failure === null
      ? NOT_SAID
      : `${failure.at} ${failure.problem}${failure.upstreamCode === null ? "" : ` (${failure.upstreamCode})`}`,
  ]);
  return table([heading, ...rows]);
}
