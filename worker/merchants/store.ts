/**
 * The merchants' place in KV: `m:<id>` holds a merchant, `k:<hash>` names the one merchant of a server key, and `o:<origin>`
 * remembers that some merchant listed an origin. Every read is bounded in time; a failure is an answer, not a throw.
 */
import * as z from "zod";
import { safeName } from "../http/issues.ts";
import { normalisePlace, placeCode } from "../surcharge/places.ts";
import { within } from "../within.ts";
import { Merchant, NamedBrand } from "./schema.ts";

/** A read that takes longer counts as failed: the shopper's page waits three seconds at most. */
const READ_TIMEOUT_MS = 1_000;
/** KV's own cache at each location; half of the minute within which a change must be visible. */
const CACHE_SECONDS = 30;
/** A deleted merchant leaves a mark, so that a location with an older copy cannot bring it back. */
const DELETED_MARK_SECONDS = 86_400;

const DeletedMark = z.object({ deleted: z.literal(true), updatedAt: z.number() });

/** Origins an isolate remembers: some 100 bytes each. */
const MOST_ORIGINS = 10_000;

/** Merchants a page of the list. */
const LIST_PAGE = 500;

/** What a list shows of a merchant without reading it: KV's metadata, of 1,024 bytes at most. */
export const MerchantSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  mode: z.enum(["test", "live"]),
  gateway: z.string(),
  enabled: z.boolean(),
  updatedAt: z.number(),
  /** The place of business, such as `US-IL`. Null: written before this was kept, so that the next change adds it. */
  place: z.string().nullable().default(null),
  /** Those with a rate. */
  brands: z.array(NamedBrand).default([]),
});
export type MerchantSummary = z.output<typeof MerchantSummary>;

/** As a newer version may have written it: what it adds is left out, a merchant is never left out of the list for it. */
const ListedSummary = z.object({
  ...MerchantSummary.shape,
  brands: z
    .array(z.string())
    .default([])
    .transform((brands) => brands.flatMap((brand) => NamedBrand.safeParse(brand).data ?? [])),
});

export type StoredMerchant =
  | { readonly kind: "merchant"; readonly merchant: Merchant }
  | { readonly kind: "deleted"; readonly updatedAt: number }
  | { readonly kind: "missing" }
  /** The store did not answer, or answered too late. */
  | { readonly kind: "failed" }
  /** The store holds what this version cannot read, such as settings of a newer one. @see why which, without a value */
  | { readonly kind: "unreadable"; readonly why: string };

/** When a record was written, in milliseconds since 1970; 0 when there is none. */
export function updatedAtOf(stored: StoredMerchant): number {
  if (stored.kind === "merchant") return stored.merchant.updatedAt;
  return stored.kind === "deleted" ? stored.updatedAt : 0;
}

export interface MerchantStore {
  read(id: string): Promise<StoredMerchant>;
  /**
   * Writes the merchant and its indexes; `before` is what it replaces.
   *
   * @param othersKeys hashes among its server keys that are another merchant's: what the index says of these stays
   */
  write(merchant: Merchant, before: Merchant | null, othersKeys?: ReadonlySet<string>): Promise<void>;
  /** Removes the merchant, and from the index what names this merchant and no other. */
  remove(merchant: Merchant, at: number): Promise<void>;
  list(cursor: string | undefined, limit?: number): Promise<{ merchants: MerchantSummary[]; cursor: string | null }>;
  /** The id of the merchant a server key belongs to, null when none, undefined when the store failed. */
  merchantOfKey(hash: string): Promise<string | null | undefined>;
  /** Whether any merchant ever listed this origin; undefined when the store failed. Nothing is granted by it. */
  knowsOrigin(origin: string): Promise<boolean | undefined>;
  /** True when this isolate has read already that some merchant listed the origin. Reads nothing. */
  hasSeenOrigin(origin: string): boolean;
}

export const summaryOf = (merchant: Merchant): MerchantSummary => {
  const { id, name, mode, gateway, enabled, updatedAt, rates } = merchant;
  const brands = NamedBrand.options.filter((brand) => (rates[brand] ?? 0) > 0);
  return { id, name, mode, gateway, enabled, updatedAt, place: placeOf(merchant), brands };
};

