/** Numbers, money and times in the reader's own way of writing them. A figure that is not there is a dash. */
import type { Quantile } from "./quantiles.ts";
import type { Step } from "./ranges.ts";

export const NOT_THERE = "–";

const LOCALES = typeof navigator === "undefined" ? undefined : [...navigator.languages];

const whole = new Intl.NumberFormat(LOCALES);
const compact = new Intl.NumberFormat(LOCALES, { notation: "compact", maximumFractionDigits: 1 });
const ratio = new Intl.NumberFormat(LOCALES, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const share = new Intl.NumberFormat(LOCALES, { style: "percent", maximumFractionDigits: 1 });
const fineShare = new Intl.NumberFormat(LOCALES, { style: "percent", maximumFractionDigits: 2 });
const rate = new Intl.NumberFormat(LOCALES, { style: "percent", minimumFractionDigits: 2, maximumFractionDigits: 2 });
const relative = new Intl.RelativeTimeFormat(LOCALES, { numeric: "auto" });

export const formatCount = (count: number): string => whole.format(count);

/** For axes and tiles: 12.3K. */
export const formatCompact = (count: number): string => (count < 10_000 ? whole.format(count) : compact.format(count));

/** A share, 0 to 1. Below a tenth of a percent it is told more finely, so that a little is never shown as nothing. */
export function formatShare(part: number | null): string {
  if (part === null) return NOT_THERE;
  return (part > 0 && part < 0.001 ? fineShare : share).format(part);
}

export const formatRatio = (value: number | null): string => (value === null ? NOT_THERE : ratio.format(value));

/** @param rateBps basis points */
export const formatRate = (rateBps: number): string => rate.format(rateBps / 10_000);

export function formatQuantile(quantile: Quantile | null): string {
  if (quantile === null) return NOT_THERE;
  return `${quantile.isOver ? ">" : "≤"} ${whole.format(quantile.ms)} ms`;
}

/** @param amount minor units @param digits of the currency */
export function formatMoney(amount: number, currency: string, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  try {
    return new Intl.NumberFormat(LOCALES, { style: "currency", currency, ...options }).format(amount / 10 ** digits);
  } catch {
    return `${new Intl.NumberFormat(LOCALES, options).format(amount / 10 ** digits)} ${currency}`;
  }
}

const TIME_OPTIONS = {
  clock: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  minute: { hour: "2-digit", minute: "2-digit" },
  hour: { weekday: "short", hour: "2-digit", minute: "2-digit" },
  date: { month: "short", day: "numeric" },
  day: { month: "short", day: "numeric", year: "numeric" },
  moment: { dateStyle: "medium", timeStyle: "medium" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type TimeStyle = keyof typeof TIME_OPTIONS;

const formats = new Map<string, Intl.DateTimeFormat>();

/** In the reader's zone. A day is UTC's own, as it was counted. @param at milliseconds since 1970 */
export function formatTime(at: number, style: TimeStyle): string {
  const zone = style === "day" || style === "date" ? { timeZone: "UTC" } : {};
  const format = formats.get(style) ?? new Intl.DateTimeFormat(LOCALES, { ...TIME_OPTIONS[style], ...zone });
  formats.set(style, format);
  return format.format(at);
}

/** 2026-11-28 12:30:05 UTC, the same everywhere. @param at milliseconds since 1970 */
export const formatUtc = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;

export const STEP_STYLE: Readonly<Record<Step, TimeStyle>> = { minute: "minute", hour: "hour", day: "day" };

/** Such as "in 3 days" or "yesterday". */
export const formatDays = (days: number): string => relative.format(days, "day");
