/** BINs of the sandbox merchant's own programmes, which its KeySecure catalogue lists. */
import { HOUSE_CARD_BIN, POSSIBLE_HOUSE_CARD_BIN } from "../../keysecure/catalogue.ts";
import type { CuratedBin } from "./curated-bins.ts";

const record = {
  brand: "Visa",
  bank: "Demo Card Company",
  type: "Credit",
  level: "Standard",
  country: "USA",
  surchargeable: true,
};

/** Any number that starts so will do; 4840 0100 0000 0005 and 4859 9937 0000 0003 are valid. */
export const HOUSE_BINS: readonly CuratedBin[] = [
  { bin: HOUSE_CARD_BIN.slice(0, 6), about: "The merchant's own card", record },
  {
    bin: POSSIBLE_HOUSE_CARD_BIN.slice(0, 6),
    about: "Possibly the merchant's own card: only longer digits tell",
    record,
  },
];
