/** Reaches the {@link MerchantStats} objects: one to write to, all of them to read. */
import { Counters, type CountRow } from "./counters.ts";
import type { HomeTaxCounts } from "./home-tax.ts";
import type { MerchantStats } from "./merchant-stats.ts";

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
