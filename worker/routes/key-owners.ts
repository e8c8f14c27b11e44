/**
 * Whose a merchant's server keys are. The index names one merchant a key, and only one that lists the key counts: an entry
 * left over from a merchant that is gone, or has another key now, holds nothing up.
 */
import type { AppContext } from "../http/app-env.ts";
import type { Turn } from "../ledger/audit/in-turn.ts";
import { directoryOf, storeOf } from "../merchants/access.ts";
import { owns } from "../merchants/directory.ts";
import { keyIdOf } from "../merchants/operator-view.ts";
import type { Merchant, ServerKey } from "../merchants/schema.ts";
import { ProblemError } from "../problem.ts";
import { readStored, unavailable } from "./stored-merchants.ts";

/** `others`: another merchant's. `free`: nobody's by the index, so that it opens nothing yet. */
type KeyOwner = "own" | "others" | "free";

/**
 * Of each of the merchant's server keys, in their order.
 *
 * @throws ProblemError `merchant_unavailable`
 */
export const keyOwners = (c: AppContext, merchant: Merchant): Promise<KeyOwner[]> =>
  Promise.all(merchant.serverKeys.map(({ hash }) => ownerOf(c, merchant.id, hash)));

async function ownerOf(c: AppContext, id: string, hash: string): Promise<KeyOwner> {
  const directory = directoryOf(c.env, c.get("settings"));
  const local = directory.withoutStore().filter((merchant) => owns(merchant, hash));
  // They win over the index.
  if (local.some((merchant) => merchant.id === id)) return "own";
  const named = await storeOf(c.env)?.merchantOfKey(hash);
  if (named === undefined && storeOf(c.env) !== null) throw unavailable();
  const others = [...local.map((merchant) => merchant.id), named ?? id].filter((one) => one !== id);
  const records = await Promise.all(others.map((one) => readStored(c, one)));
  if (records.some((record) => record !== null && owns(record, hash))) return "others";
  return named === id ? "own" : "free";
}

/** Hashes of the keys that are another merchant's. */
export const othersAmong = ({ serverKeys }: Merchant, owners: readonly KeyOwner[]): ReadonlySet<string> =>
  new Set(serverKeys.filter((_, at) => owners[at] === "others").map(({ hash }) => hash));

/** A key, as a thing that is changed one at a time: it can go from one merchant to another. */
const thingOfKey = (key: ServerKey) => `server-keys/${keyIdOf(key)}`;

export const keysOf = (...merchants: readonly (Merchant | null)[]): string[] =>
  merchants.flatMap((merchant) => merchant?.serverKeys ?? []).map(thingOfKey);

/** What is left of a key that a merchant gave up; of one that it has, it is the merchant's id. */
const NOBODY = "";

/** The owners as they are by what the last change of each key left: the index may be read from before that. */
export const ownersByTurn = (merchant: Merchant, found: readonly KeyOwner[], { left }: Turn): KeyOwner[] =>
  merchant.serverKeys.map((key, at) => {
    const word = left(thingOfKey(key)) ?? NOBODY;
    return word === NOBODY || word === merchant.id ? (found[at] ?? "free") : "others";
  });

/** Leaves whose the keys are that a merchant has now and had before. @param others hashes of another merchant's keys */
export function leaveKeys(
  id: string,
  keys: { readonly before: Merchant | null; readonly after: Merchant | null; readonly others: ReadonlySet<string> },
  { leave }: Turn,
): void {
  for (const key of keys.before?.serverKeys ?? []) if (!keys.others.has(key.hash)) leave(thingOfKey(key), NOBODY);
  for (const key of keys.after?.serverKeys ?? []) if (!keys.others.has(key.hash)) leave(thingOfKey(key), id);
}

/**
 * Refuses keys that come in and are another merchant's. One that the merchant listed before stays listed, for a merchant must
 * be able to be changed and disabled whatever is amiss with its keys.
 *
 * @throws ProblemError `conflict`, naming each key by its place and no merchant
 */
export function refuseOthersKeys(merchant: Merchant, owners: readonly KeyOwner[], before: Merchant | null): void {
  const taken = merchant.serverKeys.flatMap(({ hash }, at) =>
    owners[at] === "others" && (before === null || !owns(before, hash)) ? [`serverKeys.${at}`] : [],
  );
  if (taken.length > 0)
    throw new ProblemError(
      "conflict",
      `${taken.join(", ")} must be no other merchant's key: make a new one for each merchant.`,
    );
}

/** What is told of keys that a merchant lists and that do not open its door. */
export const keyWarnings = (owners: readonly KeyOwner[]): string[] =>
  owners.flatMap((owner, at) => {
    if (owner === "others")
      return [
        `serverKeys.${at} is another merchant's key as well and counts as that one's: make a new one, then end both`,
      ];
    return owner === "free" ? [`serverKeys.${at} opens nothing until the merchant is written once more`] : [];
  });
