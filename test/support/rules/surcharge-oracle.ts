/**
 * A second, slow and independent reading of the same law, to compare `decide` with: section 0 of the research, written
 * as "in every world this card could be in, may it be surcharged, and at which exact fraction?". Shares no code with
 * `worker/surcharge/`; fractions are BigInt pairs.
 */
import type { Brand } from "../../../contract/lists.ts";
import type { RuleRow } from "../../../worker/rules/schema.ts";
import type { Sale } from "../merchant/sales.ts";

interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}
const NOTHING: Fraction = { top: 0n, bottom: 1n };
const bps = (value: number): Fraction => ({ top: BigInt(value), bottom: 10_000n });
const less = (a: Fraction, b: Fraction): boolean => a.top * b.bottom < b.top * a.bottom;
const least = (all: readonly Fraction[]): Fraction => all.reduce((low, one) => (less(one, low) ? one : low));

const EEA = new Set(
  [
    ["AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT"],
    ["NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO"],
  ].flat(),
);
const STATE_COUNTRIES = new Set(["US", "CA"]);
const HOUR = 60 * 60 * 1000;

function days(at: Date): [string, string] {
  const day = (hours: number) => {
    const moved = new Date(at.getTime() + hours * HOUR);
    const [year, month, date] = [moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate()];
    return `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
  };
  return [day(-12), day(14)];
}

const ageInDays = (from: string, to: string): number =>
  Math.round((new Date(`${to}T00:00:00Z`).getTime() - new Date(`${from}T00:00:00Z`).getTime()) / (24 * HOUR));

/** The ISO date some years later; no test records anything on a 29 February. */
const yearsLater = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;

/** What a row permits lapses at an age: a figure or a network's rule soonest, "nothing found" last. */
function isLapsed(row: RuleRow, today: string): boolean {
  if (row.status === "prohibited" || row.kind === "all_in_price") return false;
  if (row.recheckOn !== null && today >= row.recheckOn) return true;
  const isFigure = row.networks !== "all" || row.maxBps !== null || row.maxAmount !== undefined || row.basis !== null;
  return ageInDays(row.checkedOn, today) >= (isFigure ? 120 : row.status === "allowed" ? 365 : 180);
}

const NO_CREDIT = new Set(["interac", "eftpos", "maestro", "mada"]);

/** The exact fraction of the base amount that may be added, zero wherever anything stands against it. */
function oracleFraction(input: Sale, rows: readonly RuleRow[]): Fraction {
  const { finding, programme, houseCard, billing, shipTo, currency } = input;
  const { minimumBaseAmount, maximumSurchargeAmount } = programme;
  if (input.isWaived === true) return NOTHING;
  if (minimumBaseAmount !== undefined && input.baseAmount !== null && input.baseAmount < minimumBaseAmount)
    return NOTHING;
  if (!programme.enabled || finding.kind !== "facts" || currency !== programme.currency) return NOTHING;
  const { facts } = finding;
  if (facts.method !== "card" || facts.conflicting || facts.surchargeable !== true || facts.customerExempt)
    return NOTHING;
  if (facts.funding !== "credit" && facts.funding !== "charge") return NOTHING;
  if (facts.brands.length === 0) return NOTHING;
  if (houseCard.match !== "none" && programme.houseCards === "exempt") return NOTHING;
  const merchantPlace = { country: programme.place.country, state: programme.place.state ?? null };
  const places = [merchantPlace, billing, ...(shipTo ? [shipTo] : [])];

  const inWorld = (
    brand: Brand,
    place: { country: string; state: string | null },
    level: string,
    outside: boolean,
    buyer: string,
    day: string,
    depth: number,
    here: readonly RuleRow[],
  ): Fraction => {
    const rate = programme.rates[brand];
    if (rate === undefined || brand === "other" || brand === "unknown") return NOTHING;
    const state = `${place.country}-${place.state}`;
    const means = (card: string): boolean =>
      card === facts.funding ||
      (level === "consumer" && card === `consumer-${facts.funding}`) ||
      (level === "commercial" && card === "commercial") ||
      (outside && card === "non-EEA-issued") ||
      (houseCard.match !== "none" && card === "house");
    const speaks = here.filter(
      (row) =>
        row.cards.some(means) &&
        (row.buyers === undefined || row.buyers.some((one) => one === buyer)) &&
        (row.channels === undefined || row.channels.includes("web")) &&
        !(row.effectiveFrom !== null && day < row.effectiveFrom) &&
        !(row.effectiveTo !== null && day > row.effectiveTo),
    );
    if (speaks.length === 0 || speaks.some((row) => row.status === "prohibited")) return NOTHING;
    const covers = speaks.filter((row) => row.kind !== "all_in_price");
    if (covers.length === 0) return NOTHING;
    if (STATE_COUNTRIES.has(place.country)) {
      if (!covers.some((row) => row.places.includes(state))) return NOTHING;
      if (!covers.some((row) => row.networks !== "all")) return NOTHING;
    }
    const [earliest, today] = days(input.at);
    const has = (row: RuleRow, kind: string): boolean =>
      programme.attestations.some(
        (a) =>
          a.rule === row.id &&
          a.kind === kind &&
          a.on <= today &&
          a.by !== "" &&
          (row.revisedOn === undefined || a.on >= row.revisedOn) &&
          (kind === "network_notice" ? ageInDays(a.on, earliest) >= 30 : today < yearsLater(a.on, 2)),
      );
    const costOf = (one: Brand) => {
      const cost = programme.costs[one];
      return cost !== undefined && cost.on <= today && today < yearsLater(cost.on, 1) ? cost.costBps : undefined;
    };
    const limits: Fraction[] = [];
    for (const row of speaks) {
      if (isLapsed(row, today)) return NOTHING;
      if (!row.requires.every((kind) => has(row, kind))) return NOTHING;
      const byCost =
        row.basis === "cost-of-acceptance" ||
        row.basis === "both" ||
        (row.basis === "either" && has(row, "actual_fee"));
      const cost = costOf(brand);
      if (byCost && cost === undefined) return NOTHING;
      if (byCost && cost !== undefined) limits.push(bps(cost));
      if (row.maxAmount !== undefined) {
        if (row.maxAmount.currency !== currency) return NOTHING;
        // A quote's rate is whole basis points: what a sum comes to of this sale, rounded down.
        const base = BigInt(input.baseAmount ?? 0);
        if (base > 0n) limits.push(bps(Number((BigInt(row.maxAmount.amount) * 10_000n) / base)));
      }
      if (row.maxBps !== null && !(row.basis === "either" && byCost)) limits.push(bps(row.maxBps));
    }
    // A choice of cost instead of a percentage is no limit of its own where the rest of the law gives none.
    if (!covers.some((row) => row.maxBps !== null || row.maxAmount !== undefined || row.basis === "cost-of-acceptance"))
      return NOTHING;
    for (const { parity } of depth === 0 ? speaks : []) {
      const own = costOf(brand);
      const dearer = (other: Brand) => own === undefined || (costOf(other) ?? Number.POSITIVE_INFINITY) >= own;
      if (parity === "lowest") limits.push(lowestOf(othersOf(brand) ?? ratedBeside(brand)));
      if (parity === "costlier")
        limits.push(least([bps(10_000), ...(othersOf(brand) ?? []).filter(dearer).map(overOther)]));
    }
    return least([...limits, bps(rate)]);
  };

  const overWorlds = (brand: Brand, depth: number): Fraction => {
    const found: Fraction[] = [];
    for (const place of places) {
      const here = rows.filter(
        (row) =>
          (row.networks === "all" || row.networks.includes(brand)) &&
          row.places.some(
            (code) =>
              (code === place.country && code !== "EU") ||
              code === `${place.country}-${place.state}` ||
              (code === "EU" && EEA.has(place.country)),
          ),
      );
      for (const level of facts.level === "unknown" ? ["consumer", "commercial"] : [facts.level])
        for (const outside of facts.country === null ? [true, false] : [!EEA.has(facts.country)])
          for (const buyer of programme.buyer === undefined ? ["consumer", "business"] : [programme.buyer])
            for (const day of days(input.at))
              found.push(inWorld(brand, place, level, outside, buyer, day, depth, here));
    }
    return least(found);
  };

  /** The other credit brands that the shop says it takes; undefined where it says nothing. */
  const othersOf = (brand: Brand) => programme.accepts?.filter((other) => other !== brand && !NO_CREDIT.has(other));
  /** Those with a rate; none of them means that the shop's other cards carry nothing. */
  const ratedBeside = (brand: Brand) => {
    const others = (Object.entries(programme.rates) as [Brand, number][])
      .filter(([other, rate]) => rate > 0 && other !== brand && other !== "other" && other !== "unknown")
      .flatMap(([other]) => (NO_CREDIT.has(other) ? [] : other));
    return others.length === 0 ? null : others;
  };
  const overOther = (other: Brand): Fraction => overWorlds(other, 1);
  const lowestOf = (others: readonly Brand[] | null): Fraction =>
    others === null ? NOTHING : least([bps(10_000), ...others.map(overOther)]);

  const allowed = facts.brands.map((brand) => overWorlds(brand, 0));
  const base = BigInt(input.baseAmount ?? 0);
  // The merchant's own maximum is a sum like any other: whole basis points of this sale, rounded down.
  if (maximumSurchargeAmount !== undefined && base > 0n)
    allowed.push(bps(Number((BigInt(maximumSurchargeAmount) * 10_000n) / base)));
  return least(allowed);
}

/** The tax on a surcharge in minor units, to the nearest one; half of one is one. */
export function oracleTax(surcharge: bigint, { surchargeTaxRate = 0 }: Sale): bigint {
  const [whole, rest] = [
    (surcharge * BigInt(surchargeTaxRate)) / 100_000n,
    (surcharge * BigInt(surchargeTaxRate)) % 100_000n,
  ];
  return rest >= 50_000n ? whole + 1n : whole;
}

/** The exact surcharge in minor units: the fraction of the base amount, rounded down. */
export function oracleSurcharge(input: Sale, rows: readonly RuleRow[]): bigint {
  const { top, bottom } = oracleFraction(input, rows);
  return (BigInt(input.baseAmount ?? 0) * top) / bottom;
}
