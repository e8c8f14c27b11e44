import { describe, expect, it } from "vitest";
import { REASON_OUTCOME, REASONS, type Reason } from "../../../contract/lists.ts";
import { explainSale } from "../../../worker/answer/explain.ts";
import { Explained, ExplainRequest } from "../../../worker/answer/explain-schema.ts";
import { compileRules, type RuleBook } from "../../../worker/rules/book.ts";
import type { RuleRow } from "../../../worker/rules/schema.ts";
import type { SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import { demoProgramme } from "../../support/merchant/demo-programme.ts";
import { CHECK_DAY, rules as shipped } from "../../support/rules/frozen-book.ts";

type Request = Record<string, unknown>;
const CREDIT = { brand: "visa", funding: "credit" };
const TEXAS_ASKS = ["sign_off", "card_price_posted"] as const;
const SALE = { card: CREDIT, country: "US", state: "IL", baseAmount: 12_500 };

function explain(request: Request = {}, merchant: Partial<SurchargeProgramme> = {}, rules: RuleBook = shipped) {
  const programme = { ...demoProgramme, ...merchant };
  const cardPrograms = [{ displayName: "Demo Club" }];
  const asked = ExplainRequest.parse({ ...SALE, ...request });
  return Explained.parse(explainSale({ programme, cardPrograms, request: asked, now: CHECK_DAY, rules, findings: [] }));
}

/** For each reason a sale that has it, and what an operator is told would change that; [] where nothing does. */
const CASES: Record<Reason, readonly [Request, Partial<SurchargeProgramme>, readonly string[]]> = {
  eligible: [{}, {}, ["setting rates.visa"]],
  merchant_off: [{}, { enabled: false }, ["setting enabled"]],
  region_missing: [{ state: undefined }, {}, ["sale state"]],
  gateway_unavailable: [{ card: undefined, trouble: "gateway_unavailable" }, {}, []],
  gateway_timeout: [{ card: undefined, trouble: "gateway_timeout" }, {}, []],
  service_limited: [{ card: undefined, trouble: "service_limited" }, {}, []],
  not_a_card: [{ card: { ...CREDIT, method: "other", surchargeable: "no" } }, {}, []],
  card_unrecognised: [{ card: { ...CREDIT, brand: "unknown" } }, {}, []],
  contradictory: [{ card: { ...CREDIT, funding: "debit", surchargeable: "yes" } }, {}, []],
  prepaid: [{ card: { ...CREDIT, funding: "prepaid" } }, {}, []],
  debit: [{ card: { ...CREDIT, funding: "debit" } }, {}, []],
  house_card: [{ card: { ...CREDIT, houseCard: true } }, {}, ["setting houseCards"]],
  customer_exempt: [{ card: { ...CREDIT, customerExempt: true } }, {}, []],
  region_prohibited: [{ shipTo: { country: "US", state: "CT" } }, {}, []],
  region_not_covered: [{ country: "KR", state: undefined }, {}, ["rule"]],
  currency_not_enabled: [{ currency: "EUR" }, {}, ["sale currency"]],
  network_not_enabled: [{}, { rates: { mastercard: 300 } }, ["setting rates.visa"]],
  rules_expired: [{ state: "OK", day: "2026-12-31" }, {}, ["renewal us-visa-credit", "renewal us-ok-credit"]],
  needs_sign_off: [{ state: "TX" }, {}, TEXAS_ASKS.map((kind) => `attestation us-tx-credit ${kind}`)],
  cost_not_recorded: [{}, { costs: {} }, ["setting costs.visa"]],
  eligibility_missing: [{ card: { ...CREDIT, surchargeable: "unknown" } }, {}, []],
  gateway_not_eligible: [{ card: { ...CREDIT, surchargeable: "no" } }, {}, []],
  waived: [{ waive: true }, {}, ["sale waive"]],
  below_minimum: [{ baseAmount: 999 }, { minimumBaseAmount: 1_000 }, ["setting minimumBaseAmount"]],
  rounds_to_zero: [{ baseAmount: 33 }, {}, ["sale baseAmount"]],
};

describe("an explanation", () => {
  it.each(REASONS)("of %s says so first, in the shopper's words too, and what would change it", (reason) => {
    const [request, merchant, remedies] = CASES[reason];
    const told = explain(request, merchant);
    expect(told).toMatchObject({ reason, outcome: REASON_OUTCOME[reason] });
    expect(told.steps[0]).toMatchObject({ reason, decides: true });
    expect(told.steps.filter(({ decides }) => decides)).toHaveLength(1);
    expect(told.steps[0]?.said.join("")).not.toBe("");
    expect(told.texts.message).not.toBe("");
    expect(told.texts.disclosure === null).toBe(reason !== "eligible");
    expect(told.surcharge.surchargeAmount).toBe(reason === "eligible" ? 375 : 0);
    const named = told.toChange.map(({ kind, rule, field }) =>
      [kind, rule, field].filter((part) => part !== null).join(" "),
    );
    expect(named).toEqual(remedies);
    for (const { say } of told.toChange) expect(say).toMatch(/^\S.{10,}$/);
  });

  it("tells of every reason that applies, in the order in which they win, and of all that they lack together", () => {
    const told = explain({ state: "TX", waive: true }, { costs: {}, enabled: false });
    expect(told.steps.map(({ reason }) => reason)).toEqual([
      "merchant_off",
      "needs_sign_off",
      "cost_not_recorded",
      "waived",
    ]);
    expect(told.toChange.map(({ field }) => field)).toEqual(["enabled", ...TEXAS_ASKS, "costs.visa", "waive"]);
  });

  it("says that nothing changes it where one of several reasons can never fall", () => {
    const told = explain({ state: "TX", card: { ...CREDIT, surchargeable: "no" } });
    expect(told.reason).toBe("needs_sign_off");
    expect(told.toChange).toEqual([]);
  });

  it("comes to another decision once what it says is recorded", () => {
    const lacking = explain({ state: "TX" }).toChange;
    expect(lacking).toHaveLength(TEXAS_ASKS.length);
    const records = TEXAS_ASKS.map((kind) => ({ rule: lacking[0]?.rule ?? "", kind, by: "Jo Lee", on: "2026-11-20" }));
    const attestations = [...demoProgramme.attestations, ...records];
    expect(explain({ state: "TX" }, { attestations })).toMatchObject({ reason: "eligible" });
  });

  it("gives each matching rule with what it said, its source, its dates and what it asks to have recorded", () => {
    const { rules: told } = explain({ state: "TX" });
    const texas = told.rows.find(({ id }) => id === "us-tx-credit");
    expect(texas).toMatchObject({
      spoke: true,
      places: ["US-TX"],
      said: TEXAS_ASKS.map((kind) => `us-tx-credit requires ${kind}, which is not recorded`),
      source: expect.stringMatching(/^https:/),
      checkedOn: expect.stringMatching(/^2026-/),
      lapsesOn: expect.stringMatching(/^202\d-/),
    });
    expect(texas?.requires).toContainEqual({ kind: "sign_off", missing: "which is not recorded" });
    const visa = told.rows.find(({ id }) => id === "us-visa-credit");
    expect(visa).toMatchObject({
      spoke: false,
      said: ["us-visa-credit permits it within: 3.00 % and cost"],
    });
  });

  it("says of a rule without a cap that it sets no limit", () => {
    const { rules: told } = explain({ state: "OH" });
    expect(told.rows.find(({ id }) => id === "us-oh-credit")).toMatchObject({
      limit: "no limit",
      said: ["us-oh-credit permits it and sets no limit"],
    });
  });

  it("gives a bar's own word", () => {
    const { rules: told } = explain({ shipTo: { country: "US", state: "CT" } });
    expect(told.rows.find(({ id }) => id === "us-ct-all")).toMatchObject({
      spoke: true,
      status: "prohibited",
      limit: "zero",
      said: ["us-ct-all bars it"],
      lapsesOn: null,
    });
  });

  it.each([
    ["the merchant's rate", {}, { rates: { ...demoProgramme.rates, visa: 100 } }, "rate 100", "rates.visa"],
    [
      "the recorded cost",
      {},
      { costs: { visa: { costBps: 250, by: "Jo Lee", on: "2026-11-01" } } },
      "cost 250",
      "costs.visa",
    ],
    ["the merchant's maximum", {}, { maximumSurchargeAmount: 200 }, "maximum 160", "maximumSurchargeAmount"],
    ["a rule that leaves a choice", { state: "CO" }, {}, "us-co-credit 200", "actual_fee"],
  ])("says what holds the rate and how to change that: %s", (_, request, merchant, limit, field) => {
    const told = explain(request, merchant);
    const [lowest] = told.limits;
    expect(`${lowest?.by} ${lowest?.rateBps}`).toBe(limit);
    expect(told.surcharge.rateBps).toBe(lowest?.rateBps);
    expect(told.toChange[0]?.field).toBe(field);
  });

  it("gives the limits of another brand only where that brand may be surcharged", () => {
    const by = { by: "Jo Lee", on: "2026-11-01" };
    const signOff = { rule: "us-amex-credit", kind: "sign_off" as const, ...by };
    const attestations = [...demoProgramme.attestations, signOff];
    const costs = { amex: { costBps: 280, ...by } };
    const amex = { card: { ...CREDIT, brand: "amex" } };
    const own = ["cost 280", "rate 300"];
    const told = (rates: SurchargeProgramme["rates"], more: SurchargeProgramme["costs"]) => {
      const { limits, toChange } = explain(amex, { attestations, rates, costs: { ...costs, ...more } });
      return [limits.map((limit) => `${limit.by} ${limit.rateBps}`), toChange.map(({ field }) => field)];
    };
    expect(told({ amex: 300 }, {})).toEqual([own, ["accepts"]]);
    expect(told({ amex: 300, visa: 250 }, {})).toEqual([own, ["costs.visa"]]);
    const { visa } = demoProgramme.costs;
    const held = [["us-amex-credit 250", ...own], []];
    expect(told({ amex: 300, visa: 250 }, visa === undefined ? {} : { visa })).toEqual(held);
  });

  it("says that a rule's limit is in another currency, and to ask in that", () => {
    const illinois = shipped.rows.find(({ id }) => id === "us-il-credit");
    const capped = { ...illinois, id: "us-il-sum", maxAmount: { amount: 500, currency: "CAD" } } as RuleRow;
    const told = explain({}, {}, compileRules([...shipped.rows, capped], "2026-11-22.test"));
    expect(told.reason).toBe("currency_not_enabled");
    expect(told.toChange.map(({ kind, field }) => [kind, field])).toEqual([["sale", "currency"]]);
  });

  it("says of a bar that stands alone that nothing covers the place either", () => {
    const { steps } = explain({ shipTo: { country: "US", state: "CT" } });
    expect(steps.map(({ reason }) => reason)).toEqual(["region_prohibited", "region_not_covered"]);
  });

  it("takes the strictest of a co-badged card, and its first brand to show", () => {
    const told = explain({ card: { ...CREDIT, secondBrand: "amex" } });
    expect(told).toMatchObject({ reason: "needs_sign_off", card: { brand: "visa", brandName: "Visa" } });
  });

  it("asks as if the buyer were the one named", () => {
    const bar = shipped.rows.find(({ id }) => id === "us-ct-all");
    const forConsumers = { ...bar, id: "us-il-consumers", places: ["US-IL"], buyers: ["consumer"] } as RuleRow;
    const book = compileRules([...shipped.rows, forConsumers], "2026-11-22.test");
    expect(explain({ buyer: "consumer" }, {}, book).reason).toBe("region_prohibited");
    expect(explain({ buyer: "business" }, {}, book).reason).toBe("eligible");
    expect(explain({ buyer: "business" }, { buyer: "consumer" }, book).reason).toBe("eligible");
  });

  it("decides by the day that is asked about, on both ends of the world", () => {
    expect(explain({ day: "2026-12-31" }).days).toEqual({ first: "2026-12-31", last: "2027-01-01" });
  });
});

describe("a request", () => {
  it.each([
    ["no card and no trouble", { card: undefined }, "exactly one of card or trouble"],
    ["both", { trouble: "gateway_timeout" }, "exactly one of card or trouble"],
    ["a day that is none", { day: "2026-02-30" }, "must be a day such as 2026-11-22"],
    ["a day out of range", { day: "1999-12-31" }, "must be a day from 2000-01-01 to 2099-12-31"],
    ["an amount with a point", { baseAmount: 1.5 }, "must be a whole number of minor units"],
    ["a word that is none", { buyer: "anybody" }, "Invalid option"],
    ["another key", { rates: {} }, "Unrecognized key"],
  ])("is refused with %s", (_, change, message) => {
    const { error } = ExplainRequest.safeParse({ ...SALE, ...change });
    expect(error?.issues.map((issue) => issue.message).join("; ")).toContain(message);
  });

  it("takes null as left out", () => {
    expect(() => explain({ shipTo: null, currency: null, buyer: null, waive: null, day: null })).not.toThrow();
  });
});