/** A code, which is short; of a state that nobody knows the country alone. */
function placeOf(merchant: Merchant): string {
  const code = placeCode(normalisePlace(merchant.place));
  return /^[A-Z]{2}-[0-9A-Z]{1,3}$/.test(code) ? code : merchant.place.country;
}

/** Merchants in the KV namespace `kv`. One for each isolate, which remembers the origins it has seen. */
export function kvStore(kv: KVNamespace): MerchantStore {
  // Marks are never taken back, so one that was seen needs no second reading: of a preflight, or of a merchant's record.
  const listed = new Set<string>();
  const remember = (origins: readonly string[]) => {
    for (const origin of origins) listed.add(origin);
    for (const oldest of listed) {
      if (listed.size <= MOST_ORIGINS) return;
      listed.delete(oldest);
    }
  };
  const readText = (key: string) =>
    within(READ_TIMEOUT_MS, () => kv.get(key, { type: "text", cacheTtl: CACHE_SECONDS }));
  // One that names another merchant, or cannot be read, stays: a key that a merchant does not list opens nothing.
  const releaseKeys = (keys: Merchant["serverKeys"], id: string) =>
    Promise.all(
      keys.map(async ({ hash }) => {
        if ((await readText(`k:${hash}`)) === id) await kv.delete(`k:${hash}`);
      }),
    );

  return {
    async read(id) {
      const text = await readText(`m:${id}`);
      if (text === undefined) return { kind: "failed" };
      if (text === null) return { kind: "missing" };
      const stored = parseStored(text, id);
      if (stored.kind === "merchant") remember(stored.merchant.origins);
      return stored;
    },

    async write(merchant, before, othersKeys = new Set()) {
      const hashes = merchant.serverKeys.map(({ hash }) => hash);
      const gone = (before?.serverKeys ?? []).filter(({ hash }) => !hashes.includes(hash));
      // Indexes first: a key or origin that is known a moment early opens nothing, one known late fails a request.
      await Promise.all([
        ...hashes.filter((hash) => !othersKeys.has(hash)).map((hash) => kv.put(`k:${hash}`, merchant.id)),
        ...merchant.origins.map((origin) => kv.put(`o:${origin}`, "1")),
      ]);
      await kv.put(`m:${merchant.id}`, JSON.stringify(merchant), { metadata: summaryOf(merchant) });
      await releaseKeys(gone, merchant.id);
    },

    async remove(merchant, at) {
      const mark = JSON.stringify({ deleted: true, updatedAt: at } satisfies z.output<typeof DeletedMark>);
      await kv.put(`m:${merchant.id}`, mark, { expirationTtl: DELETED_MARK_SECONDS });
      await releaseKeys(merchant.serverKeys, merchant.id);
    },

    async list(cursor, limit = LIST_PAGE) {
      const page = await kv.list<MerchantSummary>({
        prefix: "m:",
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const merchants = page.keys.flatMap(({ metadata }) => {
        const summary = ListedSummary.safeParse(metadata);
        return summary.success ? [summary.data] : [];
      });
      return { merchants, cursor: page.list_complete ? null : page.cursor };
    },

    merchantOfKey: (hash) => readText(`k:${hash}`),

    hasSeenOrigin: (origin) => listed.has(origin),

    async knowsOrigin(origin) {
      if (listed.has(origin)) return true;
      const mark = await readText(`o:${origin}`);
      if (typeof mark === "string") remember([origin]);
      return mark === undefined ? undefined : mark !== null;
    },
  };
}

function parseStored(text: string, id: string): StoredMerchant {
  const content = jsonIn(text);
  const mark = DeletedMark.safeParse(content);
  if (mark.success) return { kind: "deleted", updatedAt: mark.data.updatedAt };
  const merchant = Merchant.safeParse(content);
  if (!merchant.success) return { kind: "unreadable", why: placesOf(merchant.error) };
  return merchant.data.id === id ? { kind: "merchant", merchant: merchant.data } : { kind: "unreadable", why: "id" };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Where it is not as this version knows it: `wallets, rates.newbrand`. No value is in it, and no name that could be one. */
function placesOf({ issues }: z.ZodError): string {
  const places = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => [...issue.path, key].map(safeName).join("."))
      : [issue.path.map(safeName).join(".") || "all of it"],
  );
  return [...new Set(places)].join(", ");
}
