/** BINs that exist nowhere. */
import type { BinRecord } from "./bin-record.ts";

export interface InventedBin {
  readonly bin: string;
  readonly record: BinRecord;
}

export const INVENTED_BINS: readonly InventedBin[] = [];
