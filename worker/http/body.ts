/**
 * Reads a JSON request body with everything bounded before it is parsed: media type, size while it arrives, encoding,
 * depth, keys. What passes is checked against a closed schema. No message repeats a value that was sent.
 */
import type { Context } from "hono";
import type * as z from "zod";
import { isCardNumber } from "../../contract/plain-checks.ts";
import { scanKeys } from "../json-keys.ts";
import { ProblemError } from "../problem.ts";
import { checked } from "./checked.ts";

const BROWSER_BODY_BYTES = 2_048;

interface BodyLimits {
  readonly maxBytes?: number;
  readonly maxDepth?: number;
}

/**
 * The request's body as `schema` gives it.
 *
 * @throws ProblemError `unsupported_media_type`, `payload_too_large`, `card_number_refused` or `invalid_request`
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
  { maxBytes = BROWSER_BODY_BYTES, maxDepth = 4 }: BodyLimits = {},
): Promise<unknown> {
  const request = c.req.raw;
  requireJson(request.headers);
  const text = decode(await readBytes(request, maxBytes));
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

/** The body's bytes, counted while they arrive: reading stops, and the sender is told, once `maxBytes` are passed. */
async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const { body } = request;
  const tooLarge = () => new ProblemError("payload_too_large", `The body must be at most ${maxBytes} bytes.`);
  const announced = request.headers.get("Content-Length");
  if (Number(announced ?? 0) > maxBytes) {
    await body?.cancel();
    throw tooLarge();
  }
  if (body === null) return new Uint8Array();
  // HTTP holds a body to its announced length, so a short one can be had in one piece, which is cheaper.
  if (announced !== null && /^\d+$/.test(announced) && !request.headers.has("Transfer-Encoding")) {
    const whole = new Uint8Array(await request.arrayBuffer());
    if (whole.length > maxBytes) throw tooLarge();
    return whole;
  }
  const bytes = new Uint8Array(maxBytes);
  let length = 0;
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, length);
    if (length + value.length > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    bytes.set(value, length);
    length += value.length;
  }
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
