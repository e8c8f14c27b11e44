/**
 * Reads a JSON request body with everything bounded before it is parsed: media type, size and time while it arrives,
 * encoding, depth, keys. What passes is checked against a closed schema. No message repeats a value that was sent.
 */
import type { Context } from "hono";
import type * as z from "zod";
import { isCardNumber } from "../../contract/plain-checks.ts";
import { scanKeys } from "../json-keys.ts";
import { ProblemError } from "../problem.ts";
import { type BytesLimits, bodyBytes } from "./body-bytes.ts";
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
  const value = await readJson(c, limits);
  refuseCardNumber(value);
  return checked(schema, value);
}

/** The request's body as JSON, bounded but not yet checked against a schema. */
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

/** Members that name a card, and what belongs there. */
const CARD_MEMBERS = {
  token: "Send the Tokenizer's token",
  bin: "Send the leading 6 to 11 digits",
  customerId: "Send the vault's id of the customer",
  paymentMethodId: "Send the vault's id of the payment method",
} as const;

/** A number is read as its digits; anything else names no card. */
const asText = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

/** Whoever sends a card number itself by mistake is told so, before anything looks at the value. */
function refuseCardNumber(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  const members = value as Record<string, unknown>;
  for (const [name, wanted] of Object.entries(CARD_MEMBERS))
    if (isCardNumber(asText(members[name])))
      throw new ProblemError(
        "card_number_refused",
        `${name} looks like a card number. ${wanted}; card numbers must never reach this service.`,
      );
}
