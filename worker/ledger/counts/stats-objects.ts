/**
 * Reaches the {@link MerchantStats} objects. A day is one object's, the next day the next one's, and so on in turn: so what
 * belongs together is in one place, nothing is read twice, and the room of all objects is used alike.
 */
import type { MerchantStats } from "./merchant-stats.ts";
import { addPacked } from "./packed-sums.ts";
import type { PeriodSums } from "./pages.ts";
import { beginningOf, PERIOD_MS, type Period, periodsIn } from "./periods.ts";
import type { SeriesName, Sums } from "./series.ts";
import type { GrowingSums } from "./sums.ts";

type Namespace = DurableObjectNamespace<MerchantStats>;

/** How many there are. Each may hold 10 GB: docs/ledger.md says what that is enough for. Another number would lose what is kept. */
const STATS_OBJECTS = 8;

export interface SumsAsked {
  /** Null: the whole deployment. */
  readonly merchantId: string | null;
  readonly by: Period;
  /** Ms since 1970; the period that it lies in is the first. */
  readonly from: number;
  /** Ms since 1970; the last period begins before it. */
  readonly to: number;
}

/** The object that keeps a day. Makes no call yet. @param ms any moment of the day, since 1970 */
export const statsObject = (namespace: Namespace, ms: number): DurableObjectStub<MerchantStats> =>
  namespace.get(namespace.idFromName(`counts:${Math.floor(ms / PERIOD_MS.day) % STATS_OBJECTS}`));

/** The objects that keep the days of a time. */
const objectsOf = (namespace: Namespace, from: number, to: number) =>
  periodsIn("day", from, to)
    .slice(0, STATS_OBJECTS)
    .map((day) => statsObject(namespace, day));

/**
 * What was counted, oldest first; periods without counts are left out, an unfinished one has what is known by now. Rejects
 * when one of the objects cannot be read.
 */
export async function readSums(
  namespace: Namespace,
  { merchantId, by, from, to }: SumsAsked,
): Promise<readonly PeriodSums[]> {
  const first = beginningOf(by, from);
  const found = await Promise.all(
    objectsOf(namespace, first, to).map((object) => object.read(merchantId, by, first, to)),
  );
  return found.flat().toSorted((one, other) => one.at - other.at);
}

/**
 * What merchants did in a time of a day at most, by merchant; merchants without counts are left out. Rejects when one of the
 * objects cannot be read.
 *
 * @param asked `from` and `to` as in {@link readSums}, by minute; `series`: only these
 */
export async function sumsByMerchant(
  namespace: Namespace,
  asked: { readonly from: number; readonly to: number; readonly series?: readonly SeriesName[] },
): Promise<ReadonlyMap<string, Sums>> {
  const from = beginningOf("minute", asked.from);
  const to = beginningOf("minute", asked.to + PERIOD_MS.minute - 1);
  const found = await Promise.all(
    objectsOf(namespace, from, to).map((object) => object.byMerchant(from, to, asked.series ?? null)),
  );
  const merchants = new Map<string, GrowingSums>();
  for (const packed of found) addPacked(merchants, packed);
  return merchants;
}
