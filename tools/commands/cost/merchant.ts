/** A merchant as KV holds it: an ordinary one, with as much in its record as most have. */
import { Merchant } from "../../../worker/merchants/schema.ts";

export const merchantId = (number: number): string => `mch_${number}`;

/** The one origin of its pages. */
export const originOf = (id: string): string => `https://${id.replace("_", "-")}.example`;

const ANY = "mch_any";

/** The record as text, of the merchant with this id. */
export const merchantTextOf = (cardProgrammes: number): ((id: string) => string) => {
  const text = JSON.stringify(
    Merchant.parse({
      id: ANY,
      name: "A shop",
      mode: "live",
      gateway: "koipay_live",
      origins: [originOf(ANY)],
      place: { country: "US", state: "IL" },
      currency: "USD",
      rates: { visa: 300, mastercard: 300 },
      cardPrograms: Array.from({ length: cardProgrammes }, (_, number) => ({
        id: `${ANY}_${number}`,
        displayName: "Own card",
      })),
      updatedAt: 1,
    }),
  );
  return (id) => text.replaceAll(ANY, id).replaceAll(originOf(ANY), originOf(id));
};
