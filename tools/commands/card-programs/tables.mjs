/** Card programmes as tables for a terminal. Values of upstream are shown as they are, but for control characters. */

import { NOT_SAID, shown, table } from "../../cli/tables.mjs";

/**
 * @typedef {import("../../../contract/card-programs.ts").ProgramBin} ProgramBin
 * @typedef {import("../../../contract/card-programs.ts").ProgramSummary} ProgramSummary
 */

/** @param {boolean | null} flag */
const yesNo = (flag) => (flag === null ? NOT_SAID : flag ? "yes" : "no");

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
