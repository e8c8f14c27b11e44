/**
 * The operator's own receiver: where it is, what it is told with, and one try of telling it something. Signed as Standard
 * Webhooks asks (https://www.standardwebhooks.com) by their own package. A try is bounded in time, follows no redirect,
 * never throws, and logs neither the address, which may hold a key of the receiver's, nor the secret.
 */
import { Webhook } from "standardwebhooks";
import * as z from "zod";
import { USER_AGENT } from "../../../contract/user-agent.ts";
import { within } from "../../within.ts";
import { retryAfterMs, type TryResult } from "./tries.ts";

export interface AlertHook {
  readonly url: string;
  /** `whsec_` and the key in base64. */
  readonly secret: string;
}

const TRY_TIMEOUT_MS = 5_000;
const SHORTEST_KEY = 24;
const LONGEST_KEY = 64;

function isAlertUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return (protocol === "https:" || (__DEVELOPMENT__ && protocol === "http:")) && `${username}${password}${hash}` === "";
}

/** Standard Webhooks' form and length of a secret. */
function isAlertSecret(text: string): boolean {
  const key = z.base64().safeParse(/^whsec_(.+)$/.exec(text)?.[1]);
  if (!key.success) return false;
  const { length } = atob(key.data);
  return length >= SHORTEST_KEY && length <= LONGEST_KEY;
}

export const AlertUrl = z.string().refine(isAlertUrl, "must be an https address without a user name or a fragment");
export const AlertSecret = z.string().refine(isAlertSecret, "must be whsec_ and 24 to 64 bytes in base64");

/** The receiver of these bindings; null: there is none, or its settings are wrong, which the settings' own check says. */
export function hookOf(bindings: { readonly ALERT_URL?: string; readonly ALERT_SECRET?: string }): AlertHook | null {
  const url = AlertUrl.safeParse(bindings.ALERT_URL);
  const secret = AlertSecret.safeParse(bindings.ALERT_SECRET);
  return url.success && secret.success ? { url: url.data, secret: secret.data } : null;
}

/**
 * Tells the receiver once.
 *
 * @param id the same for all tries of a message, so that a receiver that was slow to answer knows it again
 * @param now milliseconds since 1970
 */
export async function tryOnce({ url, secret }: AlertHook, id: string, body: string, now: number): Promise<TryResult> {
  const at = new Date(now);
  const answered = await within(TRY_TIMEOUT_MS, async (): Promise<TryResult> => {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(now / 1_000)),
        "webhook-signature": new Webhook(secret).sign(id, at, body),
      },
      body,
      // Another address was never agreed on.
      redirect: "manual",
      signal: AbortSignal.timeout(TRY_TIMEOUT_MS),
    });
    response.body?.cancel().catch(() => {});
    return { status: response.status, retryAfterMs: retryAfterMs(response.headers.get("Retry-After"), now) };
  });
  return answered ?? { status: null, retryAfterMs: null };
}
