/** The gateway's own word on surcharges: by card, and by place. Its region list is its own, not ours. */
import type { BinRecord } from "./bin-record.ts";

export interface Region {
  readonly country?: string | undefined;
  readonly state?: string | undefined;
}

const BARRED_STATES = new Set(["CT", "MA", "ME", "PR"]);

/**
 * Whether the gateway would let this card be surcharged there; undefined when it cannot tell. A flag that is no boolean
 * is passed on as it is.
 */
export function isSurchargeable(record: BinRecord, { country, state }: Region): BinRecord["surchargeable"] {
  if (country === undefined || state === undefined) return undefined;
  const isBarred = country.toUpperCase() === "US" && BARRED_STATES.has(state.toUpperCase());
  return record.surchargeable === true ? !isBarred : record.surchargeable;
}
