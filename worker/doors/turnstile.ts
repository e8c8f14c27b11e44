/**
 * Asks Cloudflare Turnstile whether a challenge was passed. The secret goes to Turnstile's own address and nowhere else;
 * nothing of the shopper goes with it but the result that the challenge itself made.
 */
import { USER_AGENT } from "../../contract/user-agent.ts";
import { within } from "../within.ts";

const VERIFY_URL = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
/** Part of the shopper's three seconds. */
const VERIFY_TIMEOUT_MS = 1_000;

/** What our challenge page calls its own, so that a result from another form of the same site key is refused. */
export const CHALLENGE_ACTION = "lookup";

/** `down`: Turnstile does not answer, so nobody can tell. */
export type ChallengeVerdict = "passed" | "failed" | "down";

/**
 * Checks the result of one challenge. Each result is good once: Turnstile refuses it the second time.
 *
 * @param host the host name on which our challenge page was shown: a result of any other page is worth nothing here
 */
export async function verifyChallenge(result: string, secret: string, host: string): Promise<ChallengeVerdict> {
  const answer = await within(VERIFY_TIMEOUT_MS, async () => {
    const response = await fetch(VERIFY_URL, {
      method: "POST",
      headers: { "Content-Type": "application/json", "User-Agent": USER_AGENT },
      body: JSON.stringify({ secret, response: result }),
      redirect: "manual",
      signal: AbortSignal.timeout(VERIFY_TIMEOUT_MS),
    });
    return response.ok
      ? response.json<{ success?: unknown; action?: unknown; hostname?: unknown } | null>()
      : undefined;
  });
  if (answer == null || typeof answer.success !== "boolean") return "down";
  const isOurs = answer.action === CHALLENGE_ACTION && answer.hostname === host;
  return answer.success && isOurs ? "passed" : "failed";
}
