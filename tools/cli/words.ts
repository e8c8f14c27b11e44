/** Words of a command that several commands take, and how each is read. */
import { InvalidArgumentError } from "commander";
import { MERCHANT_ID } from "../../contract/plain-checks.ts";

/** A merchant's id. @throws InvalidArgumentError saying what one looks like */
export function merchantId(text: string): string {
  if (MERCHANT_ID.test(text)) return text;
  throw new InvalidArgumentError("A merchant's id is mch_ and up to 48 letters, digits, _ or -.");
}
