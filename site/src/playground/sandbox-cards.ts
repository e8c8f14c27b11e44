/** Test cards of the sandbox, at a click: each is minted into a token anew. Numbers that the gateway publishes, and nobody holds. */

export interface SandboxCard {
  readonly label: string;
  readonly number: string;
}

/** By the word that stands in the address: no card number does. */
export const SANDBOX_CARDS = {
  visa_credit: { label: "Visa credit", number: "4012000077777777" },
  visa_debit: { label: "Visa debit", number: "4217651111111119" },
  visa_business: { label: "Visa credit, business", number: "4005519200000004" },
  visa_foreign: { label: "Visa credit of Canada", number: "4500600000000061" },
  mastercard_credit: { label: "Mastercard credit of Japan", number: "2223000048400011" },
  mastercard_prepaid: { label: "Mastercard prepaid", number: "5555555555554444" },
  amex_credit: { label: "American Express", number: "371449635398431" },
  discover_unknown: { label: "Discover, of an unknown kind", number: "6011111111111117" },
  house: { label: "The merchant's own card", number: "4840010000000005" },
} as const satisfies Record<string, SandboxCard>;
export type SandboxCardName = keyof typeof SANDBOX_CARDS;

/** In the place of a card's name: one that is typed into the gateway's form. */
export const TYPED = "typed";

export const isSandboxCard = (name: string): name is SandboxCardName => Object.hasOwn(SANDBOX_CARDS, name);
