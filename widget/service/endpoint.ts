/** Where the service is when the page does not say: known to the script files alone, which come from there. */
import { readAddress } from "./address.ts";

let defaultEndpoint: string | undefined;

export const getDefaultEndpoint = (): string | undefined => defaultEndpoint;

/** @param script the address that the script file was loaded from */
export function setDefaultEndpoint(script: string | undefined): void {
  defaultEndpoint = readAddress(script)?.origin;
}
