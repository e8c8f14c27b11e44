/**
 * Reads a JSON request body with everything bounded before it is parsed: media type, size and time while it arrives,
 * encoding, depth, keys. What passes is checked against a closed schema. No message repeats a value that was sent.
 */
import type { Context } from "hono";
import type * as z from "zod";
import { scanKeys } from "../json-keys.ts";
import { ProblemError } from "../problem.ts";
import { type BytesLimits, bodyBytes } from "./body-bytes.ts";
import { refuseCardNumbers } from "./card-numbers.ts";
import { checked } from "./checked.ts";

const BROWSER_BODY_BYTES = 2_048;

interface BodyLimits extends Partial<BytesLimits> {
  readonly maxDepth?: number;
}

/**
 * The request's body as `schema` gives it.
 *
 * @throws ProblemError `unsupported_media_type`, `payload_too_large`, `request_timeout`, `card_number_refused` or
 *   `invalid_request`
 */
export async function readBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
  limits: BodyLimits = {},
): Promise<z.output<Schema>> {
  return checked(schema, await readJson(c, limits));
}

/** The request's body as JSON, bounded and without a card number, but not yet checked against a schema. */
export async function readJson(
  c: Context,
  { maxBytes = BROWSER_BODY_BYTES, maxMs, maxDepth = 4 }: BodyLimits = {},
): Promise<unknown> {
  const request = c.req.raw;
  requireJson(request.headers);
  const text = decode(await bodyBytes(request, { maxBytes, maxMs }));
  c.set("readAt", Date.now());
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProblemError("invalid_request", "The body must be valid JSON.");
  }
  const problem = scanKeys(text, maxDepth);
  if (problem !== null) throw new ProblemError("invalid_request", problem);
  refuseCardNumbers(value);
  return value;
}

/** RFC 8259: JSON is UTF-8. Any other charset, and any content coding, is refused rather than guessed at. */
function requireJson(headers: Headers): void {
  const [type = "", ...parameters] = (headers.get("Content-Type") ?? "")
    .split(";")
    .map((part) => part.trim().toLowerCase());
  const isJson = type === "application/json" && parameters.every((part) => /^charset="?utf-8"?$/.test(part));
  if (!isJson) throw new ProblemError("unsupported_media_type", "Content-Type must be application/json, in UTF-8.");
  if (headers.has("Content-Encoding"))
    throw new ProblemError("unsupported_media_type", "The body must be sent without Content-Encoding.");
}

function decode(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ProblemError("invalid_request", "The body must be valid UTF-8.");
  }
  if (text.startsWith("\ufeff"))
    throw new ProblemError("invalid_request", "The body must not start with a byte order mark.");
  return text;
}
