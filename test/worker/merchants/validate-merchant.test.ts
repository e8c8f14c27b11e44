import { describe, expect, it } from "vitest";
import { constraintsOf } from "../../../worker/merchants/constraints.ts";
import { validateMerchant } from "../../../worker/merchants/validate-merchant.ts";
import type { Draft } from "../../../worker/merchants/validation.ts";
import { compileRules } from "../../../worker/rules/book.ts";
import type { BookRow } from "../../../worker/rules/schema.ts";
import { rules } from "../../support/rules/frozen-book.ts";

const PRODUCTION = { environment: "production", gateways: { own: new Map(), sandboxOrigin: null } } as const;
const AT = new Date("2026-12-01T00:00:00Z");
const first = rules.rows.find(({ id }) => id === "us-oh-credit");
if (first === undefined) throw new Error("us-oh-credit is missing");
const ohio: BookRow = first;

const row = (id: string, change: Partial<BookRow> = {}): BookRow => ({
  ...ohio,
  id,
  places: ["US"],
  requires: ["sign_off", "network_notice", "card_price_posted"],
  ...change,
});
const book = compileRules(
  [
    row("us-visa", { networks: ["visa"], parity: "costlier" }),
    row("us-amex", { networks: ["amex"], parity: "lowest" }),
    row("us-discover", { networks: ["discover"] }),
    row("us-visa-before", { networks: ["visa"], parity: "lowest", effectiveTo: "2026-11-01" }),
  ],
  "test",
);
const retired = [
  { id: "us-old", replacedBy: ["us-visa", "us-amex"], on: "2026-11-27" },
  { id: "us-gone", replacedBy: [], on: "2026-11-27" },
];
const constraints = constraintsOf(PRODUCTION, { book, pack: { retired } }, AT);

const place = { country: "US", state: "OH" };
const cost = (costBps: number, on = "2026-11-01") => ({ costBps, by: "Jo Lee", on });
const told = (draft: Draft) => validateMerchant(draft, constraints);

describe("parity between networks", () => {
  const warnings = (draft: Draft) =>
    told({ place, ...draft }).warnings.filter((text) => !text.includes("recorded cost:"));
  const COSTLIER =
    "a brand that costs as much or more must be surcharged as much, and a cost that nobody recorded may be higher";

  it.each<[string, Draft, string[]]>([
    [
      "cannot be judged while nobody said what is accepted",
      { rates: { visa: 300 } },
      ["accepts is missing: brand parity between networks cannot be judged"],
    ],
    ["is no matter where nothing is surcharged", { rates: { visa: 0 } }, []],
    [
      "is not there where an accepted brand has no rate, and no cost says that it is cheaper",
      { accepts: ["visa", "amex"], rates: { visa: 300 } },
      [`brand parity: visa is surcharged and amex is not; ${COSTLIER} (us-visa)`],
    ],
    [
      "is not there where a brand that costs more has a lower rate",
      { accepts: ["visa", "amex"], rates: { visa: 300, amex: 200 }, costs: { visa: cost(300), amex: cost(350) } },
      [`brand parity: visa has a higher rate than amex; ${COSTLIER} (us-visa)`],
    ],
    [
      "is there where the brand without a rate costs less",
      { accepts: ["visa", "discover"], rates: { visa: 300 }, costs: { visa: cost(300), discover: cost(250) } },
      [],
    ],
    [
      "is not there where American Express is dearer than a brand that is accepted for nothing",
      { accepts: ["amex", "discover"], rates: { amex: 300 } },
      ["brand parity: amex is surcharged and discover is not; it must not be dearer than other cards (us-amex)"],
    ],
    [
      "is judged on what has a rate where that is all that is known",
      { rates: { amex: 300, discover: 200 } },
      [
        "accepts is missing: brand parity between networks cannot be judged",
        "brand parity: amex has a higher rate than discover; it must not be dearer than other cards (us-amex)",
      ],
    ],
    ["is there at one rate for all", { accepts: ["visa", "amex"], rates: { visa: 300, amex: 300 } }, []],
    ["means no debit network", { accepts: ["amex", "interac"], rates: { amex: 300 } }, []],
    [
      "leaves a rate for what is not accepted",
      { accepts: ["visa"], rates: { visa: 300, discover: 300 } },
      ["rates.discover is for a brand that accepts does not name"],
    ],
  ])("%s", (_name, draft, expected) => {
    expect(warnings(draft)).toEqual(expected);
  });

  it("takes each accepted brand once", () => {
    expect(told({ accepts: ["visa", "visa"] }).errors).toEqual(["accepts must not repeat one"]);
  });
});

