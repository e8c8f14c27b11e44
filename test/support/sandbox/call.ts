/** Calls the sandbox as its two kinds of callers do: with a key, or on the control surface without one. */
import { exports } from "cloudflare:workers";

export const ORIGIN = "http://sandbox.test";
export const SECRET_KEY = "api_sandbox_demo";
export const PUBLIC_KEY = "pub_sandbox_demo";
export const LOOKUP = "/api/lookup/bin/protected";
export const ILLINOIS = { country: "US", state: "IL" };

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown;
}

export async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await exports.default.fetch(
    new Request(ORIGIN + path, {
      method,
      redirect: "manual",
      headers: { "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) } satisfies Reply;
}

/** A merchant's server calling the gateway. */
export const post = (path: string, body: unknown, key: string = SECRET_KEY) =>
  call("POST", path, body, { Authorization: key });

export const lookUp = (body: unknown, key: string = SECRET_KEY) => post(LOOKUP, body, key);

/** Mints a token, and says when it ends. */
export async function mint(body: Record<string, unknown>): Promise<{ token: string; expiresAt: string }> {
  const { status, json } = await call("POST", "/sandbox/tokens", body);
  if (status !== 200) throw new Error(`minting failed: ${JSON.stringify(json)}`);
  return json as { token: string; expiresAt: string };
}

export const settings = (changes: Record<string, unknown>) => call("PUT", "/sandbox/settings", changes);

/** Everything as it was at the start. */
export async function resetSandbox(): Promise<void> {
  for (const part of ["settings", "faults", "calls", "transactions", "tokens"]) {
    await call("DELETE", `/sandbox/${part}`);
  }
}

/** The `data` of a wrapped reply. */
export function dataOf(reply: Reply): Record<string, unknown> {
  return (reply.json as { data: Record<string, unknown> }).data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
