/** Which of some merchants quote against what was found of tax on the surcharge in their own place. Never throws. */
import type { AppContext } from "../http/app-env.ts";
import type { HomeTax, HomeTaxCounts } from "../ledger/counts/home-tax.ts";
import type { MerchantStats } from "../ledger/counts/merchant-stats.ts";
import { PERIOD_MS } from "../ledger/counts/periods.ts";
import { type Sums, taxKey } from "../ledger/counts/series.ts";
import { readSums, sumsByMerchant } from "../ledger/counts/stats-objects.ts";
import { sumOfAll } from "../ledger/counts/sums.ts";
import { TAX_NOTICE_HOURS, type TaxNotice, taxNoticeOf } from "../merchants/tax-notice.ts";
import type { Edition } from "../rules/edition.ts";
import { taxFindingAt } from "../rules/tax-on-surcharge.ts";
import { type Place, placeCode } from "../surcharge/places.ts";
import { within } from "../within.ts";
import { CHECK_TIMEOUT_MS } from "./checks.ts";

interface Seller {
  readonly id: string;
  /** Normalised; null: not known. */
  readonly place: Place | null;
}

/**
 * Notices by merchant. The counters are asked only where a place has a finding, once for all merchants together; while they
 * do not answer there is none.
 */
export async function taxNotices(
  c: AppContext,
  sellers: readonly Seller[],
  { pack }: Pick<Edition, "pack">,
): Promise<ReadonlyMap<string, TaxNotice>> {
  const found = sellers.flatMap(({ id, place }) => {
    const finding = place === null ? null : taxFindingAt(place, pack.taxOnSurcharge);
    return place === null || finding === null || finding.taxed === "unknown" ? [] : [{ id, place, finding }];
  });
  if (found.length === 0) return new Map();
  const counts = await within(CHECK_TIMEOUT_MS, () => taxSums(c.env.MERCHANT_STATS, found));
  return new Map(
    found.flatMap(({ id, place, finding }) => {
      const notice = taxNoticeOf(placeCode(place), finding, homeTaxIn(counts?.get(id)));
      return notice === null ? [] : [[id, notice] as const];
    }),
  );
}

/** What was counted of all merchants, for lists that an operator reads page by page; each reading looks through a whole day. */
let lastRead: { readonly at: number; readonly sums: ReadonlyMap<string, Sums> } | null = null;
const KEPT_MS = 60_000;

async function taxSums(
  namespace: DurableObjectNamespace<MerchantStats>,
  sellers: readonly Pick<Seller, "id">[],
): Promise<ReadonlyMap<string, Sums>> {
  const now = Date.now();
  const span = { from: now - TAX_NOTICE_HOURS * PERIOD_MS.hour, to: now };
  const [only, ...others] = sellers;
  if (only !== undefined && others.length === 0) {
    const hours = await readSums(namespace, { merchantId: only.id, by: "hour", ...span });
    return new Map([[only.id, sumOfAll(hours.map(({ sums }) => sums))]]);
  }
  if (lastRead !== null && now - lastRead.at < KEPT_MS) return lastRead.sums;
  const sums = await sumsByMerchant(namespace, { ...span, series: ["tax"] });
  lastRead = { at: now, sums };
  return sums;
}

function homeTaxIn(sums: Sums | undefined): HomeTaxCounts | undefined {
  if (sums === undefined) return undefined;
  const of = (tax: HomeTax) => sums[taxKey(tax)] ?? 0;
  return { left_out: of("left_out"), zero: of("zero"), rate: of("rate") };
}
