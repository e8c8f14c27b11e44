/**
 * Tickets: card facts that the page keeps for us, sealed so that it can neither read nor change them. With one, the next
 * question about the same token is answered where it arrives. A ticket is good for one merchant and one token alone, for as
 * long as the token's quotes: 120 s from the token's first sight.
 *
 * AES-256-GCM with a random nonce, under a key of its own derived from `HMAC_KEY` (RFC 5869). Merchant, token and version
 * are authenticated with the content, so that a ticket of another one does not open. One key seals at most 2^32 tickets
 * safely (NIST SP 800-38D, 8.3): eleven years of a million a day.
 */
import { base64url } from "jose";
import { fromBase64 } from "../base64.ts";
import { areKnownFacts, type CardFacts } from "../surcharge/facts.ts";
import { MEMO_MS } from "./limits.ts";

/** What a ticket is bound to. */
export interface TicketHolder {
  readonly merchantId: string;
  readonly token: string;
}

export interface TicketContent {
  /** When the token was first seen, ms since 1970. */
  readonly firstSeenAt: number;
  /** What the gateway said for each place asked so far, by {@link placeCode}. */
  readonly facts: ReadonlyMap<string, CardFacts>;
}

/** Of the contract: a page sends it back in a body of 2 KiB. */
export const MAX_TICKET_LENGTH = 1_024;

/** Part of what is authenticated: a change of what a ticket holds is a change of this. */
const VERSION = "1";
const NONCE_BYTES = 12;

const encoder = new TextEncoder();

/**
 * Seals facts into a ticket.
 *
 * @param hmacKey of the settings: 32 bytes in base64
 * @returns null when it would be longer than the contract allows; then the next question is a lookup
 */
export async function sealTicket(
  hmacKey: string,
  holder: TicketHolder,
  { firstSeenAt, facts }: TicketContent,
): Promise<string | null> {
  const content = JSON.stringify([firstSeenAt, [...facts].map(([place, known]) => [place, pack(known)])]);
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonce, additionalData: binding(holder) },
    await keyOf(hmacKey),
    encoder.encode(content),
  );
  const whole = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  whole.set(nonce);
  whole.set(new Uint8Array(sealed), NONCE_BYTES);
  const ticket = base64url.encode(whole);
  return ticket.length > MAX_TICKET_LENGTH ? null : ticket;
}

/**
 * Opens a ticket. Never rejects: one that is not ours, is another merchant's or token's, is too old or of another version or
 * key is null.
 *
 * @param hmacKey of the settings: 32 bytes in base64
 * @param now ms since 1970
 */
export async function openTicket(
  hmacKey: string,
  holder: TicketHolder,
  ticket: string,
  now: number,
): Promise<TicketContent | null> {
  if (ticket.length > MAX_TICKET_LENGTH) return null;
  let content: string;
  try {
    // A copy, because the decoder does not say that its bytes are no shared ones.
    const whole = new Uint8Array(base64url.decode(ticket));
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: whole.subarray(0, NONCE_BYTES), additionalData: binding(holder) },
      await keyOf(hmacKey),
      whole.subarray(NONCE_BYTES),
    );
    content = new TextDecoder().decode(opened);
  } catch {
    return null;
  }
  // Sealed by ourselves in this form, so it is taken at its word; but another version may have sealed words that are new.
  const [firstSeenAt, packed] = JSON.parse(content) as [number, [string, PackedFacts][]];
  if (now >= firstSeenAt + MEMO_MS) return null;
  const facts = packed.map(([place, known]) => [place, unpack(known)] as const);
  return facts.every(([, known]) => areKnownFacts(known)) ? { firstSeenAt, facts: new Map(facts) } : null;
}

/** What a decision needs, without names of fields, so that five places fit. The issuer's name is for servers alone. */
const pack = ({
  method,
  brands,
  funding,
  level,
  country,
  surchargeable,
  conflicting,
  bin,
  customerExempt,
}: CardFacts) => [method, brands, funding, level, country, surchargeable, conflicting, bin, customerExempt] as const;

type PackedFacts = ReturnType<typeof pack>;

function unpack(packed: PackedFacts): CardFacts {
  const [method, brands, funding, level, country, surchargeable, conflicting, bin, customerExempt] = packed;
  return { method, brands, funding, level, country, surchargeable, conflicting, bin, issuer: null, customerExempt };
}

/** Neither a merchant's id nor a token has a blank in it, so no two holders are written alike. */
const binding = ({ merchantId, token }: TicketHolder) =>
  encoder.encode(`card-surcharge ticket ${VERSION} ${merchantId} ${token}`);

let derived: { readonly from: string; readonly key: Promise<CryptoKey> } | null = null;

/** Derived once per isolate; there is one `HMAC_KEY`. */
function keyOf(hmacKey: string): Promise<CryptoKey> {
  if (derived?.from !== hmacKey) derived = { from: hmacKey, key: deriveKey(hmacKey) };
  return derived.key;
}

async function deriveKey(hmacKey: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", fromBase64(hmacKey), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode("card-surcharge ticket") };
  return crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
