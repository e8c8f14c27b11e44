/** Tells the service what became of a quote, `POST /v1/server/outcomes`. Call it behind the receipt: no sale waits for it. */
import { callService, type ServiceAccess } from "./call-service.ts";

/** What became of a quote that was charged by. Amounts are minor units of its currency. */
export interface ReportedOutcome {
  /** The quote that was charged by, whatever its age. */
  readonly quote: string;
  readonly event: "captured" | "refunded" | "voided";
  /** Your own name of this event, 1 to 64 letters, digits, `.`, `_`, `:` or `-`: sent again, it is recorded once. */
  readonly id: string;
  /** What was captured or refunded now. Of a void leave the amounts out: it undoes all that was captured. */
  readonly baseAmount?: number | null | undefined;
  readonly surchargeAmount?: number | null | undefined;
  /** Left out: none. */
  readonly surchargeTaxAmount?: number | null | undefined;
  /** When it happened: a Date, or ISO 8601 with an offset. Left out: when it is recorded. */
  readonly at?: Date | string | null | undefined;
}

/**
 * `taken`: it is recorded; `isNew` is false where it was before. `refused`: sent again as it is it will be refused again; tell
 * a person. `conflict`: it does not go with what was reported before, such as a refund whose capture was not: report what is
 * missing, then send it again. `again`: send the same later, after `afterSeconds` where the service says so.
 */
export type OutcomeReply =
  | { readonly kind: "taken"; readonly isNew: boolean }
  | { readonly kind: "refused" | "conflict"; readonly detail: string }
  | { readonly kind: "again"; readonly afterSeconds: number | null };

/** Statuses of a request that nobody can take. Any other but 200 may be another one later: a key that is mended, say. */
const REFUSED: ReadonlySet<number> = new Set([400, 413, 415, 422]);
const CONFLICT = 409;

function memberOf(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>)[name] : undefined;
}

/** Seconds, as the service sends them; another form is as good as none. */
function retryAfter(headers: Headers): number | null {
  const text = headers.get("Retry-After") ?? "";
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/**
 * Reports one event, in three seconds at most. Never throws or rejects, whatever the service does.
 *
 * @param input `fetch`: to call the service by, default the global one
 */
export async function reportOutcome(input: {
  readonly service: ServiceAccess;
  readonly outcome: ReportedOutcome;
  readonly fetch?: typeof globalThis.fetch | undefined;
}): Promise<OutcomeReply> {
  const call = { path: "/v1/server/outcomes", body: input.outcome, reads: () => true };
  const response = await callService(input.service, call, input.fetch ?? globalThis.fetch);
  if (response === null) return { kind: "again", afterSeconds: null };
  const { status, headers, body } = response;
  const isNew = memberOf(body, "recorded");
  if (status === 200 && typeof isNew === "boolean") return { kind: "taken", isNew };
  const detail = memberOf(body, "detail");
  const told = typeof detail === "string" ? detail : `HTTP ${status}`;
  if (status === CONFLICT) return { kind: "conflict", detail: told };
  if (REFUSED.has(status)) return { kind: "refused", detail: told };
  return { kind: "again", afterSeconds: retryAfter(headers) };
}
