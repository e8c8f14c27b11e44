/** What the record of changes tells of a merchant's change. Secrets, and texts that somebody could have put one into, are only named. */
import type { FieldChange } from "../ledger/audit/entry.ts";
import { changedFields } from "../ledger/audit/fields.ts";
import { keyIdOf } from "./operator-view.ts";
import type { Merchant, merchantSettings } from "./schema.ts";

/** Below each setting, the paths whose values are told: `""` is the setting itself, `*` any member or place. */
const SHOWN: Readonly<Record<keyof typeof merchantSettings, readonly string[]>> = {
  name: [],
  enabled: [""],
  mode: [""],
  gateway: [""],
  origins: ["*"],
  place: ["country", "state"],
  currency: [""],
  otherMethods: [],
  accepts: ["*"],
  buyer: [""],
  rates: ["*"],
  costs: ["*.costBps", "*.on"],
  minimumBaseAmount: [""],
  maximumSurchargeAmount: [""],
  attestations: ["*.rule", "*.kind", "*.on"],
  textSignOffs: ["*.locale", "*.version", "*.on"],
  houseCards: [""],
  cardPrograms: ["*.id"],
  locale: [""],
  rateTier: [""],
  locationHint: [""],
  lookupShards: [""],
};

const SHOWN_PATHS = Object.entries(SHOWN).flatMap(([setting, paths]) =>
  paths.map((path) => (path === "" ? setting : `${setting}.${path}`)),
);

/** Secrets first. A sealed one is one field, whose value is not among those that are told. */
function tellable(merchant: Merchant | null): object | null {
  if (merchant === null) return null;
  const { id: _id, updatedAt: _updatedAt, gatewayKey, serverKeys, challenge, ...settings } = merchant;
  return {
    gatewayKey: gatewayKey === null ? undefined : gatewayKey.sealed,
    serverKeys: Object.fromEntries(serverKeys.map((key) => [keyIdOf(key), key.addedOn])),
    challenge: challenge === undefined ? undefined : { siteKey: challenge.siteKey, secret: challenge.secret.sealed },
    ...settings,
  };
}

/** @param before null: it is added @param after null: it is removed */
export const merchantChange = (before: Merchant | null, after: Merchant | null): FieldChange[] =>
  changedFields(tellable(before), tellable(after), SHOWN_PATHS);
