/** The BIN database: the published test cards, the document's own sample, the triggers, and the invented BINs. */
import type { BinRecord } from "./bin-record.ts";
import { HOUSE_BINS } from "./house-bins.ts";
import { INVENTED_BINS } from "./invented-bins.ts";
import { DOCUMENTED_SAMPLE, TEST_CARDS, TRIGGER_RECORD, TRIGGERS } from "./test-cards.ts";

const BIN_LENGTH = 6;

const DATABASE: ReadonlyMap<string, BinRecord> = new Map([
  ...INVENTED_BINS.map(({ bin, record }) => [bin, record] as const),
  ...HOUSE_BINS.map(({ bin, record }) => [bin, record] as const),
  ...TRIGGERS.map(({ number }) => [number.slice(0, BIN_LENGTH), TRIGGER_RECORD] as const),
  ...[...TEST_CARDS, DOCUMENTED_SAMPLE].map(({ number, record }) => [number.slice(0, BIN_LENGTH), record] as const),
]);

/** What is known of a BIN or a longer number, or null. */
export function findBin(digits: string): BinRecord | null {
  return DATABASE.get(digits.slice(0, BIN_LENGTH)) ?? null;
}

/** The brand's name in the database's own spelling; empty when it has none. */
export function brandOf(digits: string): string {
  return findBin(digits)?.brand ?? "";
}
