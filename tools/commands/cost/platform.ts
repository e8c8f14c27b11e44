/**
 * What the platform bills: Cloudflare's list prices of the Workers Paid plan, and the rows that SQLite counts of what we
 * do. `docs/cost.md` says where each price was read, and when.
 */

/** What is billed, and the calls of rate limiters, which are not. */
export interface Usage {
  requests: number;
  cpuMs: number;
  objectRequests: number;
  /** Time in which objects were active, each of them with its 128 MB. */
  objectActiveMs: number;
  rowsRead: number;
  rowsWritten: number;
  kvReads: number;
  kvWrites: number;
  /** What is stored anew, and then kept for 90 days. */
  storedBytes: number;
  limiterCalls: number;
}

export const NO_USAGE: Readonly<Usage> = {
  requests: 0,
  cpuMs: 0,
  objectRequests: 0,
  objectActiveMs: 0,
  rowsRead: 0,
  rowsWritten: 0,
  kvReads: 0,
  kvWrites: 0,
  storedBytes: 0,
  limiterCalls: 0,
};

/** An object is billed for 128 MB of memory, whatever it uses. */
const OBJECT_GB = 0.128;
/** How long what {@link Usage.storedBytes} counts is kept. */
export const KEPT_DAYS = 90;
const DAYS_A_MONTH = 30;

export interface Position {
  readonly what: string;
  /** Of the unit that the price list has. */
  readonly unitsOf: (usage: Usage) => number;
  /** US dollars a unit. */
  readonly price: number;
  /** Units a month that the plan includes. */
  readonly included: number;
}

const MILLION = 1_000_000;

/** The price list, in the order of the page. */
export const POSITIONS: readonly Position[] = [
  { what: "requests", unitsOf: (usage) => usage.requests / MILLION, price: 0.3, included: 10 },
  { what: "CPU", unitsOf: (usage) => usage.cpuMs / MILLION, price: 0.02, included: 30 },
  { what: "Durable Objects: requests", unitsOf: (usage) => usage.objectRequests / MILLION, price: 0.15, included: 1 },
  {
    what: "Durable Objects: duration",
    unitsOf: (usage) => ((usage.objectActiveMs / 1_000) * OBJECT_GB) / MILLION,
    price: 12.5,
    included: 0.4,
  },
  { what: "SQLite: rows written", unitsOf: (usage) => usage.rowsWritten / MILLION, price: 1, included: 50 },
  { what: "SQLite: rows read", unitsOf: (usage) => usage.rowsRead / MILLION, price: 0.001, included: 25_000 },
  {
    what: "SQLite: storage",
    unitsOf: (usage) => (usage.storedBytes * KEPT_DAYS) / DAYS_A_MONTH / 1e9,
    price: 0.2,
    included: 5,
  },
  { what: "KV: reads", unitsOf: (usage) => usage.kvReads / MILLION, price: 0.5, included: 10 },
  { what: "KV: writes", unitsOf: (usage) => usage.kvWrites / MILLION, price: 5, included: 1 },
];

/** The plan's minimum, US dollars a month. */
export const MONTHLY_MINIMUM = 5;

/** Workers Logs: until 30 November 2026 by the event, then by the GB. Storage is for the seven days that it keeps them. */
export const LOGS = { perMillionEvents: 0.6, perGb: 0.25, perGbMonth: 0.1, keptDays: 7 } as const;

/** Rows that a handing over of counts writes for each minute in it: `MerchantStats` is held to both by its test. */
export const ROWS_WRITTEN_PER_MINUTE = 1;
/** Rows that a handing over of one minute's counts reads: that minute's, and whether its hour is known to be unfinished. */
export const FLUSH_ROWS_READ = 2;

/** US dollars for each position, without what the plan includes. */
export const chargesOf = (usage: Usage): number[] => POSITIONS.map(({ unitsOf, price }) => unitsOf(usage) * price);

/** US dollars altogether, without what the plan includes. */
export const chargeOf = (usage: Usage): number => chargesOf(usage).reduce((sum, charge) => sum + charge, 0);

/** What a month's usage is billed, with all that the plan includes and its minimum. */
export const billOf = (usage: Usage): number =>
  MONTHLY_MINIMUM +
  POSITIONS.reduce((sum, { unitsOf, price, included }) => sum + Math.max(0, unitsOf(usage) - included) * price, 0);

const KEYS = Object.keys(NO_USAGE) as (keyof Usage)[];

/** The usage times `factor`. */
export const scaled = (usage: Usage, factor: number): Usage =>
  Object.fromEntries(KEYS.map((key) => [key, usage[key] * factor])) as Record<keyof Usage, number>;

export const sumOf = (one: Usage, other: Usage): Usage =>
  Object.fromEntries(KEYS.map((key) => [key, one[key] + other[key]])) as Record<keyof Usage, number>;
