/** Random sales for properties: mostly plausible and often surchargeable, with every doubt and odd place mixed in. */
import fc from "fast-check";
import { BRANDS, type Brand, FUNDINGS, LEVELS } from "../../../contract/lists.ts";
import { MAX_AMOUNT, MAX_TAX_RATE } from "../../../contract/money.ts";
import { RULE_CARDS, RuleRow } from "../../../worker/rules/schema.ts";
import type { DecideInput } from "../../../worker/surcharge/decide.ts";
import type { CardFacts } from "../../../worker/surcharge/facts.ts";
import type { Attestation, SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import { rules } from "../rules/frozen-book.ts";
import { placeOf } from "./deciding.ts";
import { cardFacts, demoProgramme } from "./demo-programme.ts";

const BY = { by: "Dana Demo", on: "2026-03-01" };

const often = <T>(usual: T, otherwise: fc.Arbitrary<T>, weight = 12): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: otherwise });

/** Mostly fresh; sometimes too old to count, not there yet, or too young for a notice. */
const recordedOn = often("2026-03-01", fc.constantFrom("2024-06-01", "2025-11-22", "2026-11-01", "2027-02-01"), 20);

const PERMITTING = ["US-IL", "US-OH", "US-CO", "US-MN", "US-NY", "US-OK", "US-TX", "US-CA", "CA-ON", "GB"];
const place = fc
  .oneof(
    { weight: 12, arbitrary: fc.constantFrom(...PERMITTING) },
    { weight: 2, arbitrary: fc.constantFrom(...new Set(rules.rows.flatMap((row) => row.places))) },
    { weight: 1, arbitrary: fc.constantFrom("US", "CA", "US-XX", "FR", "DE", "KR", "EU", "PR", "US-AS") },
  )
  .map(placeOf);

const amount = fc.oneof(
  fc.integer({ min: 0, max: 200 }),
  fc.integer({ min: 0, max: 5_000_000 }),
  fc.integer({ min: 0, max: MAX_AMOUNT }),
);

const surchargedBrand = fc.constantFrom<Brand>("visa", "mastercard", "discover", "amex", "jcb");
const anyBrands = fc.array(fc.constantFrom(...BRANDS), { maxLength: 2 });

const facts: fc.Arbitrary<CardFacts> = fc
  .record({
    method: often<CardFacts["method"]>("card", fc.constantFrom("other", "unknown"), 30),
    brands: fc.oneof(
      { weight: 12, arbitrary: surchargedBrand.map((brand): Brand[] => [brand]) },
      { weight: 2, arbitrary: fc.tuple(surchargedBrand, surchargedBrand) },
      { weight: 1, arbitrary: anyBrands },
    ),
    funding: often<CardFacts["funding"]>("credit", fc.constantFrom(...FUNDINGS)),
    level: fc.constantFrom(...LEVELS),
    country: fc.option(fc.constantFrom("US", "DK", "FR", "GB", "CA")),
    surchargeable: often<boolean | null>(true, fc.constantFrom(false, null)),
    conflicting: often(false, fc.constant(true), 30),
    customerExempt: often(false, fc.constant(true), 30),
  })
  .map((change) => cardFacts(change));

const basisPoints = fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 10_000 }));
const record = <T>(values: readonly Brand[], of: fc.Arbitrary<T>) =>
  fc.dictionary(fc.constantFrom(...values), of, { maxKeys: values.length }) as fc.Arbitrary<Partial<Record<Brand, T>>>;
const MAIN = ["visa", "mastercard", "discover", "amex", "jcb"] as const;
const allOf = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<Partial<Record<Brand, T>>> =>
  fc.record({ visa: of, mastercard: of, discover: of, amex: of, jcb: of });

const cost = fc
  .tuple(fc.oneof(fc.constant(320), basisPoints), recordedOn)
  .map(([costBps, on]) => ({ costBps, ...BY, on }));
const ALL: readonly Attestation[] = rules.rows.flatMap((row) => [
  ...row.requires.map((kind): Attestation => ({ rule: row.id, kind, text: "The wording.", ...BY })),
  ...(row.basis === "either" ? [{ rule: row.id, kind: "actual_fee" as const, text: "Statement", ...BY }] : []),
]);

const programme: fc.Arbitrary<SurchargeProgramme> = fc
  .record({
    enabled: often(true, fc.constant(false), 30),
    place: place.map(({ country, state }) => (state === null ? { country } : { country, state })),
    currency: often("USD", fc.constantFrom("CAD", "JPY", "KWD"), 30),
    rates: fc.oneof({ weight: 6, arbitrary: allOf(basisPoints) }, record(BRANDS, basisPoints)),
    costs: fc.oneof({ weight: 6, arbitrary: allOf(cost) }, record(MAIN, cost)),
    attestations: fc
      .tuple(fc.oneof({ weight: 6, arbitrary: fc.constant([...ALL]) }, fc.subarray([...ALL])), recordedOn)
      .map(([all, on]) => all.map((one) => ({ ...one, on }))),
    minimumBaseAmount: often<number | undefined>(undefined, fc.integer({ min: 1, max: 1_000_000 }), 10),
    maximumSurchargeAmount: often<number | undefined>(undefined, fc.integer({ min: 1, max: 1_000_000 }), 4),
    accepts: fc.option(fc.subarray([...MAIN, "maestro" as const], { minLength: 1 }), { nil: undefined, freq: 2 }),
    buyer: fc.constantFrom<SurchargeProgramme["buyer"]>(undefined, "consumer", "business"),
    houseCards: fc.constantFrom<SurchargeProgramme["houseCards"]>("exempt", "shown"),
  })
  .map((change) => ({ ...demoProgramme, ...change }));

