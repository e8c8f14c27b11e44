/**
 * Tells an operator's own receiver that something wants a person, signed as Standard Webhooks asks
 * (https://www.standardwebhooks.com). Bounded in time and tries, follows no redirect, never throws, and logs neither the
 * address, which may hold a key of the receiver's, nor the secret.
 */
import { USER_AGENT } from "../../contract/user-agent.ts";
import { fromBase64, toBase64 } from "../base64.ts";
import { logTask } from "../task-log.ts";
import { within } from "../within.ts";

export interface AlertHook {
  readonly url: string;
  /** `whsec_` and the key in base64. */
  readonly secret: string;
}

export interface Alert {
  readonly type: "rules.due";
  readonly data: object;
}

/** What a test replaces. */
interface Outside {
  readonly fetch: (url: string, init: RequestInit & { readonly body: string }) => Promise<Response>;
  readonly wait: (ms: number) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const SECRET_PREFIX = "whsec_";
const TRY_TIMEOUT_MS = 5_000;
/** Before the second try and before the third; there is no fourth. */
const BACKOFF_MS = [1_000, 4_000] as const;

const OUTSIDE: Outside = {
  fetch: (url, init) => fetch(url, init),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  now: Date.now,
};

/** Sends one alert, three times at most, and logs how that went. True where the receiver took it with a 2xx. */
export async function sendAlert(hook: AlertHook, alert: Alert, outside: Outside = OUTSIDE): Promise<boolean> {
  // One id for every try, so that a receiver that was slow to answer knows the message again.
  const id = `msg_${crypto.randomUUID()}`;
  const body = JSON.stringify({ type: alert.type, timestamp: new Date(outside.now()).toISOString(), data: alert.data });
  let status: number | null = null;
  for (const pause of [0, ...BACKOFF_MS]) {
    if (pause > 0) await outside.wait(pause);
    status = await post(hook, id, body, outside);
    if (status !== null && status >= 200 && status < 300) {
      logTask({ task: "alert", outcome: "sent", type: alert.type, status });
      return true;
    }
  }
  logTask({ task: "alert", outcome: "failed", type: alert.type, status }, "error");
  return false;
}

/** The answer's status; null where none came in time. */
async function post({ url, secret }: AlertHook, id: string, body: string, outside: Outside): Promise<number | null> {
  const status = await within(TRY_TIMEOUT_MS, async () => {
    const seconds = Math.floor(outside.now() / 1_000);
    const response = await outside.fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "webhook-id": id,
        "webhook-timestamp": String(seconds),
        "webhook-signature": await signatureOf(secret, id, seconds, body),
      },
      body,
      // Another address was never agreed on.
      redirect: "manual",
      signal: AbortSignal.timeout(TRY_TIMEOUT_MS),
    });
    response.body?.cancel().catch(() => {});
    return response.status;
  });
  return status ?? null;
}

/**
 * A message's `webhook-signature`: version 1 is HMAC-SHA256 of `id.timestamp.body`.
 *
 * @param seconds since 1970
 */
export async function signatureOf(secret: string, id: string, seconds: number, body: string): Promise<string> {
  const bytes = fromBase64(secret.slice(SECRET_PREFIX.length));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${id}.${seconds}.${body}`));
  return `v1,${toBase64(new Uint8Array(mac))}`;
}
