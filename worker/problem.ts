/**
 * Failures of the HTTP API as RFC 9457 problem details: the one place that turns a failure into a public answer.
 * A detail names what was wrong and what is allowed. It never repeats a value that was sent.
 */
import { PROBLEM_STATUS, type ProblemCode } from "../contract/lists.ts";
import type { Problem } from "../contract/problem.ts";

const TITLES: Readonly<Record<ProblemCode, string>> = {
  invalid_request: "The request is not valid",
  card_number_refused: "Card numbers are refused",
  unauthorized: "A valid key is required",
  origin_not_allowed: "This origin is not allowed",
  challenge_required: "A challenge must be passed first",
  forbidden: "This key may not do that",
  unknown_merchant: "No such merchant",
  not_found: "No such resource",
  method_not_allowed: "This method is not allowed here",
  request_timeout: "The request body took too long",
  conflict: "Somebody or something else was there first",
  precondition_failed: "What is there is not what the request expects",
  payload_too_large: "The request body is too large",
  unsupported_media_type: "The request body must be JSON",
  token_rejected: "The token is expired or unknown",
  rate_limited: "Too many requests",
  too_many_places: "Too many places for one token",
  internal: "Something went wrong on our side",
  merchant_unavailable: "The merchant cannot be read right now",
};

/** The title of a problem: the same for every occurrence of its code. */
export const problemTitle = (code: ProblemCode): string => TITLES[code];

/** A refusal or failure with a public answer of its own. Anything else that is thrown becomes `internal`. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Pick<Problem, "challengeUrl">>;

  /**
   * @param code the public code; the HTTP status follows from it
   * @param detail what was wrong and what is allowed, without any value that was sent
   * @param extra `headers` of the answer such as `Retry-After`, and further members of the body
   */
  constructor(
    code: ProblemCode,
    detail: string,
    extra: { headers?: Record<string, string>; members?: Pick<Problem, "challengeUrl">; cause?: unknown } = {},
  ) {
    super(detail, { cause: extra.cause });
    this.code = code;
    this.headers = extra.headers ?? {};
    this.members = extra.members ?? {};
  }
}

/** The public answer for `error`: its own when it is a {@link ProblemError}, otherwise `500 internal` without any detail of it. */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem =
    error instanceof ProblemError
      ? error
      : new ProblemError("internal", "The request could not be completed. Nothing was charged and nothing is added.");
  const status = PROBLEM_STATUS[problem.code];
  const body: Problem = {
    type: `urn:card-surcharge:problem:${problem.code}`,
    title: TITLES[problem.code],
    status,
    detail: problem.message,
    code: problem.code,
    requestId,
    ...problem.members,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...problem.headers },
  });
}
