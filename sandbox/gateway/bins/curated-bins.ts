/** Invented BINs chosen by hand: one for each thing that a BIN lookup can say, in the odd spellings it may say it in. */
import type { BinRecord } from "./bin-record.ts";

export interface CuratedBin {
  readonly bin: string;
  /** What is special about it. */
  readonly about: string;
  readonly record: BinRecord;
}

const BANK = "Invented Bank";

/** A card of this BIN makes the lookup itself fail, with the documented 500. */
export const LOOKUP_ERROR_BIN = "499999";

export const CURATED_BINS: readonly CuratedBin[] = [
  {
    bin: "601100",
    about: "Discover credit",
    record: { brand: "Discover", bank: BANK, type: "credit", level: "standard", country: "US", surchargeable: true },
  },
  {
    bin: "305693",
    about: "Charge card",
    record: { brand: "Diners Club", bank: BANK, type: "charge", level: "premium", country: "USA", surchargeable: true },
  },
  {
    bin: "356600",
    about: "JCB credit",
    record: { brand: "JCB", bank: BANK, type: "Credit", level: "Gold", country: "JPN", surchargeable: true },
  },
  {
    bin: "622126",
    about: "UnionPay credit, the brand in two words",
    record: {
      brand: "China UnionPay",
      bank: BANK,
      type: "CREDIT",
      level: "Platinum",
      country: "CN",
      surchargeable: true,
    },
  },
  {
    bin: "340001",
    about: "American Express in full, prepaid",
    record: { brand: "American Express", bank: BANK, type: "Prepaid", level: "", country: "US", surchargeable: false },
  },
  {
    bin: "485340",
    about: "Visa prepaid, in capitals",
    record: {
      brand: "VISA",
      bank: "INVENTED BANK",
      type: "PREPAID",
      level: "PREPAID",
      country: "US",
      surchargeable: false,
    },
  },
  {
    bin: "476173",
    about: "Visa business credit, in capitals",
    record: {
      brand: "VISA",
      bank: "INVENTED BANK",
      type: "CREDIT",
      level: "BUSINESS",
      country: "US",
      surchargeable: true,
    },
  },
  {
    bin: "497010",
    about: "Deferred debit",
    record: {
      brand: "Visa",
      bank: BANK,
      type: "Deferred Debit",
      level: "Classic",
      country: "FRA",
      surchargeable: false,
    },
  },
  {
    bin: "603459",
    about: "Private label",
    record: {
      brand: "Private Label",
      bank: "Invented Stores",
      type: "credit",
      level: "private label",
      country: "US",
      surchargeable: false,
    },
  },
  {
    bin: "451212",
    about: "Co-badged: Visa and Interac debit",
    record: {
      brand: "Visa / Interac",
      bank: BANK,
      type: "debit",
      level: "standard",
      country: "CA",
      surchargeable: false,
    },
  },
  {
    bin: "497212",
    about: "Co-badged: Cartes Bancaires and Visa, credit",
    record: { brand: "CB, VISA", bank: BANK, type: "credit", level: "classic", country: "FR", surchargeable: true },
  },
  {
    bin: "513200",
    about: "Co-badged: Mastercard and eftpos, credit",
    record: {
      brand: "Mastercard/eftpos",
      bank: BANK,
      type: "Credit",
      level: "Standard",
      country: "AUS",
      surchargeable: true,
    },
  },
  {
    bin: "473702",
    about: "Regional debit network as the brand",
    record: { brand: "STAR", bank: BANK, type: "debit", country: "US", surchargeable: false },
  },
  {
    bin: "581149",
    about: "Regional debit network, no type",
    record: { brand: "NYCE", bank: BANK, country: "US", surchargeable: false },
  },
  {
    bin: "501800",
    about: "Maestro debit",
    record: { brand: "MAESTRO", bank: BANK, type: "DEBIT", country: "DEU", surchargeable: false },
  },
  {
    bin: "506699",
    about: "Elo credit",
    record: { brand: "Elo", bank: BANK, type: "credit", level: "grafite", country: "BR", surchargeable: true },
  },
  {
    bin: "968201",
    about: "mada debit",
    record: { brand: "mada", bank: BANK, type: "debit", country: "SA", surchargeable: false },
  },
  {
    bin: "979210",
    about: "Troy credit",
    record: { brand: "TROY", bank: BANK, type: "credit", country: "TR", surchargeable: true },
  },
  {
    bin: "608100",
    about: "RuPay debit",
    record: { brand: "RuPay", bank: BANK, type: "debit", country: "IN", surchargeable: false },
  },
  {
    bin: "421700",
    about: "Contradictory: debit, yet surchargeable",
    record: { brand: "Visa", bank: BANK, type: "debit", level: "standard", country: "US", surchargeable: true },
  },
  {
    bin: "421701",
    about: "Contradictory: prepaid, yet surchargeable",
    record: { brand: "Visa", bank: BANK, type: "Prepaid", level: "standard", country: "US", surchargeable: true },
  },
  {
    bin: "421702",
    about: "Credit of prepaid level, and surchargeable",
    record: { brand: "Visa", bank: BANK, type: "Credit", level: "Prepaid", country: "USA", surchargeable: true },
  },
  {
    bin: "421703",
    about: "Credit without the surchargeable flag",
    record: { brand: "Visa", bank: BANK, type: "credit", level: "standard", country: "US" },
  },
  {
    bin: "421704",
    about: "Credit that may not be surcharged",
    record: { brand: "Visa", bank: BANK, type: "credit", level: "standard", country: "US", surchargeable: false },
  },
  {
    bin: "421705",
    about: "Credit and debit on one card",
    record: { brand: "Visa", bank: BANK, type: "Credit/Debit", level: "standard", country: "BR", surchargeable: true },
  },
  {
    bin: "421706",
    about: "A type nobody has heard of",
    record: {
      brand: "Visa",
      bank: BANK,
      type: "pay by thought",
      level: "standard",
      country: "US",
      surchargeable: true,
    },
  },
  {
    bin: "421707",
    about: "Every word empty",
    record: { brand: "", bank: "", type: "", level: "", country: "", surchargeable: true },
  },
  {
    bin: "421709",
    about: "The surchargeable flag as a word",
    record: { brand: "Visa", bank: BANK, type: "credit", level: "standard", country: "US", surchargeable: "true" },
  },
  {
    bin: "421710",
    about: "The surchargeable flag as a number",
    record: { brand: "Visa", bank: BANK, type: "credit", level: "standard", country: "US", surchargeable: 1 },
  },
  {
    bin: "421711",
    about: "The surchargeable flag as null",
    record: { brand: "Visa", bank: BANK, type: "credit", level: "standard", country: "US", surchargeable: null },
  },
  {
    bin: "421708",
    about: "Blanks around words, a country's name for its code",
    record: {
      brand: " Visa ",
      bank: BANK,
      type: " credit ",
      level: "Signature",
      country: "United States",
      surchargeable: true,
    },
  },
];
