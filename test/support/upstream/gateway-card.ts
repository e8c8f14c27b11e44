/** What the gateway answers to a BIN lookup. */

const VISA_CREDIT = {
  bin: "424242",
  card_brand: "Visa",
  issuing_bank: "Example Bank",
  card_type: "credit",
  card_level_generic: "standard",
  country: "US",
  is_surchargeable: true,
  payment_method_type: "card",
};

/** A Visa credit card that the gateway calls surchargeable, with what a test changes. */
export const gatewayCard = (change: Partial<typeof VISA_CREDIT> = {}) => ({ ...VISA_CREDIT, ...change });
