/** Wire schemas of a card programme: the BINs on which a merchant issues its own cards, mirrored from KeySecure. */
import * as z from "zod";

/** The most records one programme may have. */
export const MAX_PROGRAM_BINS = 20_000;

/** The paging rules of KeySecure's list, kept for our mirror of it. */
const DEFAULT_PAGE_SIZE = 10;
export const MAX_PAGE_SIZE = 100;

export const ProgramId = z
  .string()
  .regex(/^[0-9a-z_-]{1,64}$/, "must be a programme's name: 1 to 64 lower-case letters, digits, _ or -");

/** A balance limit as KeySecure gave it: a string whose unit and currency are not documented. Never computed with. */
const BalanceLimit = z.string().max(64, "must be at most 64 characters").nullable();

/** One record of the catalogue, in KeySecure's own words. Null: KeySecure did not say. */
export const ProgramBin = z.strictObject({
  /** The product's order number. */
  cardBinNo: z.string().max(128, "must be at most 128 characters").nullable(),
  /**
   * Leading digits of the programme's cards (ISO/IEC 7812 calls it IIN). Twelve digits or more could be a card number
   * and are refused.
   */
  cardBin: z
    .string()
    .regex(/^\d{6,11}$/, "must be 6 to 11 digits")
    .nullable(),
  /** The network. */
  organization: z.string().max(64, "must be at most 64 characters").nullable(),
  supportPhysical: z.boolean().nullable(),
  supportVirtual: z.boolean().nullable(),
  currencies: z.array(z.string().max(16, "must be at most 16 characters")).max(200, "must be at most 200 currencies"),
  balanceLimit: z.strictObject({
    limitBalance: BalanceLimit,
    limitWeekBalance: BalanceLimit,
    limitAtmDayBalance: BalanceLimit,
    limitAtmMonthBalance: BalanceLimit,
  }),
});
export type ProgramBin = z.output<typeof ProgramBin>;

/** Body of `PUT /v1/admin/card-programs/{program}`: all of the catalogue, or nothing. */
export const ProgramSnapshot = z.strictObject({
  bins: z.array(ProgramBin).max(MAX_PROGRAM_BINS, `must be at most ${MAX_PROGRAM_BINS} records`),
});
export type ProgramSnapshot = z.output<typeof ProgramSnapshot>;

/** Why a pull did not end in a new copy. */
const PULL_PROBLEMS = [
  "system_error",
  "api_key_missing",
  "address_not_allowed",
  "bad_parameter",
  "clock_wrong",
  "token_missing",
  "token_invalid",
  "api_key_unknown",
  "too_frequent",
  "not_enabled",
  "expired",
  "mode_not_supported",
  "pci_not_enabled",
  "other_code",
  "unreachable",
  "timeout",
  "blocked",
  "bad_answer",
  "bad_record",
  "never_ends",
  "too_many",
  "empty",
  "shrinks",
] as const;
export type PullProblem = (typeof PULL_PROBLEMS)[number];

/** The highest code that is taken; those that KeySecure documents have four digits. */
export const MAX_UPSTREAM_CODE = 99_999;

/** Body of `POST /v1/admin/card-programs/{program}/failure`: a pull made elsewhere did not work. */
export const PullFailure = z.strictObject({
  problem: z.enum(PULL_PROBLEMS),
  /** KeySecure's own code, when it gave one. */
  upstreamCode: z.number().int().min(0).max(MAX_UPSTREAM_CODE).nullable(),
});
export type PullFailure = z.output<typeof PullFailure>;

/** What is known of a mirrored programme without reading its records. */
export const ProgramSummary = z.strictObject({
  program: ProgramId,
  /** `stale`: no good pull for {@link STALE_AFTER_DAYS} days. `missing`: pulls were tried, none has worked yet. */
  state: z.enum(["ready", "stale", "failed", "missing"]),
  /** A hash of the content; null while nothing is mirrored. */
  version: z.string().nullable(),
  records: z.number().int(),
  /** Different BINs among the records. */
  bins: z.number().int(),
  /** ISO 8601 time of the last good pull. */
  pulledAt: z.string().nullable(),
  source: z.enum(["push", "sync"]).nullable(),
  /** The last pull, when it failed; the last good copy stays in use. */
  failure: PullFailure.extend({ at: z.string() }).nullable(),
});
export type ProgramSummary = z.output<typeof ProgramSummary>;
export const STALE_AFTER_DAYS = 7;

const wholeNumber = (name: string, least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number, ${name}`)
    .transform(Number)
    .pipe(z.number().min(least, `must be ${name}`).max(most, `must be ${name}`));

/** Query of the paged list: `page` counts from 0; `size` is 10 unless given, at most 100. */
export const ProgramBinsQuery = z.strictObject({
  page: wholeNumber("0 or more", 0, 999_999_999).default(0),
  size: wholeNumber("1 to 100", 1, MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
});

/** One page of a mirrored programme. A page past the end is empty. */
export const ProgramBinsPage = z.strictObject({
  program: ProgramId,
  version: z.string(),
  pulledAt: z.string(),
  page: z.number().int(),
  size: z.number().int(),
  /** Records in all pages together. */
  total: z.number().int(),
  bins: z.array(ProgramBin),
  requestId: z.string(),
});
export type ProgramBinsPage = z.output<typeof ProgramBinsPage>;

/** Answer of a push and of a sync. `unchanged`: KeySecure's content is what was mirrored already. */
export const MirrorAnswer = z.strictObject({
  outcome: z.enum(["stored", "unchanged", "kept"]),
  summary: ProgramSummary,
  /** BINs that came and went; zero unless `stored`. */
  added: z.number().int(),
  removed: z.number().int(),
  /** With `kept`: why the last good copy stays, and what to do. */
  problem: PullFailure.extend({ detail: z.string() }).nullable(),
  requestId: z.string(),
});
export type MirrorAnswer = z.output<typeof MirrorAnswer>;
