/**
 * One call of a merchant's server to the service. Nothing that comes back, or does not, can hold the server longer than three
 * seconds, fill its memory or send it elsewhere.
 */
import { readCapped } from "../capped-text.ts";
import { USER_AGENT } from "../user-agent.ts";

const TIME_LIMIT_MS = 3_000;
/** An answer is about 3 KiB. */
const MAX_ANSWER_BYTES = 65_536;

/** How to reach the service. */
export interface ServiceAccess {
  /** Where the service listens, such as `https://surcharge.example.com`; `http` on loopback only. */
  readonly origin: string;
  /** The merchant's server key, `sk_...`. */
  readonly serverKey: string;
}

export interface ServiceResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed and not looked at; undefined where it is no JSON, too long, or not wanted. */
  readonly body: unknown;
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await readCapped(response, MAX_ANSWER_BYTES));
  } catch {
    return undefined;
  }
}

/** What is sent, and of which statuses the body is read: of the others nobody waits for it. */
export interface ServiceCall {
  readonly path: string;
  readonly body: unknown;
  readonly reads: (status: number) => boolean;
}

async function exchange(
  { origin, serverKey }: ServiceAccess,
  { path, body, reads }: ServiceCall,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<ServiceResponse> {
  const response = await fetch(new URL(path, origin).href, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Authorization: `Bearer ${serverKey}`,
      "User-Agent": USER_AGENT,
    },
    body: JSON.stringify(body),
    // Followed, a redirect would take the key along.
    redirect: "manual",
    signal,
  });
  const { status, headers } = response;
  if (reads(status)) return { status, headers, body: await readJson(response) };
  await response.body?.cancel();
  return { status, headers, body: undefined };
}

/** Null: no answer came, in time or at all. Never throws or rejects. */
export async function callService(
  service: ServiceAccess,
  call: ServiceCall,
  fetch: typeof globalThis.fetch,
): Promise<ServiceResponse | null> {
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  // A fetch that was passed in may not heed the signal.
  const late = new Promise<null>((resolve) => {
    signal.addEventListener("abort", () => resolve(null), { once: true });
  });
  return Promise.race([exchange(service, call, fetch, signal).catch(() => null), late]);
}