describe("a merchant's own bounds", () => {
  const rates = { visa: 300, mastercard: 200 };
  const accepts = ["visa" as const, "mastercard" as const];
  const costs = { visa: cost(300), mastercard: cost(200) };
  const ALWAYS = "maximumSurchargeAmount holds every sale that minimumBaseAmount lets through below its rate";

  it.each<[string, Draft, string[]]>([
    ["that leave most sales alone, nothing", { minimumBaseAmount: 1_000, maximumSurchargeAmount: 5_000 }, []],
    ["of exactly one unit, nothing", { minimumBaseAmount: 100, maximumSurchargeAmount: 100 }, []],
    [
      "of less than one unit, the mistake they probably are",
      { minimumBaseAmount: 25, maximumSurchargeAmount: 50 },
      [
        "minimumBaseAmount is less than 1 USD: it is in minor units, and 100 of them make 1 USD",
        "maximumSurchargeAmount is less than 1 USD: it is in minor units, and 100 of them make 1 USD",
      ],
    ],
    ["of one yen, which has no smaller unit, nothing", { currency: "JPY", maximumSurchargeAmount: 1 }, []],
    ["where the lowest rate is reached, nothing", { minimumBaseAmount: 10_000, maximumSurchargeAmount: 200 }, []],
    ["where no rate is, a warning", { minimumBaseAmount: 10_000, maximumSurchargeAmount: 199 }, [ALWAYS]],
  ])("say of bounds %s", (_name, draft, warnings) => {
    expect(told({ currency: "USD", rates, accepts, costs, ...draft })).toEqual({ errors: [], warnings });
  });
});

type Attestations = NonNullable<Draft["attestations"]>;

describe("an attestation of a rule that is not in force any more", () => {
  const attest = (rule: string, on = "2026-11-01") => ({ rule, kind: "sign_off" as const, by: "Jo Lee", on });

  it.each<[string, Attestations, Attestations, string[], string[]]>([
    ["that never was one, refused", [attest("us-zz")], [], ["attestations.0.rule must be the id of a rules row"], []],
    [
      "that is retired, a warning with what replaced it",
      [attest("us-old")],
      [],
      [],
      [
        "attestations.0 counts for nothing: us-old is no row of the rules any more, and us-visa and us-amex in its place",
      ],
    ],
    [
      "that is retired for good",
      [attest("us-gone")],
      [],
      [],
      ["attestations.0 counts for nothing: us-gone is no row of the rules any more, and nothing stands in its place"],
    ],
    [
      "that the merchant had before, a warning",
      [attest("us-visa"), attest("us-zz")],
      [attest("us-zz")],
      [],
      ["attestations.1 counts for nothing: us-zz is no row of the rules any more, and nothing stands in its place"],
    ],
    ["that is in force, nothing", [attest("us-visa")], [], [], []],
  ])("is %s", (_name, attestations, attestedBefore, errors, warnings) => {
    expect(
      validateMerchant(
        { attestations, before: { attestations: attestedBefore, gateway: "", rates: {}, place } },
        constraints,
      ),
    ).toEqual({
      errors,
      warnings,
    });
  });
});

