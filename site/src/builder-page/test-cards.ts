/** The cards of the preview: test tokens, which merchants in mode `test` answer without a gateway. */

export interface TestCard {
  readonly label: string;
  /** Empty: no card was typed yet. */
  readonly token: string;
}

/** In the place of a test token: the card that is typed into the sandbox's form. */
export const TYPED = "typed";

export const TEST_CARDS: readonly TestCard[] = [
  { label: "No card yet", token: "" },
  { label: "Credit card", token: "test_card_visa_credit" },
  { label: "Debit card", token: "test_card_visa_debit" },
  { label: "Cannot tell", token: "test_card_unknown" },
];

/** What the preview begins with: the offer is what most people come to see. */
export const FIRST_CARD = "test_card_visa_credit";
