/** The element's attributes, as every kind of page has them. */
import { type Choices, shipToOf } from "./choices.ts";

/** The form fields that a merchant's server reads. */
export const QUOTE_FIELD = "quote";
export const TOKEN_FIELD = "token";
/** The order, by the server's own id of it. */
export const ORDER_FIELD = "order";

/** Names and values, in the order in which they are written. */
export function attributesOf(choices: Choices): readonly (readonly [name: string, value: string])[] {
  const { merchant, baseAmount, currency, country, state, taxRate, locale, theme, card } = choices;
  const shipTo = shipToOf(choices);
  const optional = (name: string, value: string) => (value === "" ? [] : [[name, value] as const]);
  return [
    ["merchant", merchant],
    ["base-amount", String(baseAmount)],
    ["currency", currency],
    ["country", country],
    ...optional("state", state),
    ...optional("ship-to-country", shipTo?.country ?? ""),
    ...optional("ship-to-state", shipTo?.state ?? ""),
    ...optional("surcharge-tax-rate", taxRate === null ? "" : String(taxRate)),
    ...optional("locale", locale),
    ...optional("theme", theme === "plain" ? "" : theme),
    ["name", QUOTE_FIELD],
    ...optional("token-name", card === "saved" ? "" : TOKEN_FIELD),
  ];
}

/** Where the element's script files and the gateway's are. */
export const addressesOf = ({ service, gateway, version }: Choices) => ({
  module: `${service}/widget/${version}/card-surcharge.js`,
  classic: `${service}/widget/${version}/card-surcharge.classic.js`,
  tokenizer: `${gateway}/tokenizer/tokenizer.js`,
});
