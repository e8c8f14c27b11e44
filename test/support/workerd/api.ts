/** Calls the whole Worker as a page, a merchant's server or the operator would. */
import { exports } from "cloudflare:workers";

export const API = "https://api.test";
/** One of the demo merchant's origins. */
export const SHOP = "http://localhost:8789";
export const ADMIN = { Authorization: "Bearer ak_sandbox_demo" };
export const SERVER = { Authorization: "Bearer sk_sandbox_demo" };
/** A well-formed token that no gateway knows. */
export const TOKEN = "AbcdefghIjklmnopQrstuvwxYz012345";

/** A lookup as the demo shop's page sends it; `changes` replace or add members. */
export const lookupBody = (changes: object = {}) => ({
  merchant: "mch_demo",
  token: TOKEN,
  country: "US",
  state: "IL",
  baseAmount: 12_500,
  currency: "USD",
  ...changes,
});

type Init = Omit<RequestInit, "headers"> & { headers?: Record<string, string> };

export const call = (path: string, init: Init = {}) => exports.default.fetch(`${API}${path}`, init);

/** Sends `body` as it is, so that a test can send what no serialiser would write. */
export const postText = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  call(path, { method: "POST", body, headers: { "Content-Type": "application/json", Origin: SHOP, ...headers } });

export const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  postText(path, JSON.stringify(body), headers);

/** Status, code and detail of a problem answer. */
export async function problemOf(response: Response) {
  const { code, detail } = await response.json<{ code?: string; detail?: string }>();
  return { status: response.status, code, detail };
}

// The first request loads the whole Worker. That is no test's own time.
await call("/healthz");
