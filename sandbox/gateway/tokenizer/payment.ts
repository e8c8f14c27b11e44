/** What stands behind a token or in the vault. */

export interface Card {
  readonly kind: "card";
  /** The whole number behind a token, which lives as long as the token; leading digits alone in the vault. */
  readonly number: string;
  readonly lastFour: string;
  /** `MM/YY`, or empty when the form did not ask. */
  readonly expiry: string;
  readonly cvv: string;
}

export interface BankAccount {
  readonly kind: "ach";
  readonly routingNumber: string;
  readonly lastFour: string;
  readonly accountType: string;
  readonly secCode: string;
}

export type Payment = Card | BankAccount;

/** A card's leading six digits: what the gateway's BIN lookup works with. */
export function binOf(card: Card): string {
  return card.number.slice(0, 6);
}
