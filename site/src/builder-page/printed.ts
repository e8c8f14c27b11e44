/** The choices as they are printed: a hash is this service's file's, and says nothing of another service's. */
import type { Choices } from "../builder/choices.ts";

/** @param origin of the page that computed the hashes */
export const printed = (choices: Choices, origin: string): Choices =>
  choices.service === origin ? choices : { ...choices, moduleHash: "", classicHash: "" };
