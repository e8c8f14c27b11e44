/** Words of a command that several commands take, and how each is read. */
import { InvalidArgumentError } from "commander";
import { MERCHANT_ID } from "../../contract/plain-checks.ts";

/** A merchant's id. @throws InvalidArgumentError saying what one looks like */
export function merchantId(text: string): string {
  if (MERCHANT_ID.test(text)) return text;
  throw new InvalidArgumentError("A merchant's id is mch_ and up to 48 letters, digits, _ or -.");
}

/** A whole number from `least` to `most`. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };

/** An option that may be given several times. */
export const eachTime = (text: string, before: readonly string[]): readonly string[] => [...before, text];

/** An environment of wrangler.toml, whose name becomes part of a file's. */
export function environmentName(text: string): string {
  if (/^[a-z][a-z0-9-]*$/.test(text)) return text;
  throw new InvalidArgumentError("It must be an environment of wrangler.toml, such as staging or production.");
}
