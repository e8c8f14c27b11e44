/** Settings that are missing or malformed. The message names each and what it must be, never a value. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}
