/**
 * The gateway's published test cards, as its test-data page lists them, and the numbers that make a charge fail.
 * A dash in that page's table is a member left out here.
 */
import type { BinRecord } from "./bin-record.ts";

export interface TestCard {
  readonly number: string;
  readonly record: BinRecord;
}

/** [number, brand, type, surchargeable, country, level] */
type Row = readonly [string, string, string | undefined, boolean, string | undefined, string | undefined];

const PUBLISHED: readonly Row[] = [
  ["4111111111111111", "Visa", "Debit", false, "POL", "Standard"],
  ["4005519200000004", "Visa", "Credit", true, "USA", "Business"],
  ["4009348888881881", "Visa", "Credit", true, "IDN", "Corporate"],
  ["4012000033330026", "Visa", "Credit", true, "USA", "Standard"],
  ["4012000077777777", "Visa", "Credit", true, "USA", "Standard"],
  ["4012888888881881", "Visa", "Credit", true, "UKR", "Infinite"],
  ["4217651111111119", "Visa", "Debit", false, "USA", "Standard"],
  ["4500600000000061", "Visa", "Credit", true, "CAN", "Gold"],
  ["5555555555554444", "Mastercard", "Debit", false, "BRA", "Prepaid"],
  ["2223000048400011", "Mastercard", "Credit", true, "JPN", undefined],
  ["378282246310005", "Amex", "Credit", true, "USA", "Corporate"],
  ["371449635398431", "Amex", "Credit", true, "USA", "Personal"],
  ["6011111111111117", "Discover", undefined, true, undefined, undefined],
];

export const TEST_CARDS: readonly TestCard[] = PUBLISHED.map(
  ([number, brand, type, surchargeable, country, level]) => ({
    number,
    record: { brand, type, surchargeable, country, level, bank: "Test Bank" },
  }),
);

/** The BIN page's own sample, which its test-card table does not list. */
export const DOCUMENTED_SAMPLE: TestCard = {
  number: "4242424242424242",
  record: {
    brand: "Visa",
    bank: "Example Bank",
    type: "credit",
    level: "standard",
    country: "US",
    surchargeable: true,
  },
};

/** How a charge of a trigger number ends. */
export interface Trigger {
  readonly number: string;
  readonly meaning: string;
  readonly code: number;
  readonly text: string;
}

/** Leading digits shared by all triggers; the gateway documents no facts for them, these are ours. */
export const TRIGGER_RECORD: BinRecord = {
  brand: "Visa",
  bank: "Test Bank",
  type: "credit",
  level: "standard",
  country: "US",
  surchargeable: true,
};

export const TRIGGERS: readonly Trigger[] = [
  { number: "4000000000000002", meaning: "declined", code: 200, text: "DECLINED" },
  { number: "4000000000009995", meaning: "insufficient funds", code: 202, text: "INSUFFICIENT FUNDS" },
  { number: "4000000000009987", meaning: "lost card", code: 250, text: "LOST CARD" },
  { number: "4000000000009979", meaning: "stolen card", code: 252, text: "STOLEN CARD" },
  { number: "4000000000000069", meaning: "expired card", code: 223, text: "EXPIRED CARD" },
  { number: "4000000000000051", meaning: "half of the amount approved", code: 110, text: "PARTIAL APPROVAL" },
  { number: "4000000000000010", meaning: "charged, but a refund is declined", code: 100, text: "SUCCESS" },
];