describe("what was recorded", () => {
  const signOff = (rule: string, on: string) => ({ rule, kind: "sign_off" as const, by: "Jo Lee", on });

  it.each([
    ["2026-01-31", []],
    ["2026-01-30", ["too old to count from 2027-01-30 on, record again: costs.visa"]],
    ["2025-12-02", ["too old to count from 2026-12-02 on, record again: costs.visa"]],
    ["2025-12-01", ["too old to count since 2026-12-01, record again: costs.visa"]],
  ])("as a cost on %s is told 60 days before a year is over, and after it", (on, warnings) => {
    expect(told({ costs: { visa: cost(300, on) } }).warnings).toEqual(warnings);
  });

  it("on one day is told together, the soonest first, and a notice never", () => {
    const attestations = [
      signOff("us-visa", "2025-01-10"),
      signOff("us-amex", "2024-12-20"),
      { ...signOff("us-discover", "2024-12-20"), kind: "network_notice" as const },
      { ...signOff("us-discover", "2024-12-20"), kind: "card_price_posted" as const },
      signOff("us-discover", "2026-01-01"),
    ];
    expect(told({ attestations }).warnings).toEqual([
      "too old to count from 2026-12-20 on, record again: the attestation us-amex sign_off, the attestation us-discover card_price_posted",
      "too old to count from 2027-01-10 on, record again: the attestation us-visa sign_off",
    ]);
  });
});

describe("signed texts", () => {
  const french = constraints.textVersions["fr-CA"] ?? "";
  const signed = (change: object = {}) => ({
    textSignOffs: [{ locale: "fr-CA", version: french, by: "Jo Lee", on: "2026-11-01", ...change }],
  });

  it.each([
    ["count in the version that we have", {}, [], []],
    [
      "of another version draw a warning",
      { version: "0123456789abcdef" },
      [],
      [`textSignOffs.0 counts for nothing: the texts of fr-CA are another version now, ${french}`],
    ],
    ["of English are not needed", { locale: "en" }, [], ["textSignOffs.0 is about English, which needs none"]],
    ["must not be in the future", { on: "2026-12-02" }, ["textSignOffs.0.on must not be in the future"], []],
  ])("%s", (_name, change, errors, warnings) => {
    expect(told(signed(change))).toEqual({ errors, warnings });
  });

  it("must be of a language of ours", () => {
    expect(told(signed({ locale: "xx" })).errors[0]).toMatch(
      /^textSignOffs\.0\.locale must be one of en, es, fr, fr-CA,/,
    );
  });
});

describe("rules that moved on under a merchant", () => {
  const capped = compileRules([row("us-cap", { status: "conditional", basis: "fixed", maxBps: 200 })], "capped");
  const under = constraintsOf(PRODUCTION, { book: capped, pack: { retired: [] } }, AT);
  const above = "rates.visa must be at most 200: no rule could allow more in the merchant's place";

  it("never refuse a rate that was there before; a new one or a raised one they do", () => {
    const judged = (now: number, before: number) =>
      validateMerchant(
        { place, rates: { visa: now }, before: { rates: { visa: before }, gateway: "", attestations: [], place } },
        under,
      );
    expect(judged(300, 300)).toMatchObject({ errors: [], warnings: expect.arrayContaining([above]) as string[] });
    expect(judged(310, 300).errors).toEqual([above]);
    expect(judged(300, 0).errors).toEqual([above]);
  });

  it("tell of an attestation from before its row was revised", () => {
    const revised = compileRules([row("us-cap", { revisedOn: "2026-11-20" })], "revised");
    const { warnings } = validateMerchant(
      { attestations: [{ rule: "us-cap", kind: "sign_off", by: "Jo Lee", on: "2026-11-01" }] },
      constraintsOf(PRODUCTION, { book: revised, pack: { retired: [] } }, AT),
    );
    expect(warnings).toEqual([
      "attestations.0 counts for nothing: us-cap was revised on 2026-11-20, so it has to be recorded again",
    ]);
  });
});

