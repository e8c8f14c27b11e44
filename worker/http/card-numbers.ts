/**
 * A card number must never reach this service, so it fits in no text that a caller writes: every text of every body, every
 * parameter of an address. Whoever sends one by mistake is told so before anything else looks at it; it is neither repeated
 * nor logged.
 */
import { createMiddleware } from "hono/factory";
import { holdsCardNumber, isCardNumber } from "../../contract/card-number.ts";
import { ProblemError } from "../problem.ts";
import { safeName } from "./issues.ts";

/** Members that name a card, and what belongs there. There 12 to 19 digits are refused whatever their check digit. */
const CARD_MEMBERS = new Map([
  ["token", "Send the Tokenizer's token"],
  ["bin", "Send the leading 6 to 11 digits"],
  ["customerId", "Send the vault's id of the customer"],
  ["paymentMethodId", "Send the vault's id of the payment method"],
]);

/**
 * One long word that a machine made. In 2,048 random base64 characters a card number stands by chance once in some ten
 * million; but a Turnstile result ends in 64 hex digits, where it does once in 150, and no shopper may be stopped by that.
 */
const OPAQUE = /^[\w.~+/=-]{64,}$/;
const PACK_VERSION = /^\d{4}-\d\d-\d\d\.\d{1,9}\.[0-9a-f]{12}(?:\.r[0-9a-f]{8})?$/;

/** Members that are no free text, by the form that they have then. In any other form they are held to the rule. */
const NO_FREE_TEXT = new Map([
  ["quote", OPAQUE],
  ["ticket", OPAQUE],
  ["challenge", OPAQUE],
  ["cursor", OPAQUE],
  // Heads of hashes. One in two thousand is all digits, and a tenth of those are refused.
  ["version", new RegExp(`${PACK_VERSION.source}|^(?=.*[a-f])[0-9a-f]{16}$`)],
  ["id", /^[0-9a-f]{12}$/],
  // KeySecure's own number of a product. A programme of thousands would be refused for one of them.
  ["cardBinNo", /^/],
]);

/**
 * Looks through all of a parsed body. A number is no free text: amounts have up to twelve digits, instants thirteen, and a
 * schema refuses it where a text belongs.
 *
 * @throws ProblemError `card_number_refused`, naming the member
 */
export function refuseCardNumbers(value: unknown, path: readonly string[] = []): void {
  if (Array.isArray(value)) for (const item of value) refuseCardNumbers(item, path);
  else if (typeof value === "object" && value !== null)
    for (const [name, member] of Object.entries(value)) {
      if (holdsCardNumber(name)) throw refusal(["a key", ...path.map(safeName).toReversed()].join(" of "));
      refuseCardNumbers(member, [...path, name]);
    }
  else if (typeof value === "string" || typeof value === "number") refuseText(value, path);
}

function refuseText(value: string | number, path: readonly string[]): void {
  const name = path.at(-1) ?? "";
  const text = String(value);
  const wanted = CARD_MEMBERS.get(name);
  const isRefused =
    (wanted !== undefined && isCardNumber(text)) ||
    (typeof value === "string" && NO_FREE_TEXT.get(name)?.test(text) !== true && holdsCardNumber(text));
  if (isRefused) throw refusal(path.map(safeName).join(".") || "The body", wanted);
}

/** Middleware: the same for an address, its path and each parameter of its query. */
export const refuseCardNumbersInAddress = () =>
  createMiddleware(async function refuseCardNumbersInAddress(c, next) {
    const segments = c.req.path.split("/");
    if (segments.some((segment) => holdsCardNumber(segment) && !PACK_VERSION.test(segment)))
      throw refusal("The address");
    refuseCardNumbers(c.req.queries());
    await next();
  });

const refusal = (where: string, wanted = "Take it out") =>
  new ProblemError(
    "card_number_refused",
    `${where} holds what looks like a card number. ${wanted}; card numbers must never reach this service.`,
  );
