/**
 * Finds out how a gateway treats temporary tokens: whether a lookup uses one up, what an expired one gets, how answers
 * are wrapped. Charges one dollar of a test card and voids it. Keeps to the documented calls; tells nothing of keys or tokens.
 */
import { USER_AGENT } from "../../../contract/user-agent.ts";
import type { TokenReuse } from "../../../worker/gateway/gateways.ts";
import { isRefusal } from "../../../worker/gateway/schema.ts";

/** One dollar. */
const AMOUNT_CENTS = 100;
const KNOWN_BIN = "424242";
const NO_TOKEN = "0".repeat(32);

/** Ways to reach a gateway; the tests bring their own. */
export interface ProbeAccess {
  /** Scheme and host. */
  readonly origin: string;
  readonly secretKey: string;
  /** A fresh token of a test card. */
  readonly mint: () => Promise<string>;
  /** Resolves when a token minted before this call has certainly expired. */
  readonly untilExpired: () => Promise<void>;
  readonly fetch: typeof fetch;
  /** Told what is done, before it is. */
  readonly tell: (text: string) => void;
}

/** How a call ended: an HTTP status, 0 when nothing answered. */
export interface Answer {
  readonly status: number;
  /** The gateway's own word, and its words for people. */
  readonly said: string;
  readonly isGood: boolean;
  /** A refusal that is not in the gateway's own form, as from a firewall in front of it: it says nothing of the key. */
  readonly isForeign: boolean;
  readonly body: Record<string, unknown>;
}

export interface ProbeResult {
  /** Whether the secret key opens the gateway from this machine. */
  readonly key: Answer;
  /** How a lookup's answer comes; null when none came. */
  readonly envelope: "bare" | "wrapped" | null;
  readonly firstLookup: Answer | null;
  readonly secondLookup: Answer | null;
  /** A charge of the token that was looked up. */
  readonly charge: Answer | null;
  /** A charge of a token that was not looked up, tried only where the other charge failed. */
  readonly plainCharge: Answer | null;
  /** A lookup after the charge. */
  readonly lookupAfterCharge: Answer | null;
  readonly expiredToken: Answer | null;
  readonly unknownToken: Answer | null;
  readonly tokenReuse: TokenReuse;
}

/** Tries everything in turn; a refused key ends it early. */
export async function probe(access: ProbeAccess): Promise<ProbeResult> {
  const { tell } = access;
  const lookUp = (subject: Record<string, string>) =>
    call(access, "/api/lookup/bin/protected", { ...subject, country: "US", state: "IL" });
  const charge = (token: string) =>
    call(access, "/api/transaction", { type: "sale", amount: AMOUNT_CENTS, payment_method: { token } });

  tell("trying the secret key: a lookup of a known BIN");
  const key = await lookUp({ bin: KNOWN_BIN });
  if (!key.isGood) return { ...NOTHING, key };

  tell("making a token of a test card, and looking it up twice");
  const token = await access.mint();
  const firstLookup = await lookUp({ temp_token: token });
  const secondLookup = await lookUp({ temp_token: token });
  tell("charging one dollar of it, and voiding that");
  const charged = await charge(token);
  await cancel(access, charged);
  const lookupAfterCharge = await lookUp({ temp_token: token });
  const plainCharge = charged.isGood ? null : await charge(await access.mint());
  if (plainCharge !== null) await cancel(access, plainCharge);

  const old = await access.mint();
  tell("waiting a little over two minutes, until a token has expired");
  await access.untilExpired();
  return {
    key,
    envelope: "data" in key.body ? "wrapped" : "bare",
    firstLookup,
    secondLookup,
    charge: charged,
    plainCharge,
    lookupAfterCharge,
    expiredToken: await lookUp({ temp_token: old }),
    unknownToken: await lookUp({ temp_token: NO_TOKEN }),
    tokenReuse: tokenReuseOf(firstLookup, charged, plainCharge),
  };
}

const NOTHING = {
  envelope: null,
  firstLookup: null,
  secondLookup: null,
  charge: null,
  plainCharge: null,
  lookupAfterCharge: null,
  expiredToken: null,
  unknownToken: null,
  tokenReuse: "unknown",
} as const;

/**
 * `verified`: charged after a lookup. `no`: only a token that nobody looked up can be charged. Anything else, such as
 * an account that cannot charge at all, proves nothing.
 */
function tokenReuseOf(firstLookup: Answer, charged: Answer, plainCharge: Answer | null): TokenReuse {
  if (!firstLookup.isGood) return "unknown";
  if (charged.isGood) return "verified";
  return plainCharge?.isGood === true ? "no" : "unknown";
}

/** Takes a charge back, as far as the gateway lets us. */
async function cancel(access: ProbeAccess, charged: Answer): Promise<void> {
  const { id } = (charged.body["data"] ?? {}) as { id?: unknown };
  if (charged.isGood && typeof id === "string") await call(access, `/api/transaction/${id}/void`, {});
}

async function call({ origin, secretKey, fetch }: ProbeAccess, path: string, body: unknown): Promise<Answer> {
  const headers = { "Content-Type": "application/json", Authorization: secretKey, "User-Agent": USER_AGENT };
  const request = { method: "POST", headers, body: JSON.stringify(body), redirect: "manual" } as const;
  const response = await fetch(origin + path, request).catch(() => null);
  if (response === null) return { status: 0, said: "no answer", isGood: false, isForeign: false, body: {} };
  const answer: unknown = await response.json().catch(() => null);
  const fields = typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>) : {};
  const { status = "", msg = "" } = fields;
  const said = [status, msg].filter((word) => typeof word === "string" && word !== "").join(": ");
  const isGood = response.ok && answer !== null && (status === "" || status === "success") && !isDeclined(fields);
  const isForeign = response.status >= 400 && response.status < 500 && !isRefusal(answer);
  return { status: response.status, said, isGood, isForeign, body: fields };
}

/** A charge that the bank turned down is a 200 too. */
function isDeclined(fields: Record<string, unknown>): boolean {
  const { response_code: code } = (fields["data"] ?? {}) as { response_code?: unknown };
  return typeof code === "number" && code >= 200;
}
