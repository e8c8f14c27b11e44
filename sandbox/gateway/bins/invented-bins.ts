/** A few thousand BINs that mean nothing outside this sandbox: the curated ones, and as many again as a database has. */
import type { BinRecord } from "./bin-record.ts";
import { CURATED_BINS } from "./curated-bins.ts";
import { randomFrom } from "./seeded-random.ts";

export interface InventedBin {
  readonly bin: string;
  readonly record: BinRecord;
}

/** One brand's share of the database. Where a list repeats a word, that word comes up more often. */
interface Family {
  readonly count: number;
  /** Six-digit ranges, both ends included. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly brands: readonly string[];
  readonly types: readonly string[];
}

const SEED = 20_261_122;

const EVERY_TYPE = ["credit", "credit", "Credit", "CREDIT", "debit", "Debit", "DEBIT", "prepaid", "Prepaid"];
const DEBIT_ONLY = ["debit", "Debit", "DEBIT"];
const LEVELS = ["standard", "Classic", "gold", "Platinum", "Signature", "Infinite", "World", "Business", "CORPORATE"];
const COUNTRIES = [
  "US",
  "USA",
  "US",
  "USA",
  "CA",
  "CAN",
  "GB",
  "GBR",
  "DE",
  "DEU",
  "FR",
  "AU",
  "AUS",
  "JP",
  "BRA",
  "us",
];
const BANKS = [
  "First Invented",
  "Bank of Nowhere",
  "Second Invented Savings",
  "Harbour Credit Union",
  "Example National",
];

const FAMILIES: readonly Family[] = [
  {
    count: 1600,
    ranges: [[400_001, 498_999]],
    brands: ["Visa", "VISA", "visa"],
    types: [...EVERY_TYPE, "deferred debit"],
  },
  {
    count: 1200,
    ranges: [
      [510_000, 559_999],
      [222_100, 272_099],
    ],
    brands: ["Mastercard", "MasterCard", "MASTERCARD", "mastercard"],
    types: EVERY_TYPE,
  },
  {
    count: 200,
    ranges: [
      [340_100, 349_999],
      [370_000, 379_999],
    ],
    brands: ["Amex", "American Express", "AMERICAN EXPRESS"],
    types: ["credit", "Credit", "charge", "Charge Card", "prepaid"],
  },
  {
    count: 200,
    ranges: [
      [644_000, 649_999],
      [650_000, 652_000],
    ],
    brands: ["Discover", "DISCOVER"],
    types: ["credit", "Credit", "debit", "prepaid"],
  },
  {
    count: 80,
    ranges: [[360_000, 369_999]],
    brands: ["Diners Club", "Diners", "DINERS CLUB"],
    types: ["credit", "charge"],
  },
  { count: 120, ranges: [[352_800, 358_999]], brands: ["JCB", "Jcb"], types: ["credit", "debit", "prepaid"] },
  { count: 160, ranges: [[622_127, 622_925]], brands: ["UnionPay", "UNIONPAY", "China UnionPay"], types: EVERY_TYPE },
  { count: 120, ranges: [[501_801, 501_999]], brands: ["Maestro", "MAESTRO"], types: DEBIT_ONLY },
  { count: 80, ranges: [[506_700, 506_778]], brands: ["Elo", "ELO"], types: ["credit", "debit"] },
  { count: 80, ranges: [[608_101, 608_500]], brands: ["RuPay", "RUPAY"], types: ["credit", "debit", "prepaid"] },
  { count: 60, ranges: [[979_200, 979_289]], brands: ["Troy", "TROY"], types: ["credit", "debit", "prepaid"] },
  { count: 60, ranges: [[968_202, 968_299]], brands: ["mada", "MADA"], types: DEBIT_ONLY },
  {
    count: 100,
    ranges: [[564_100, 564_299]],
    brands: ["STAR", "NYCE", "PULSE", "ACCEL", "SHAZAM", "CULIANCE"],
    types: DEBIT_ONLY,
  },
  { count: 60, ranges: [[590_000, 590_199]], brands: ["Interac", "INTERAC", "eftpos", "EFTPOS"], types: DEBIT_ONLY },
  {
    count: 60,
    ranges: [[603_460, 603_699]],
    brands: ["Private Label", "PRIVATE LABEL"],
    types: ["credit", "private label"],
  },
];

export const INVENTED_BINS: readonly InventedBin[] = invent();

function invent(): InventedBin[] {
  const random = randomFrom(SEED);
  const taken = new Map<string, BinRecord>(CURATED_BINS.map(({ bin, record }) => [bin, record]));
  for (const { count, ranges, brands, types } of FAMILIES) {
    for (const bin of spread(ranges, count)) {
      if (taken.has(bin)) continue;
      const type = random.pick(types);
      const isCredit = /^(credit|charge)/i.test(type);
      taken.set(bin, {
        brand: random.pick(brands),
        bank: random.pick(BANKS),
        type: random.oneIn(40) ? undefined : type,
        level: random.oneIn(10) ? undefined : random.pick(LEVELS),
        country: random.oneIn(30) ? undefined : random.pick(COUNTRIES),
        surchargeable: random.oneIn(25) ? undefined : isCredit,
      });
    }
  }
  return Array.from(taken, ([bin, record]) => ({ bin, record }));
}

/** `count` BINs at even steps through the ranges; fewer when the ranges hold fewer. */
function spread(ranges: Family["ranges"], count: number): string[] {
  const whole = ranges.reduce((sum, [low, high]) => sum + high - low + 1, 0);
  const wanted = Math.min(count, whole);
  return Array.from({ length: wanted }, (_, index) => {
    let offset = Math.floor((index * whole) / wanted);
    for (const [low, high] of ranges) {
      if (offset <= high - low) return String(low + offset);
      offset -= high - low + 1;
    }
    throw new RangeError("an offset beyond the last range");
  });
}
