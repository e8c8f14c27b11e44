/**
 * KeySecure's answers, read with an open mind: extra fields, numbers as strings and strings as numbers are taken; a BIN
 * that is no BIN is not. Nothing is computed from a balance limit.
 */
import * as z from "zod";
import { MAX_UPSTREAM_CODE, ProgramBin } from "../../contract/card-programs.ts";

/** A whole number, or its digits as a string. */
const LooseInteger = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^\d{1,16}$/)
      .transform(Number),
  ])
  .pipe(z.number().int().min(0));

/** A text, or a number for one; blank means that nothing was said. */
const LooseText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((text) => {
    const trimmed = text?.trim() ?? "";
    return trimmed === "" ? null : trimmed;
  });

const TRUE_WORDS = new Set(["true", "1", "yes", "y"]);
const FALSE_WORDS = new Set(["false", "0", "no", "n"]);

/** A yes or no in any usual spelling; anything else means that nothing was said. */
const LooseFlag = z
  .unknown()
  .optional()
  .transform((value) => {
    const word = String(value).toLowerCase();
    if (TRUE_WORDS.has(word)) return true;
    return FALSE_WORDS.has(word) ? false : null;
  });

/** A list of currencies; one text may hold several, separated by commas. */
const LooseCurrencies = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(","))])
  .nullish()
  .transform((list) => (list ?? []).map((currency) => currency.trim()).filter((currency) => currency !== ""));

/** One record of `data.list`. */
const UpstreamBin = z
  .object({
    card_bin_no: LooseText,
    card_bin: LooseText,
    organization: LooseText,
    support_physical: LooseFlag,
    support_virtual: LooseFlag,
    currencies: LooseCurrencies,
    balance_limit: z
      .object({
        limit_balance: LooseText,
        limit_week_balance: LooseText,
        limit_atm_day_balance: LooseText,
        limit_atm_month_balance: LooseText,
      })
      .nullish(),
  })
  .transform((record) => ({
    cardBinNo: record.card_bin_no,
    cardBin: record.card_bin,
    organization: record.organization,
    supportPhysical: record.support_physical,
    supportVirtual: record.support_virtual,
    currencies: record.currencies,
    balanceLimit: {
      limitBalance: record.balance_limit?.limit_balance ?? null,
      limitWeekBalance: record.balance_limit?.limit_week_balance ?? null,
      limitAtmDayBalance: record.balance_limit?.limit_atm_day_balance ?? null,
      limitAtmMonthBalance: record.balance_limit?.limit_atm_month_balance ?? null,
    },
  }))
  .pipe(ProgramBin);

/** The envelope of every answer. `data` is judged by the call that asked for it. */
export const Envelope = z.object({
  code: LooseInteger.pipe(z.number().max(MAX_UPSTREAM_CODE)),
  data: z.unknown().optional(),
});

/** `data` of Get Token. `expired_time` is documented as unix milliseconds; ten digits are taken for seconds. */
export const TokenData = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,4096}$/),
  expired_time: LooseInteger.transform((time) => (time < 100_000_000_000 ? time * 1_000 : time)).nullish(),
});

/** `data` of the list: records are judged one by one, so that an error can name its record. */
export const ListData = z.object({
  list: z
    .array(z.unknown())
    .nullish()
    .transform((list) => list ?? []),
});

/** A record in our words, or what is wrong with it: the field and what is allowed, never the value. */
export function readRecord(record: unknown): { bin: ProgramBin } | { wrong: string } {
  const parsed = UpstreamBin.safeParse(record);
  if (parsed.success) return { bin: parsed.data };
  const issue = parsed.error.issues[0];
  const field = (issue?.path ?? []).join(".").replace(/^cardBin$/, "card_bin");
  return {
    wrong: `${field === "" ? "it" : field} ${issue?.code === "invalid_type" ? "has the wrong type" : (issue?.message ?? "is not valid")}`,
  };
}