const instant = often(
  new Date("2026-11-22T12:00:00Z"),
  fc.date({ min: new Date("2025-06-01T00:00:00Z"), max: new Date("2027-12-31T00:00:00Z"), noInvalidDate: true }),
  3,
);

/** What `decide` is asked, but for the rules. */
export type Sale = Omit<DecideInput, "rules">;

/** Any sale. Every field may be the one that forbids it. */
export const anySale: fc.Arbitrary<Sale> = fc
  .record({
    card: facts,
    trouble: often(false, fc.constant(true), 40),
    house: often<DecideInput["houseCard"]>({ match: "none" }, fc.constant({ match: "possible" }), 30),
    programme,
    billing: place,
    sameBilling: fc.boolean(),
    shipTo: fc.option(place, { freq: 2 }),
    baseAmount: amount,
    currency: often<string | null>(null, fc.constantFrom("USD", "EUR"), 30),
    isWaived: often(false, fc.constant(true), 40),
    surchargeTaxRate: fc.oneof(fc.constantFrom(undefined, 0, 8_875), fc.integer({ min: 0, max: MAX_TAX_RATE })),
    at: instant,
  })
  .map(({ card, trouble, house, programme, billing, sameBilling, shipTo, baseAmount, currency, at, ...sale }) => ({
    finding: trouble ? { kind: "trouble", reason: "gateway_timeout" } : { kind: "facts", facts: card },
    houseCard: house,
    programme,
    billing: sameBilling ? placeOf(`${programme.place.country}-${programme.place.state ?? ""}`) : billing,
    shipTo,
    baseAmount,
    currency: currency ?? programme.currency,
    ...sale,
    at,
  }));

const day = fc.constantFrom("2024-01-01", "2026-09-30", "2026-11-22", "2027-03-01", "2028-01-01");

/** Any rule that the schema takes, about the places and brands of {@link anySale}. */
export const anyRule: fc.Arbitrary<RuleRow> = fc
  .record({
    places: fc.array(fc.constantFrom("US", "CA", "EU", ...PERMITTING), { minLength: 1, maxLength: 1 }),
    networks: fc.oneof(fc.constant("all" as const), fc.array(surchargedBrand, { minLength: 1, maxLength: 3 })),
    cards: fc.subarray([...RULE_CARDS], { minLength: 1 }),
    status: fc.constantFrom<RuleRow["status"]>("prohibited", "conditional", "allowed"),
    basis: fc.constantFrom<RuleRow["basis"]>(null, "fixed", "cost-of-acceptance", "both", "either"),
    percent: basisPoints,
    parity: often<RuleRow["parity"]>(undefined, fc.constantFrom("lowest", "costlier"), 4),
    kind: often<RuleRow["kind"]>(undefined, fc.constant("all_in_price"), 6),
    buyers: often<RuleRow["buyers"]>(undefined, fc.constantFrom(["consumer"], ["business"]), 4),
    channels: often<RuleRow["channels"]>(undefined, fc.constantFrom(["web", "phone"], ["in_person"]), 6),
    maxAmount: often<RuleRow["maxAmount"]>(
      undefined,
      fc.record({ amount: fc.integer({ min: 1, max: 5_000 }), currency: fc.constantFrom("USD", "CAD") }),
      6,
    ),
    revisedOn: often<string | undefined>(undefined, fc.constant("2026-06-01"), 6),
    requires: fc.subarray<RuleRow["requires"][number]>(["sign_off", "card_price_posted", "network_notice"]),
    inForce: fc.tuple(fc.option(day), fc.option(day)),
    checkedOn: fc.constantFrom("2026-01-01", "2026-11-22", "2027-06-01"),
    recheckOn: fc.option(day),
  })
  .filter(({ inForce: [from, to] }) => from === null || to === null || from <= to)
  .map(
    ({ status, basis, percent, parity, kind, maxAmount, inForce: [effectiveFrom, effectiveTo], ...rest }): RuleRow => {
      const bars = status === "prohibited";
      const isDuty = kind === "all_in_price" && !bars && rest.requires.length > 0;
      const percentless = bars || isDuty || basis === null || basis === "cost-of-acceptance";
      const row: RuleRow = {
        ...defined({ ...rest, ...(bars ? {} : { parity, maxAmount }), ...(isDuty ? { kind } : {}) }),
        id: "us-added-rule",
        effectiveFrom,
        effectiveTo,
        status: isDuty ? "conditional" : status,
        maxBps: bars ? 0 : percentless ? null : percent,
        basis: bars || isDuty ? null : basis,
        requires: bars ? [] : rest.requires,
        conditions: "Made up.",
        disclosure: "Made up.",
        source: "https://example.com/law",
        asOf: "2026-11-22",
        confidence: "high",
      };
      return { ...row, recheckOn: RuleRow.safeParse(row).success ? row.recheckOn : null };
    },
  );

/** Without the members that are undefined, as a file has them. */
const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
