/** BINs that exist nowhere: cards of the sandbox merchant's own programmes, which its KeySecure catalogue lists. */
import { HOUSE_CARD_BIN, POSSIBLE_HOUSE_CARD_BIN } from "../keysecure/catalogue.ts";
import type { BinRecord } from "./bin-record.ts";

export interface InventedBin {
  readonly bin: string;
  readonly record: BinRecord;
}

const HOUSE_CARD: BinRecord = {
  brand: "Visa",
  bank: "Demo Card Company",
  type: "Credit",
  level: "Standard",
  country: "USA",
  surchargeable: true,
};

/** Any number that starts so will do; 4840 0100 0000 0005 and 4859 9937 0000 0003 are valid. */
export const INVENTED_BINS: readonly InventedBin[] = [HOUSE_CARD_BIN, POSSIBLE_HOUSE_CARD_BIN.slice(0, 6)].map(
  (bin) => ({ bin, record: HOUSE_CARD }),
);
