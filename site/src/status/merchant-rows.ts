/** The list of merchants: each with its last 24 hours and what wants a look; searched, filtered, sorted and paged. Pure. */
import type { Activity } from "./activity.ts";
import type { MerchantRow } from "./read/merchants.ts";

export interface ListedMerchant extends MerchantRow {
  /** Of the last 24 hours; null: not read, or none. */
  readonly answers: number | null;
  readonly unknownShare: number | null;
  /** What wants a look, in words. */
  readonly warnings: readonly string[];
}

export const KINDS = ["all", "warned", "off", "live", "test"] as const;
export type Kind = (typeof KINDS)[number];
export const SORTS = ["name", "answers", "unknown", "warnings"] as const;
export type Sort = (typeof SORTS)[number];

export interface Wish {
  readonly search: string;
  readonly kind: Kind;
  readonly sort: Sort;
  /** From 0. */
  readonly page: number;
}

export interface MerchantsShown {
  readonly rows: readonly ListedMerchant[];
  /** The page that is shown: the last one where the wish was beyond it. */
  readonly page: number;
  readonly pages: number;
  /** In all pages. */
  readonly found: number;
}

export const PAGE_ROWS = 25;

/** From so many answers and such a share on a merchant is worth a look. */
const ENOUGH_ANSWERS = 20;
const MUCH_UNKNOWN = 0.1;
const NEAR_DAYS = 30;

/**
 * @param known warnings of those merchants that were read one by one
 */
export function listMerchants(
  merchants: readonly MerchantRow[],
  activities: ReadonlyMap<string, Pick<Activity, "answers" | "unknownShare">>,
  known: ReadonlyMap<string, readonly string[]>,
): readonly ListedMerchant[] {
  return merchants.map((merchant) => {
    const { answers, unknownShare } = activities.get(merchant.id) ?? { answers: null, unknownShare: null };
    const warnings = [...listWarnings(merchant, answers, unknownShare), ...(known.get(merchant.id) ?? [])];
    return { ...merchant, answers, unknownShare, warnings };
  });
}

function listWarnings({ lapses, taxNotice }: MerchantRow, answers: number | null, unknown: number | null): string[] {
  const near = lapses.filter(({ daysLeft }) => daysLeft <= NEAR_DAYS);
  const [first] = near;
  const warnings: string[] = [];
  if (unknown !== null && (answers ?? 0) >= ENOUGH_ANSWERS && unknown >= MUCH_UNKNOWN)
    warnings.push("Many answers of the last 24 hours are unknown");
  if (first !== undefined)
    warnings.push(
      `${[...new Set(near.map(({ brand }) => brand))].join(", ")} lapse${near.length === 1 ? "s" : ""} from ${first.on} on`,
    );
  if (taxNotice != null)
    warnings.push(
      `Tax on the surcharge: ${taxNotice.amiss} of ${taxNotice.surcharges} do not go with the law of ${taxNotice.place}`,
    );
  return warnings;
}

/** The page that was wished for. Letters are compared without regard to case and accents. */
export function showMerchants(all: readonly ListedMerchant[], { search, kind, sort, page }: Wish): MerchantsShown {
  const words = fold(search).split(/\s+/).filter(Boolean);
  const found = all.filter(
    (merchant) => isOfKind(merchant, kind) && words.every((word) => textOfMerchant(merchant).includes(word)),
  );
  const sorted = found.toSorted((a, b) => ORDER[sort](a, b) || byName(a, b));
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE_ROWS));
  const shown = Math.min(Math.max(0, page), pages - 1);
  return { rows: sorted.slice(shown * PAGE_ROWS, (shown + 1) * PAGE_ROWS), page: shown, pages, found: found.length };
}

const fold = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

const textOfMerchant = ({ id, name, place, gateway }: ListedMerchant) =>
  fold(`${id} ${name} ${place ?? ""} ${gateway}`);

function isOfKind({ warnings, enabled, mode }: ListedMerchant, kind: Kind): boolean {
  if (kind === "warned") return warnings.length > 0;
  if (kind === "off") return !enabled;
  return kind === "all" || mode === kind;
}

const byName = (a: ListedMerchant, b: ListedMerchant) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1;

/** What is not known comes last. */
const ORDER: Readonly<Record<Sort, (a: ListedMerchant, b: ListedMerchant) => number>> = {
  name: byName,
  answers: (a, b) => (b.answers ?? -1) - (a.answers ?? -1),
  unknown: (a, b) => (b.unknownShare ?? -1) - (a.unknownShare ?? -1),
  warnings: (a, b) => b.warnings.length - a.warnings.length,
};
