/** Where the service is when the page does not say: known to the script files alone, which come from there. */

let defaultEndpoint: string | null = null;

export const getDefaultEndpoint = (): string | null => defaultEndpoint;

/** @param script the address that the script file was loaded from */
export function setDefaultEndpoint(script: string | undefined): void {
  try {
    defaultEndpoint = script === undefined ? null : new URL(script).origin;
  } catch {
    defaultEndpoint = null;
  }
}
