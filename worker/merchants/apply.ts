/** Turns an operator's input into the merchant to keep, or into every reason why it cannot be one. */
import { issueTexts } from "../http/issues.ts";
import { sha256Hex } from "../sha256.ts";
import { keyIdOf, MerchantInput } from "./operator-view.ts";
import { Merchant, merchantSettings, type SealedSecret, type ServerKey } from "./schema.ts";
import { type Keyring, resealSecret, SealError, type SecretPlace, sealSecret } from "./seal.ts";
import { validateMerchant } from "./validate-merchant.ts";
import { type Constraints, type Draft, VALIDATED } from "./validation.ts";

export type Applied =
  | { readonly ok: true; readonly merchant: Merchant; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly reasons: readonly string[] };

interface Change {
  readonly id: string;
  readonly input: unknown;
  /** The merchant that is replaced, if there is one: its secrets stay unless new ones come. */
  readonly before: Merchant | null;
  readonly keyring: Keyring;
  readonly constraints: Constraints;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** True when GATEWAY_SECRET_KEY stands behind this merchant. */
  readonly hasOuterKey: boolean;
}

/** Applies an operator's input. Secrets are sealed or hashed here and go no further. */
export async function applyInput(change: Change): Promise<Applied> {
  const { id, input, before, constraints, now } = change;
  const parsed = MerchantInput.safeParse(input);
  const sent = parsed.success ? parsed.data : null;
  const hasGatewayKey = mayHaveKey(input) || (before?.gatewayKey ?? null) !== null || change.hasOuterKey;
  const { errors, warnings } = validateMerchant({ ...draftOf(input), hasGatewayKey, before }, constraints);
  const reasons = [...(parsed.success ? [] : issueTexts(parsed.error)), ...errors, ...strayKey(input, before)];
  if (sent === null || reasons.length > 0) return { ok: false, reasons };

  const keys = await serverKeys(sent, before, constraints.days.first);
  const challenge = await challengeOf(change, sent);
  const refusals = [...keys.reasons, ...challenge.reasons];
  if (refusals.length > 0) return { ok: false, reasons: refusals };
  const settings = Object.fromEntries(
    Object.keys(merchantSettings).map((key) => [key, sent[key as keyof typeof sent]]),
  );
  const merchant = Merchant.parse({
    ...settings,
    id,
    gatewayKey: await secretFor(change, "gatewayKey", sent.gatewayKey, before?.gatewayKey ?? null),
    serverKeys: keys.kept,
    ...(challenge.kept === null ? {} : { challenge: challenge.kept }),
    updatedAt: Math.max(now, (before?.updatedAt ?? 0) + 1),
  });
  return { ok: true, merchant, warnings: [...warnings, ...stillSealed(merchant, change.keyring)] };
}

/** The fields that can be validated even when others are of the wrong form. */
function draftOf(input: unknown): Draft {
  if (typeof input !== "object" || input === null) return {};
  const pairs = VALIDATED.flatMap((field) => {
    const parsed = merchantSettings[field].safeParse((input as Record<string, unknown>)[field]);
    return parsed.success ? [[field, parsed.data] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** A key is for one gateway's eyes: it does not follow the merchant to another host. */
function strayKey(input: unknown, before: Merchant | null): string[] {
  const { gateway } = draftOf(input);
  if (before === null || gateway === undefined || gateway === before.gateway || mayHaveKey(input)) return [];
  return ["gatewayKey must be sent along with another gateway"];
}

const mayHaveKey = (input: unknown) => typeof input === "object" && input !== null && "gatewayKey" in input;

async function secretFor(
  { id, keyring }: Change,
  field: SecretPlace["field"],
  text: string | undefined,
  kept: SealedSecret | null,
): Promise<SealedSecret | null> {
  const place = { merchantId: id, field };
  if (text !== undefined) return sealSecret(text, place, keyring);
  return kept === null ? null : resealed(kept, place, keyring);
}

/** One that no sealing key opens stays as it is: it must not hold up another change, and its key may be put back. */
async function resealed(kept: SealedSecret, place: SecretPlace, keyring: Keyring): Promise<SealedSecret> {
  try {
    return await resealSecret(kept, place, keyring);
  } catch (cause) {
    if (cause instanceof SealError) return kept;
    throw cause;
  }
}

function stillSealed({ gatewayKey, challenge }: Merchant, [{ kid }]: Keyring): string[] {
  const secrets = { gatewayKey, "challenge.secret": challenge?.secret ?? null };
  return Object.entries(secrets).flatMap(([name, sealed]) =>
    sealed === null || sealed.kid === kid
      ? []
      : `${name} is sealed by ${sealed.kid}, which does not open it or is not in SEALING_KEYS: put that key back, or give the secret again`,
  );
}

async function serverKeys(
  { serverKeys }: MerchantInput,
  before: Merchant | null,
  today: string,
): Promise<{ kept: readonly ServerKey[]; reasons: string[] }> {
  const present = before?.serverKeys ?? [];
  if (serverKeys === undefined) return { kept: present, reasons: [] };
  const resolved = await Promise.all(
    serverKeys.map(async (key, at) => {
      if (typeof key === "string") return { hash: await sha256Hex(key), addedOn: today };
      return (
        present.find((known) => keyIdOf(known) === key.id) ?? `serverKeys.${at}.id is not one of this merchant's keys`
      );
    }),
  );
  return {
    kept: resolved.filter((key) => typeof key !== "string"),
    reasons: resolved.filter((key) => typeof key === "string"),
  };
}

async function challengeOf(
  change: Change,
  { challenge }: MerchantInput,
): Promise<{ kept: Merchant["challenge"] | null; reasons: string[] }> {
  const before = change.before?.challenge;
  if (challenge === null) return { kept: null, reasons: [] };
  if (challenge === undefined && before === undefined) return { kept: null, reasons: [] };
  const siteKey = challenge?.siteKey ?? before?.siteKey ?? "";
  const secret = await secretFor(change, "challenge.secret", challenge?.secret, before?.secret ?? null);
  if (secret === null) return { kept: null, reasons: ["challenge.secret is missing: Turnstile's secret key"] };
  return { kept: { siteKey, secret }, reasons: [] };
}
