/** Which stored merchant an operator's request means, and the store's trouble as a refusal. */
import { MerchantId } from "../../contract/lookup.ts";
import type { AppContext } from "../http/app-env.ts";
import { entityTagOf } from "../http/entity-tags.ts";
import { note } from "../http/log.ts";
import { directoryOf, storeOf } from "../merchants/access.ts";
import type { Merchant } from "../merchants/schema.ts";
import { type MerchantStore, updatedAtOf } from "../merchants/store.ts";
import { ProblemError } from "../problem.ts";

/**
 * The merchant's id in the address, noted for the log.
 *
 * @throws ProblemError `invalid_request`
 */
export function readMerchantId(c: AppContext): string {
  const id = MerchantId.safeParse(c.req.param("id"));
  if (!id.success)
    throw new ProblemError(
      "invalid_request",
      "The id in the address must be mch_ and up to 48 letters, digits, _ or -.",
    );
  note(c, { merchant: id.data });
  return id.data;
}

/** The tag of a stored merchant: it changes with every write, also of a secret. Null: there is none. */
export const tagOf = async (merchant: Merchant | null): Promise<string | null> =>
  merchant === null ? null : entityTagOf(merchant);

/** The merchant as it was last written, as far as can be told here; null: there is none. */
export async function readStored(c: AppContext, id: string): Promise<Merchant | null> {
  const directory = directoryOf(c.env, c.get("settings"));
  const local = directory.withoutStore().find((merchant) => merchant.id === id) ?? null;
  const store = storeOf(c.env);
  if (store === null || directory.isConfigured(id)) return local;
  const stored = await store.read(id);
  if (stored.kind === "failed") throw unavailable();
  if (stored.kind === "unreadable") throw unreadable(stored.why);
  const held = directory.held(id);
  // A location may still answer from before a change that this isolate made.
  if (held !== undefined && held.updatedAt > updatedAtOf(stored)) return held.merchant;
  if (stored.kind === "merchant") return stored.merchant;
  return stored.kind === "missing" ? local : null;
}

/**
 * The merchant that the address names, as it was last written.
 *
 * @throws ProblemError `invalid_request`, `unknown_merchant` or `merchant_unavailable`
 */
export async function readMerchant(c: AppContext): Promise<Merchant> {
  const merchant = await readStored(c, readMerchantId(c));
  if (merchant === null) throw new ProblemError("unknown_merchant", "There is no merchant of this id.");
  return merchant;
}

/** A merchant, as a thing that is changed one at a time and as the target of a change. */
export const thingOf = (id: string): string => `merchants/${id}`;

/** What is left of a merchant that was removed; of one that was written, it is `updatedAt`. */
export const REMOVED = "removed";

/** Whether what is read here is older than what was written last. @param word what that change left; undefined: nothing */
export function isOlderThan(word: string | undefined, read: Merchant | null): boolean {
  if (word === undefined) return false;
  return word === REMOVED ? read !== null : (read?.updatedAt ?? 0) < Number(word);
}

export function requireStore(c: AppContext, id: string): MerchantStore {
  if (directoryOf(c.env, c.get("settings")).isConfigured(id))
    throw new ProblemError(
      "invalid_request",
      "This merchant comes from the deployment's plain configuration (MERCHANT): change it there.",
    );
  const store = storeOf(c.env);
  if (store === null)
    throw new ProblemError("merchant_unavailable", "This deployment has no store of merchants: bind MERCHANTS.");
  return store;
}

/** A store that fails is the store's trouble: the operator tries again. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw unavailable(cause);
  }
}

/** It is not written over, for its secrets would be lost. */
const unreadable = (why: string) =>
  new ProblemError(
    "merchant_unavailable",
    `This version cannot read what the store holds of this merchant (${why}): a newer one wrote it. Deploy that version again.`,
  );

export const unavailable = (cause?: unknown) =>
  new ProblemError("merchant_unavailable", "The store of merchants does not answer right now. Try again.", {
    headers: { "Retry-After": "2" },
    cause,
  });
