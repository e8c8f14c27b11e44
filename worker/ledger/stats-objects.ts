/** Reaches the {@link MerchantStats} objects: one to write to, all of them to read. */
import { Counters, type CountRow, MS_PER_MINUTE } from "./counters.ts";
import type { HomeTaxCounts } from "./home-tax.ts";
import type { MerchantStats } from "./merchant-stats.ts";
import { answerKey, type Sums, seriesOf, taxKey } from "./series.ts";

type Namespace = DurableObjectNamespace<MerchantStats>;

/**
 * How many there are; an operator who reads asks all of them. Each may hold 10 GB: together enough for 90 days of some
 * eight million lookups a day, each of another merchant.
 */
export const STATS_OBJECTS = 8;

/** Makes no call yet. @param number from 0 to below {@link STATS_OBJECTS} */
export const statsObject = (namespace: Namespace, number: number): DurableObjectStub<MerchantStats> =>
  namespace.get(namespace.idFromName(`counts:${number}`));

const allObjects = (namespace: Namespace) =>
  Array.from({ length: STATS_OBJECTS }, (_, number) => statsObject(namespace, number));

/**
 * A merchant's rows of a time, out of all objects, oldest first, at most 10,000. Rejects when one of them cannot be read.
 *
 * @param fromMinute first minute, in minutes since 1970
 * @param toMinute the minute after the last one
 */
export async function readCounts(
  namespace: Namespace,
  merchantId: string,
  fromMinute: number,
  toMinute: number,
): Promise<CountRow[]> {
  const found = await Promise.all(allObjects(namespace).map((object) => object.read(merchantId, fromMinute, toMinute)));
  const rows = found.flat().toSorted((one, other) => one.minute - other.minute);
  const counters = new Counters();
  counters.add(rows.map((row) => ({ ...row, merchantId })));
  return counters.take().map(({ merchantId: _merchantId, ...row }) => row);
}

/**
 * Of some merchants' surcharges at home in a time, how many came with their tax rate; by merchant, those without any left
 * out. One call to each object, however many merchants. Rejects when one of them cannot be read.
 *
 * @param fromMinute first minute, in minutes since 1970
 * @param toMinute the minute after the last one
 */
export async function readHomeTax(
  namespace: Namespace,
  merchantIds: readonly string[],
  fromMinute: number,
  toMinute: number,
): Promise<ReadonlyMap<string, HomeTaxCounts>> {
  const found = await Promise.all(
    allObjects(namespace).map((object) => object.homeTax(merchantIds, fromMinute, toMinute)),
  );
  const counts = new Map<string, HomeTaxCounts>();
  for (const { merchantId, homeTax, count } of found.flat()) {
    const known = counts.get(merchantId) ?? { left_out: 0, zero: 0, rate: 0 };
    counts.set(merchantId, { ...known, [homeTax]: known[homeTax] + count });
  }
  return counts;
}

export const PERIODS = { minute: MS_PER_MINUTE, hour: 3_600_000, day: 86_400_000 } as const;
/** What sums are told by. */
export type Period = keyof typeof PERIODS;

export interface PeriodSums {
  /** The period's beginning, in ms since 1970. */
  readonly at: number;
  readonly sums: Sums;
}

export interface SumsAsked {
  /** Null: the whole deployment. */
  readonly merchantId: string | null;
  readonly by: Period;
  /** Ms since 1970; the period that it lies in is the first. */
  readonly from: number;
  /** Ms since 1970; the period that begins at it, or after it, is no longer told. */
  readonly to: number;
}

/**
 * What was counted, out of all objects, oldest first; periods without counts are left out, an unfinished one has what is
 * known by now. Rejects when one of the objects cannot be read.
 */
export async function readSums(
  namespace: Namespace,
  { merchantId, by, from, to }: SumsAsked,
): Promise<readonly PeriodSums[]> {
  const length = PERIODS[by];
  const periods = new Map<number, Record<string, number>>();
  for (const row of await rowsOfAll(namespace, Math.floor(from / length) * length, to)) {
    if (merchantId !== null && merchantId !== row.merchantId) continue;
    const at = Math.floor((row.minute * MS_PER_MINUTE) / length) * length;
    const sums = periods.get(at) ?? {};
    addTo(sums, sumsOf(row));
    periods.set(at, sums);
  }
  return [...periods].map(([at, sums]) => ({ at, sums })).toSorted((one, other) => one.at - other.at);
}

/**
 * What merchants did in a time of a day at most, by merchant; merchants without counts are left out. Rejects when one of the
 * objects cannot be read.
 *
 * @param asked `from` and `to` as in {@link readSums}, by minute; `series`: only these, such as `answer`
 */
export async function sumsByMerchant(
  namespace: Namespace,
  asked: { readonly from: number; readonly to: number; readonly series?: readonly string[] },
): Promise<ReadonlyMap<string, Sums>> {
  const merchants = new Map<string, Record<string, number>>();
  for (const row of await rowsOfAll(namespace, asked.from, asked.to)) {
    const wanted = Object.entries(sumsOf(row)).filter(([key]) => asked.series?.includes(seriesOf(key)) ?? true);
    if (wanted.length === 0) continue;
    const sums = merchants.get(row.merchantId) ?? {};
    addTo(sums, Object.fromEntries(wanted));
    merchants.set(row.merchantId, sums);
  }
  return merchants;
}

async function rowsOfAll(namespace: Namespace, from: number, to: number) {
  const [first, next] = [Math.floor(from / MS_PER_MINUTE), Math.ceil(to / MS_PER_MINUTE)];
  return (await Promise.all(allObjects(namespace).map((object) => object.all(first, next)))).flat();
}

const sumsOf = ({ reason, brand, latencyMs, homeTax, count }: CountRow): Sums => ({
  [answerKey(reason, brand)]: count,
  [`took:${latencyMs ?? "more"}`]: count,
  ...(homeTax === null ? {} : { [taxKey(homeTax)]: count }),
});

function addTo(sums: Record<string, number>, more: Sums): void {
  for (const [key, count] of Object.entries(more)) sums[key] = (sums[key] ?? 0) + count;
}
