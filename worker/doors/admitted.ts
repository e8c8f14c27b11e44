import type { AppContext } from "../http/app-env.ts";
import { note } from "../http/log.ts";
import type { DirectoryAnswer } from "../merchants/directory.ts";
import type { Merchant } from "../merchants/schema.ts";
import { ProblemError } from "../problem.ts";
import { chargeStranger } from "./rate-limit.ts";

const UNAVAILABLE_RETRY_SECONDS = 5;

/**
 * The merchant that was found, noted for the log.
 *
 * @throws ProblemError `refusal`, `merchant_unavailable` or `rate_limited`
 */
export async function admitted(c: AppContext, found: DirectoryAnswer, refusal: () => ProblemError): Promise<Merchant> {
  if (found.kind === "found") {
    note(c, { merchant: found.merchant.id });
    return found.merchant;
  }
  if (found.kind === "unavailable") {
    if (found.isUnreadable) note(c, { alarm: "merchant_unreadable" });
    throw new ProblemError("merchant_unavailable", "The merchant's settings cannot be read right now. Try again.", {
      headers: { "Retry-After": String(UNAVAILABLE_RETRY_SECONDS) },
    });
  }
  await chargeStranger(c);
  throw refusal();
}
