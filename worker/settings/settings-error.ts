/**
 * Settings that are missing or malformed. The message names each and what it must be, never a value; no longer than a
 * line of the log takes.
 */
export class SettingsError extends Error {
  override readonly name = "SettingsError";

  constructor(message: string) {
    super(message.length > MAX_LENGTH ? `${message.slice(0, MAX_LENGTH - 3)}...` : message);
  }
}

/** As `http/log.ts` has it. */
const MAX_LENGTH = 2_000;
