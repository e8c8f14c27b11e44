/** How a command ends, and the one error that all of them throw. */

/** What a shell gets: done; refused or failed; asked for in a way that there is none of. */
export const EXIT = /** @type {const} */ ({ done: 0, failed: 1, usage: 2 });

/** A failure in words for the person at the terminal: what was wrong, and what to do. It never holds a secret or a card's data. */
export class ToolError extends Error {
  /**
   * @param {string} message
   * @param {number | null} [status] the HTTP status behind it, if there is one
   * @param {typeof EXIT.failed | typeof EXIT.usage} [exitCode]
   */
  constructor(message, status = null, exitCode = EXIT.failed) {
    super(message);
    this.status = status;
    this.exitCode = exitCode;
  }
}

/** The words of the command are not as allowed. @param {string} message says which, and what is allowed */
export const wrongUsage = (message) => new ToolError(message, null, EXIT.usage);
