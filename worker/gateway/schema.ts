/**
 * Reads the gateway's answers, whatever they look like. Both envelopes are accepted, the bare object and
 * `{status, msg, data}`; unknown fields are skipped; a field of the wrong type counts as missing. Pure.
 *
 * Written by hand rather than with a schema library: nothing here may fail on an unexpected value, and this runs on
 * every first lookup.
 */

/** One card as the gateway described it, before its words are translated. Null: missing or of the wrong type. */
export interface RawCard {
  readonly bin: string | null;
  readonly brand: string | null;
  readonly issuer: string | null;
  readonly type: string | null;
  readonly level: string | null;
  readonly country: string | null;
  readonly surchargeable: boolean | null;
  readonly methodType: string | null;
  /** True when the answer describes two cards at once: fields beside the envelope that differ from those inside. */
  readonly twofold: boolean;
}

/** What a customer's vault record says. */
export interface RawCustomer {
  readonly defaultPaymentMethodId: string | null;
  readonly exempt: boolean;
  /** Ids of stored cards that are exempt on their own. */
  readonly exemptPaymentMethodIds: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const CARD_FIELDS = [
  "bin",
  "card_brand",
  "issuing_bank",
  "card_type",
  "card_level_generic",
  "country",
  "is_surchargeable",
  "payment_method_type",
] as const;

/** The card in a lookup's answer, or null when the answer is a failure or not an answer at all. */
export function readCard(answer: unknown): RawCard | null {
  const content = openEnvelope(answer);
  if (content === null) return null;
  const { fields, outside } = content;
  return {
    bin: digits(fields.bin),
    brand: textOf(fields.card_brand),
    issuer: textOf(fields.issuing_bank),
    type: textOf(fields.card_type),
    level: textOf(fields.card_level_generic),
    country: textOf(fields.country),
    surchargeable: typeof fields.is_surchargeable === "boolean" ? fields.is_surchargeable : null,
    methodType: textOf(fields.payment_method_type),
    twofold: CARD_FIELDS.some((name) => name in outside && outside[name] !== fields[name]),
  };
}

/** The customer in a vault record, or null when the answer is a failure or not a customer. */
export function readCustomer(answer: unknown): RawCustomer | null {
  const record = openEnvelope(answer)?.fields;
  const customer = fieldsOf(fieldsOf(record?.data)?.customer) ?? fieldsOf(record?.customer);
  if (record === undefined || customer === null) return null;
  const cards = listOf(fieldsOf(customer.payments)?.cards)
    .map(fieldsOf)
    .filter((card) => card !== null);
  return {
    defaultPaymentMethodId: textOf(fieldsOf(customer.defaults)?.payment_method_id),
    exempt: isExempt(customer) || isExempt(record),
    exemptPaymentMethodIds: cards.filter(isExempt).flatMap((card) => textOf(card.id) ?? []),
  };
}

/**
 * True for a failure as the gateway itself tells one: `{status, msg}`, with or without data. What a firewall or a proxy
 * says in its place is of another form.
 */
export function isRefusal(answer: unknown): boolean {
  const fields = fieldsOf(answer);
  return fields !== null && typeof fields.msg === "string" && FAILURES.has(String(fields.status).toLowerCase());
}

const FAILURES: ReadonlySet<string> = new Set(["failed", "error"]);

/**
 * An exemption is a word in the list of flags. Some pages show a field of that name instead, so it counts as well; in
 * doubt the customer is exempt: flags of an unknown form are, and so is any value of the field but false.
 */
function isExempt({ flags, surcharge_exempt: field }: Fields): boolean {
  if (flags != null && (!Array.isArray(flags) || flags.includes("surcharge_exempt"))) return true;
  return field != null && field !== false;
}

/**
 * The fields inside either envelope, and those beside it. A present `status` other than `success` is a failure even on
 * a 2xx, and so is an answer that is no object. A success without data is an empty card: not recognised.
 */
function openEnvelope(answer: unknown): { fields: Fields; outside: Fields } | null {
  const outer = fieldsOf(answer);
  if (outer === null) return null;
  if (!("status" in outer) && !("data" in outer && "msg" in outer)) return { fields: outer, outside: {} };
  if ("status" in outer && !(typeof outer.status === "string" && outer.status.toLowerCase() === "success")) return null;
  if (outer.data === undefined) return { fields: outer, outside: {} };
  if (outer.data === null) return { fields: {}, outside: outer };
  const inner = fieldsOf(outer.data);
  return inner && { fields: inner, outside: outer };
}

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const MAX_TEXT_LENGTH = 120;

function textOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const trimmed = value.trim();
  return trimmed === "" || trimmed.length > MAX_TEXT_LENGTH ? null : trimmed;
}

/** The gateway may send more digits than it was asked for; no more than 8 are ever kept. */
const MAX_BIN_LENGTH = 8;

function digits(value: unknown): string | null {
  const written = typeof value === "number" ? String(value) : value;
  return typeof written === "string" && /^\d{6,19}$/.test(written) ? written.slice(0, MAX_BIN_LENGTH) : null;
}
