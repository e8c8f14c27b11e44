/** Reads the list of merchants page by page, the busiest merchants' sums, and the warnings of those that are on the screen. */
import { type Activity, activityOf } from "./activity.ts";
import type { Client, Reply } from "./client.ts";
import { MerchantPageRead, MerchantRead, type MerchantRow } from "./read/merchants.ts";
import { MerchantSumsRead } from "./read/stats.ts";

/** Against a list that never ends: 50,000 merchants. */
const MOST_PAGES = 100;
/** The busiest come first, and each page costs the service as much as all of them: who is not among these is quiet. */
const MOST_SUM_PAGES = 2;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Warnings are read so many at a time. */
const AT_ONCE = 4;
/** One that could not be read is asked for again after so long. */
const AGAIN_MS = 60_000;

/** @param arrived is told what there is after each page */
export async function readMerchants(
  client: Client,
  arrived: (merchants: readonly MerchantRow[]) => void,
): Promise<Reply<readonly MerchantRow[]>> {
  const all: MerchantRow[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < MOST_PAGES && cursor !== null; page += 1) {
    const query = cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const reply = await client.get(`/v1/admin/merchants${query}`, MerchantPageRead);
    if (!reply.ok) return reply;
    all.push(...reply.value.merchants);
    cursor = reply.value.cursor ?? null;
    arrived([...all]);
  }
  return { ok: true, value: all };
}

/** What each merchant did in the last 24 hours. @param now milliseconds since 1970 */
export async function readActivities(client: Client, now: number): Promise<Reply<ReadonlyMap<string, Activity>>> {
  const activities = new Map<string, Activity>();
  const to = (Math.floor(now / HOUR_MS) + 1) * HOUR_MS;
  const span = { from: new Date(to - DAY_MS).toISOString(), to: new Date(to).toISOString() };
  let cursor: string | null | undefined;
  for (let page = 0; page < MOST_SUM_PAGES && cursor !== null; page += 1) {
    const query = new URLSearchParams({ ...span, series: "answer", ...(cursor === undefined ? {} : { cursor }) });
    const reply = await client.get(`/v1/admin/stats/merchants?${query}`, MerchantSumsRead);
    if (!reply.ok) return reply;
    for (const { merchant, sums } of reply.value.merchants) activities.set(merchant, activityOf(sums));
    cursor = reply.value.cursor ?? null;
  }
  return { ok: true, value: activities };
}

/** Warnings of merchants, read when they come onto the screen and again when a merchant has changed. */
export class KnownWarnings {
  /** Another map whenever something was read. */
  warnings: ReadonlyMap<string, readonly string[]> = new Map();
  /** The merchant's last change, as it was when its warnings were read. */
  readonly #readOf = new Map<string, number>();
  readonly #asking = new Set<string>();
  /** When those that could not be read may be asked for again: milliseconds since 1970. */
  readonly #againAt = new Map<string, number>();
  readonly #client: Client;
  readonly #changed: () => void;
  #waiting: readonly MerchantRow[] = [];
  #running = 0;

  constructor(client: Client, changed: () => void) {
    this.#client = client;
    this.#changed = changed;
  }

  /** Whether nothing is known of it yet. */
  isUnread({ id }: MerchantRow): boolean {
    return !this.warnings.has(id);
  }

  /** These are on the screen now; who was wanted before and is not any more is left out. */
  want(merchants: readonly MerchantRow[]): void {
    const now = Date.now();
    this.#waiting = merchants.filter(
      ({ id, updatedAt }) =>
        this.#readOf.get(id) !== updatedAt && !this.#asking.has(id) && (this.#againAt.get(id) ?? 0) <= now,
    );
    while (this.#running < AT_ONCE && this.#waiting.length > 0) void this.#next();
  }

  async #next(): Promise<void> {
    this.#running += 1;
    for (let [merchant] = this.#waiting; merchant !== undefined; [merchant] = this.#waiting) {
      const { id, updatedAt } = merchant;
      this.#waiting = this.#waiting.slice(1);
      this.#asking.add(id);
      const reply = await this.#client.get(`/v1/admin/merchants/${id}`, MerchantRead);
      this.#asking.delete(id);
      if (reply.ok) {
        this.#readOf.set(id, updatedAt);
        this.#againAt.delete(id);
        this.warnings = new Map([...this.warnings, [id, reply.value.warnings]]);
      } else this.#againAt.set(id, Date.now() + Math.max(AGAIN_MS, reply.failure.retryAfterMs));
      this.#changed();
    }
    this.#running -= 1;
  }
}
