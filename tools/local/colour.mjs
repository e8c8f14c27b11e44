/** Whether what goes to the terminal is coloured: as NO_COLOR and FORCE_COLOR say, otherwise by whether it is a terminal. */

/** @param {{ isTTY?: boolean }} stream @param {NodeJS.ProcessEnv} [environment] @returns {boolean} */
export function isColoured(stream, { FORCE_COLOR: force, NO_COLOR: no } = process.env) {
  if (force !== undefined) return force !== "0" && force !== "false";
  return (no ?? "") === "" && stream.isTTY === true;
}

/**
 * `environment` for a child. One whose output goes to a file is told so: not every program looks.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {boolean} coloured
 * @param {{ piped?: boolean }} [output] `piped`: passed on by us, so that the child cannot see the terminal
 */
export function colourFor(environment, coloured, { piped = false } = {}) {
  const { FORCE_COLOR: force = "1", NO_COLOR: _, ...others } = environment;
  if (!coloured) return { ...others, NO_COLOR: "1" };
  return piped ? { ...others, FORCE_COLOR: force } : environment;
}