describe("a merchant's own place", () => {
  const UNKNOWN = "place is one that no rule knows: no surcharge is ever allowed there";
  const MISSING = "place.state is missing: without it no surcharge is ever allowed in this country";

  it.each<[string, NonNullable<Draft["place"]>, string[]]>([
    ["a state's code", { country: "US", state: "IL" }, []],
    ["a state's name in any writing", { country: "CA", state: "Newfoundland & Labrador" }, []],
    ["a country without states", { country: "GB", state: "Kent" }, []],
    ["a territory", { country: "PR" }, []],
    ["no state", { country: "US" }, [MISSING]],
  ])("that is %s", (_, own, warnings) => {
    expect(told({ place: own })).toEqual({ errors: [], warnings });
  });

  it.each<[string, NonNullable<Draft["place"]>, RegExp]>([
    ["a state that is mistyped", { country: "US", state: "Illinoiss" }, /^place\.state is none of US: .* such as IL/],
    ["a code that is none", { country: "US", state: "ZZ" }, /^place\.state is none of US/],
    ["another country's state", { country: "CA", state: "IL" }, /^place\.state is none of CA: .* such as ON/],
  ])("that is %s is refused, and tolerated where it was stored before", (_, own, error) => {
    const before = { rates: {}, gateway: "", attestations: [], place: own };
    expect(told({ place: own })).toEqual({ errors: [expect.stringMatching(error)], warnings: [] });
    expect(told({ place: own, before: { ...before, place } }).errors).toEqual([expect.stringMatching(error)]);
    expect(told({ place: own, before })).toEqual({ errors: [], warnings: [UNKNOWN] });
  });
});

describe("a record's day", () => {
  const at = (instant: string) => constraintsOf(PRODUCTION, { book, pack: { retired } }, new Date(instant));
  const errors = (on: string, instant: string) =>
    validateMerchant(
      {
        mode: "test",
        costs: { visa: cost(300, on) },
        attestations: [{ rule: "us-cap", kind: "sign_off", by: "Jo Lee", on }],
        textSignOffs: [{ locale: "en", version: "0".repeat(16), by: "Jo Lee", on }],
      },
      at(instant),
    ).errors.filter((error) => error.includes("future"));

  it.each([
    ["Auckland's own", "2026-11-28", "2026-11-27T12:00:00Z"],
    ["Kiritimati's own", "2026-11-28", "2026-11-27T10:00:00Z"],
    ["Greenwich's own", "2026-11-27", "2026-11-27T00:00:00Z"],
    ["Hawaii's own", "2026-11-26", "2026-11-27T09:00:00Z"],
  ])("may be %s today", (_, on, instant) => {
    expect(errors(on, instant)).toEqual([]);
  });

  it("may be no day that has begun nowhere", () => {
    expect(errors("2026-11-28", "2026-11-27T09:59:59Z")).toEqual([
      "costs.visa.on must not be in the future",
      "attestations.0.on must not be in the future",
      "textSignOffs.0.on must not be in the future",
    ]);
  });
});

describe("what was probably not meant", () => {
  it.each([1, 3, 49])("is a rate of %i basis points: the unit is told", (rate) => {
    expect(told({ rates: { visa: rate } }).warnings).toContainEqual(
      expect.stringMatching(/^rates\.visa is \d+ basis points, which is 0\.\d\d %: rates are in basis points/),
    );
  });

  it.each([0, 50, 300])("is no rate of %i basis points", (rate) => {
    expect(told({ rates: { visa: rate } }).warnings.join()).not.toContain("which is");
  });

  const attest = (rule: string, kind: "sign_off" | "actual_fee" | "statutory_text") => {
    const attestations = [{ rule, kind, by: "Jo Lee", on: "2026-11-01", text: "Words." }];
    return validateMerchant({ attestations }, constraintsOf(PRODUCTION, { book: either, pack: { retired } }, AT));
  };
  const either = compileRules([row("us-either", { basis: "either", requires: ["statutory_text"] })], "test");

  it("is an attestation that its row does not ask for: it says what the row asks for", () => {
    expect(attest("us-either", "sign_off").warnings).toEqual([
      "attestations.0 counts for nothing: us-either does not ask for sign_off, but for statutory_text, actual_fee",
    ]);
  });

  it("is none that its row asks for, or that chooses the cost where it may", () => {
    for (const kind of ["statutory_text", "actual_fee"] as const)
      expect(attest("us-either", kind).warnings).toEqual([]);
  });
});
