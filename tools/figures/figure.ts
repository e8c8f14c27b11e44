/** What a section of `docs/figures.md` consists of, and small words for its tables. Pure. */
import type { FigureRecord } from "./record.ts";

/** Finds a recording by its name; null where there is none. */
export type Read = (name: string) => FigureRecord | null;

/** A point of a plot: with `series`, one of its lines or one of the bars of its colour. */
export interface Point {
  /** A number along a logarithmic scale for lines; a name for bars. */
  readonly x: number | string;
  readonly y: number;
  readonly series?: string;
}

export interface PlotSpec {
  /** The file's name, `docs/figures/NAME.svg`. */
  readonly name: string;
  /** What it shows, as its text alternative. */
  readonly title: string;
  readonly form: "bars" | "lines";
  /** What the numbers are, with their unit. */
  readonly value: string;
  /** What lies along the other axis of lines. */
  readonly along?: string;
  readonly isLogarithmic?: boolean;
  readonly points: readonly Point[];
}

/** A recording as its section tells it. */
export interface Told {
  /** One sentence: what the figure says. */
  readonly says: string;
  readonly table: readonly (readonly string[])[];
  readonly plots: readonly PlotSpec[];
  /** What was simulated. */
  readonly conditions: readonly string[];
  /** A list too long to stand open: what it is, and its entries. */
  readonly folded?: { readonly what: string; readonly entries: readonly string[] };
}

export interface Figure {
  /** The recording's name. */
  readonly name: string;
  readonly title: string;
  /** The words after `npm run`, which record it. */
  readonly command: string;
  /** How long that takes on two cores. */
  readonly minutes: number;
  /** @param read finds another recording, to tell what share of it this one is */
  readonly tell: (record: FigureRecord, read: Read) => Told;
}

/** A figure whose recording has data of this form, which the command that records it vouches for. */
export const figure = <Data>(
  about: Omit<Figure, "tell"> & { readonly tell: (data: Data, read: Read, record: FigureRecord<Data>) => Told },
): Figure => ({
  ...about,
  tell: (record, read) => about.tell(record.data as Data, read, record as FigureRecord<Data>),
});

/** The middle value; the mean of the two middle ones where they are even in number. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (low + high) / 2;
}

/** How often each of some things happened, by its name. */
export type Counts = Readonly<Record<string, number>>;

export const sum = (values: readonly number[]): number => values.reduce((one, other) => one + other, 0);

/** A number with thousands separated, and at most `digits` after the point. */
export const number = (value: number, digits = 0): string =>
  value.toLocaleString("en-US", { maximumFractionDigits: digits, minimumFractionDigits: digits });

/** A share from 0 to 1 as percent. */
export const percent = (share: number, digits = 1): string => `${number(share * 100, digits)} %`;

/** A time as whoever reads it would say it. */
export const seconds = (value: number): string => (value < 120 ? `${number(value)} s` : `${number(value / 60)} min`);
