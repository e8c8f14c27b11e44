/** What `npm start` says once everything runs. */
import { readAdminKeys } from "../../worker/settings/admin-keys-setting.ts";
import { developmentSecrets } from "./dev-vars.mjs";

/** The operator's key as a person may be told it: itself where it is the published one, else its name.
 * @param {string} setting the setting `ADMIN_KEYS` */
function keyWords(setting) {
  const [first] = readAdminKeys(setting).keys;
  const published = readAdminKeys(developmentSecrets().ADMIN_KEYS ?? "").keys;
  if (first === undefined) return "a key of ADMIN_KEYS in .dev.vars";
  return published.some(({ key }) => key === first.key) ? first.key : `the key ${first.name} in .dev.vars`;
}

/**
 * @param {{ origins: Record<keyof import("./ports.mjs").Ports, string>, adminKeys: string, hasSite: boolean, isUsualPort: boolean }} run `adminKeys` is
 *   the setting of that name; the operator's commands know the usual port by themselves
 */
export function startWords({ origins, adminKeys, hasSite, isUsualPort }) {
  const key = keyWords(adminKeys);
  const later = hasSite ? "" : "      being built: this terminal says when it is there";
  const commands = isUsualPort
    ? `CARD_SURCHARGE_ADMIN_KEY is ${key}`
    : `CARD_SURCHARGE_ORIGIN is ${origins.product}, and CARD_SURCHARGE_ADMIN_KEY is ${key}`;
  return `
  Shop      ${origins.shop}      type 4012 0000 7777 7777 and press Pay
  Product   ${origins.product}
  Sandbox   ${origins.sandbox}      test cards and controls
  Status    ${origins.product}/status      the operator's console; it asks for ${key}
  Docs      ${origins.product}/docs/${later}

  For the operator's commands, ${commands}.

  Ctrl-C ends all three.`;
}
