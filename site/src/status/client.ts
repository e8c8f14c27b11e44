/**
 * Asks the service with the operator's key. The key lives in this closure and nowhere else: in no store, no address, no
 * attribute. Every answer is read by a schema, every failure is a value with a sentence for the operator.
 */
import * as z from "zod/mini";

// Before any schema is used: the page's policy allows no code from text, not even the attempt.
z.config({ jitless: true });

export interface Failure {
  /**
   * `key`: not a key of this deployment. `limit`: the key may not do this. `absent`: this deployment has no such route.
   * `nobody`: the service knows nothing of this name.
   * `busy`: asked too often. `problem`: the service said why not. `unreachable`: no answer. `unreadable`: not as expected.
   */
  readonly kind: "key" | "limit" | "absent" | "nobody" | "busy" | "problem" | "unreachable" | "unreadable";
  readonly text: string;
  /** What the service asked to be left alone for; 0 where it said nothing. */
  readonly retryAfterMs: number;
}

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export interface Client {
  get<T>(path: string, schema: z.ZodMiniType<T>): Promise<Reply<T>>;
  post<T>(path: string, body: object, schema: z.ZodMiniType<T>): Promise<Reply<T>>;
  /** The answer as text, for a file. */
  text(path: string): Promise<Reply<string>>;
}

const TIMEOUT_MS = 20_000;

/** What can stand in a header. */
const SENDABLE = /^[\x21-\x7e]+$/;
const NOT_A_KEY = "This is not an admin key of this deployment, or not any more.";

/** What differs from one question to another. */
interface Asking {
  readonly method?: "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const Problem = z.object({ code: z.string(), detail: z.string() });

/** @param key as the operator gave it @param send what a test replaces */
export function connect(key: string, send: typeof fetch = (input, init) => fetch(input, init)): Client {
  async function ask<T>(path: string, init: Asking, read: (response: Response) => Promise<T>): Promise<Reply<T>> {
    if (!SENDABLE.test(key)) return failed("key", NOT_A_KEY);
    let response: Response;
    try {
      response = await send(path, {
        ...init,
        headers: { ...init.headers, Authorization: `Bearer ${key}` },
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      return failed("unreachable", "The service did not answer.");
    }
    // Not ready is an answer of /readyz, and the one that is most worth reading.
    if (!response.ok && !isReadiness(path, response.status)) return failureOf(response);
    try {
      return { ok: true, value: await read(response) };
    } catch {
      return failed("unreadable", "The answer is not as this page expects it. Is the page older than the service?");
    }
  }
  const readAs =
    <T>(schema: z.ZodMiniType<T>) =>
    async (response: Response) =>
      schema.parse(await response.json());
  return {
    get: (path, schema) => ask(path, {}, readAs(schema)),
    post: (path, body, schema) =>
      ask(
        path,
        { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) },
        readAs(schema),
      ),
    text: (path) => ask(path, {}, (response) => response.text()),
  };
}

const isReadiness = (path: string, status: number) => status === 503 && path.startsWith("/readyz");

const failed = (kind: Failure["kind"], text: string, retryAfterMs = 0): { ok: false; failure: Failure } => {
  return { ok: false, failure: { kind, text, retryAfterMs } };
};

async function failureOf(response: Response): Promise<{ ok: false; failure: Failure }> {
  const body: unknown = await response.json().catch(() => null);
  const problem = Problem.safeParse(body);
  const detail = problem.success ? problem.data.detail : `The service answered ${response.status}.`;
  const retryAfterMs = Math.max(0, Number(response.headers.get("Retry-After") ?? 0) || 0) * 1_000;
  if (response.status === 401) return failed("key", NOT_A_KEY);
  if (response.status === 403) return failed("limit", `This key may not do that. ${detail}`);
  if (response.status === 429) return failed("busy", detail, retryAfterMs);
  const isAbsent = response.status === 404 && (!problem.success || problem.data.code === "not_found");
  if (isAbsent) return failed("absent", "This deployment does not have this yet.");
  return failed(response.status === 404 ? "nobody" : "problem", detail, retryAfterMs);
}
