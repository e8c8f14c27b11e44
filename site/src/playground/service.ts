/** What the playground asks of the service: as anybody may, without a key. Failures are values. */
import type { LookupAnswer } from "../../../contract/answers.ts";

/** An answer or a problem, as it came. */
export interface Reply {
  /** HTTP status; 0: the service did not answer. */
  readonly status: number;
  readonly body: unknown;
  /** The body, where it is an answer. */
  readonly answer: LookupAnswer | null;
  /** The problem's code, where there is one. */
  readonly code: string | null;
}

/** A row of a rule pack, as far as it is shown. */
export interface RuleRow {
  readonly id: string;
  readonly status: string;
  readonly places: readonly string[];
  readonly maxBps: number | null;
  readonly conditions: string;
  readonly source: string;
  readonly checkedOn: string;
  readonly asOf: string;
  readonly confidence: string;
}

const TIMEOUT_MS = 10_000;
const OPTIONS = { credentials: "omit", cache: "no-store" } as const;

/** Asks `POST /v1/lookup` with this body. */
export async function lookUp(body: object): Promise<Reply> {
  try {
    const response = await fetch("/v1/lookup", {
      ...OPTIONS,
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const found: unknown = await response.json();
    const code = (found as { code?: unknown }).code;
    return {
      status: response.status,
      body: found,
      answer: response.ok ? (found as LookupAnswer) : null,
      code: typeof code === "string" ? code : null,
    };
  } catch {
    return { status: 0, body: null, answer: null, code: null };
  }
}

/** The service's public keys, or null: they could not be read. */
export const readKeys = (): Promise<{ keys: object[] } | null> => read("/.well-known/jwks.json");

/** The rows of a pack by their ids, in the order in which they spoke; null: the pack could not be read. */
export async function readRows(version: string, ids: readonly string[]): Promise<readonly RuleRow[] | null> {
  const pack = await read<{ rows: RuleRow[] }>(`/v1/rules/${encodeURIComponent(version)}`);
  return pack === null ? null : ids.flatMap((id) => pack.rows.filter((row) => row.id === id));
}

async function read<T>(path: string): Promise<T | null> {
  try {
    const response = await fetch(path, { credentials: "omit", signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? ((await response.json()) as T) : null;
  } catch {
    return null;
  }
}
