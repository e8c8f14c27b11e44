/** The tables of the research, row by row, as decisions: what each place gives, to whom, and on which day. */
import { describe, expect, it } from "vitest";
import type { Brand, Reason } from "../../../contract/lists.ts";
import { requirementsOf } from "../../../worker/rules/requirements.ts";
import type { Attestation, SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import { type Asked, ask, placeOf } from "../../support/merchant/deciding.ts";
import { demoProgramme } from "../../support/merchant/demo-programme.ts";
import { rules } from "../../support/rules/frozen-book.ts";

const BY = { by: "Dana Demo", on: "2026-11-01" };
const BRANDS = [
  "visa",
  "mastercard",
  "amex",
  "discover",
  "diners",
  "jcb",
  "unionpay",
  "interac",
  "eftpos",
  "elo",
] as const;

const costsOf = (costBps: number): SurchargeProgramme["costs"] =>
  Object.fromEntries(BRANDS.map((brand) => [brand, { costBps, ...BY }]));
const ratesOf = (rateBps: number): SurchargeProgramme["rates"] =>
  Object.fromEntries(BRANDS.map((brand) => [brand, rateBps]));

/** Everything that any rule of the place asks for. */
const attestAll = (code: string): Attestation[] =>
  requirementsOf({ ...placeOf(code), state: null }, rules, BY.on).map((asked) => ({
    ...asked,
    ...BY,
    text: "The wording.",
  }));

/** A merchant in `code` that has recorded everything and would take 9 %, were there no rules; costs are 3.20 %. */
const local = (code: string): Partial<SurchargeProgramme> => ({
  place: { country: code.slice(0, 2), state: code.slice(3) },
  rates: ratesOf(900),
  costs: costsOf(320),
  attestations: attestAll(code),
});

const NOTHING_FOUND =
  "AK AL AR AZ DE GA ID IL IN IA KS KY LA MD MI MO MT NH NM NC ND OH PA SC TN UT VT WA WV WI WY DC FL".split(" ");

describe("a US state where the demo merchant sells to a Visa credit card", () => {
  it.each(NOTHING_FOUND)("US-%s: no bar or cap found, so the network's 3 %% and the cost hold", (state) => {
    expect(ask({ billing: placeOf(`US-${state}`) })).toMatchObject({ reason: "eligible", rateBps: 300 });
  });

  it.each(["CT", "MA", "ME", "PR"])("US-%s: prohibited", (state) => {
    expect(ask({ billing: placeOf(`US-${state}`) })).toMatchObject({ reason: "region_prohibited", rateBps: 0 });
    expect(ask({ merchant: local(`US-${state}`) })).toMatchObject({ reason: "region_prohibited", rateBps: 0 });
  });

  it.each(["AS", "MP", "XX", "ILLINOISS", "AE"])("US-%s: no row of its own, so not covered", (state) => {
    expect(ask({ billing: placeOf(`US-${state}`) })).toMatchObject({ reason: "region_not_covered", rateBps: 0 });
    expect(ask({ shipTo: placeOf(`US-${state}`) })).toMatchObject({ reason: "region_not_covered", rateBps: 0 });
    expect(ask({ merchant: local(`US-${state}`) })).toMatchObject({ reason: "region_not_covered", rateBps: 0 });
  });

  const asking: [string, string[], number][] = [
    ["us-ca-credit", ["sign_off", "card_price_posted", "other_method_offered"], 300],
    ["us-tx-credit", ["sign_off", "card_price_posted"], 300],
    ["us-ny-credit", ["card_price_posted"], 300],
    ["us-ok-credit", ["other_method_offered"], 200],
    ["us-or-credit", ["card_price_posted", "other_method_offered"], 300],
    ["us-va-credit", ["card_price_posted", "other_method_offered"], 300],
    ["us-co-credit", ["other_method_offered", "statutory_text"], 200],
    ["us-mn-credit", ["other_method_offered"], 300],
    ["us-gu-credit", ["sign_off"], 300],
    ["us-hi-credit", ["sign_off"], 300],
    ["us-ms-credit", ["sign_off"], 300],
    ["us-ne-credit", ["sign_off"], 300],
    ["us-ri-credit", ["sign_off"], 300],
    ["us-sd-credit", ["sign_off"], 300],
    ["us-vi-credit", ["sign_off"], 300],
  ];
  it.each(asking)("%s: zero until each of %j is recorded, then %i basis points", (rule, kinds, rateBps) => {
    const billing = placeOf(rule.slice(0, 5).toUpperCase());
    const full = kinds.map((kind) => ({ rule, kind: kind as Attestation["kind"], ...BY, text: "The wording." }));
    expect(ask({ billing, merchant: { attestations: full } })).toMatchObject({ reason: "eligible", rateBps });
    for (const missing of full)
      expect(ask({ billing, merchant: { attestations: full.filter((one) => one !== missing) } })).toMatchObject({
        reason: "needs_sign_off",
        rateBps: 0,
        rules: { ids: [rule] },
      });
  });

  it("takes an attestation only from a named person, not dated ahead, with its text, for that rule and kind", () => {
    const good: Attestation = { rule: "us-ny-credit", kind: "card_price_posted", by: "Dana Demo", on: "2026-11-23" };
    const sell = (attestation: Attestation) =>
      ask({ billing: placeOf("US-NY"), merchant: { attestations: [attestation] } }).reason;
    expect(sell(good)).toBe("eligible");
    expect(sell({ ...good, by: "  " })).toBe("needs_sign_off");
    expect(sell({ ...good, on: "2026-11-24" })).toBe("needs_sign_off");
    expect(sell({ ...good, on: "yesterday" })).toBe("needs_sign_off");
    expect(sell({ ...good, on: "" })).toBe("needs_sign_off");
    expect(sell({ ...good, kind: "sign_off" })).toBe("needs_sign_off");
    expect(sell({ ...good, rule: "us-nj-credit" })).toBe("needs_sign_off");

    const colorado = demoProgramme.attestations.map((one) =>
      one.kind === "statutory_text" ? { ...one, text: " " } : one,
    );
    expect(ask({ billing: placeOf("US-CO"), merchant: { attestations: colorado } }).reason).toBe("needs_sign_off");
  });
});

describe("every place has a say", () => {
  it.each<[string, string, string | null, Reason, number]>([
    ["US-IL", "US-CO", null, "eligible", 200],
    ["US-IL", "US-IL", "US-CO", "eligible", 200],
    ["US-CO", "US-IL", "US-OH", "eligible", 200],
    ["US-IL", "US-OK", "US-CO", "eligible", 200],
    ["US-CT", "US-IL", null, "region_prohibited", 0],
    ["US-IL", "US-IL", "US-CT", "region_prohibited", 0],
    ["US-IL", "US-IL", "CA-QC", "region_prohibited", 0],
    ["US-IL", "US-IL", "GB", "region_prohibited", 0],
    ["US-IL", "US-IL", "NZ", "region_not_covered", 0],
    ["US-IL", "KR", null, "region_not_covered", 0],
    ["US-IL", "TH", null, "region_not_covered", 0],
    ["US", "US-IL", null, "region_not_covered", 0],
    ["US-IL", "US", null, "region_missing", 0],
    ["US-IL", "US-IL", "CA", "region_missing", 0],
    ["US-IL", "CA-ON", null, "eligible", 240],
  ])("merchant %s, billing %s, ship-to %s: %s, %i", (merchant, billing, shipTo, reason, rateBps) => {
    const place = { country: merchant.slice(0, 2), state: merchant.slice(3) };
    expect(
      ask({
        merchant: { place },
        billing: placeOf(billing),
        shipTo: shipTo === null ? null : placeOf(shipTo),
        card: { level: "consumer" },
      }),
    ).toMatchObject({ reason, rateBps });
  });
});

describe("Colorado", () => {
  const actualFee: Attestation = {
    rule: "us-co-credit",
    kind: "actual_fee",
    text: "Processor statement 10/2026",
    ...BY,
  };
  const colorado = (merchant: Partial<SurchargeProgramme>, card: Asked["card"] = {}) =>
    ask({ billing: placeOf("US-CO"), merchant, card });
  const withChoice = { attestations: [...demoProgramme.attestations, actualFee], rates: ratesOf(900) };

  it("caps at 2 % unless the actual-fee choice is recorded with proof", () => {
    expect(colorado({ rates: ratesOf(900) })).toMatchObject({ rateBps: 200, cappedBy: "us-co-credit" });
    expect(colorado(withChoice)).toMatchObject({ rateBps: 300, cappedBy: "us-visa-credit" });
    const noProof = { ...actualFee, text: undefined };
    expect(colorado({ ...withChoice, attestations: [...demoProgramme.attestations, noProof] }).rateBps).toBe(200);
  });

  it("then goes by the recorded cost, also below 2 %", () => {
    expect(colorado({ ...withChoice, costs: costsOf(170) })).toMatchObject({ rateBps: 170, cappedBy: "cost" });
    expect(colorado({ ...withChoice, costs: {} }).reason).toBe("cost_not_recorded");
  });

  it("needs no cost for its own 2 %, but the network still does", () => {
    const noCosts: Partial<SurchargeProgramme> = { ...local("US-CO"), costs: {} };
    // No cost test of the network's: Colorado's 2 % stands by itself.
    expect(colorado(noCosts, { brands: ["jcb"] })).toMatchObject({ reason: "eligible", rateBps: 200 });
    expect(colorado(noCosts)).toMatchObject({ reason: "cost_not_recorded", rules: { ids: ["us-visa-credit"] } });
  });
});

describe("Oklahoma", () => {
  it.each([
    ["2025-10-31T12:00:00Z", "region_not_covered", 0],
    // Already the 1st in Auckland, still the 31st in Honolulu: not in force on both.
    ["2025-11-01T11:59:59Z", "region_not_covered", 0],
    ["2025-11-01T12:00:00Z", "eligible", 200],
    ["2026-11-22T12:00:00Z", "eligible", 200],
    ["2026-12-30T09:59:59Z", "eligible", 200],
    ["2026-12-30T10:00:00Z", "rules_expired", 0],
  ])("at %s: %s", (at, reason, rateBps) => {
    const on = at.startsWith("2025") ? "2025-01-01" : "2026-11-01";
    const attestations = demoProgramme.attestations.map((one) => ({ ...one, on }));
    const costs = { visa: { costBps: 320, by: "Dana Demo", on } };
    expect(ask({ billing: placeOf("US-OK"), at: new Date(at), merchant: { attestations, costs } })).toMatchObject({
      reason,
      rateBps,
    });
  });

  it("is also limited by the cost, where that is lower", () => {
    expect(ask({ billing: placeOf("US-OK"), merchant: { costs: costsOf(150) } })).toMatchObject({
      rateBps: 150,
      cappedBy: "cost",
    });
  });
});

describe("the networks in the United States", () => {
  const merchant = { ...local("US-IL") };
  it.each<[Brand, Reason, number]>([
    ["visa", "eligible", 300],
    ["mastercard", "eligible", 320],
    ["discover", "eligible", 320],
    ["jcb", "network_not_enabled", 0],
    ["diners", "network_not_enabled", 0],
    ["unionpay", "network_not_enabled", 0],
    ["elo", "network_not_enabled", 0],
    ["maestro", "network_not_enabled", 0],
  ])("%s: %s, %i, where the merchant would take 9 %% at a cost of 3.20 %%", (brand, reason, rateBps) => {
    expect(ask({ merchant, card: { brands: [brand] } })).toMatchObject({ reason, rateBps });
  });

  it("hold Mastercard at 4 % where the cost is above", () => {
    expect(ask({ merchant: { ...merchant, costs: costsOf(500) }, card: { brands: ["mastercard"] } })).toMatchObject({
      rateBps: 400,
      cappedBy: "us-mastercard-credit",
    });
  });

  it("do not let a brand through that no row names, even in a state with a percentage of its own", () => {
    const minnesota = { merchant: local("US-MN"), billing: placeOf("US-MN") };
    expect(ask({ ...minnesota, card: { brands: ["elo"] } }).reason).toBe("network_not_enabled");
    expect(ask({ ...minnesota, card: { brands: ["jcb"] } })).toMatchObject({ reason: "eligible", rateBps: 500 });
  });

  it("need the cost of that very brand", () => {
    const { visa } = costsOf(320);
    const costs = visa === undefined ? {} : { visa };
    expect(ask({ merchant: { costs } }).reason).toBe("eligible");
    expect(ask({ merchant: { costs }, card: { brands: ["mastercard"] } }).reason).toBe("cost_not_recorded");
    expect(ask({ merchant: { costs: { visa: { costBps: 320, by: "", on: "2026-11-01" } } } }).reason).toBe(
      "cost_not_recorded",
    );
  });

  it.each([0, -1, 2.5, 10_001, Number.NaN])("take a recorded cost or rate of %d for none", (bps) => {
    const costs = { visa: { costBps: bps, by: "Dana Demo", on: "2026-11-01" } };
    // A cost of zero is a cost: it leaves nothing to add.
    expect(ask({ merchant: { costs } }).reason).toBe(bps === 0 ? "rounds_to_zero" : "cost_not_recorded");
    expect(ask({ merchant: { costs }, baseAmount: null }).outcome).toBe("none");
    expect(ask({ merchant: { rates: { visa: bps } } }).reason).toBe("network_not_enabled");
  });

  it("let the stricter of a co-badged card's two decide", () => {
    expect(ask({ merchant, card: { brands: ["mastercard", "visa"] } })).toMatchObject({
      brand: "mastercard",
      rateBps: 300,
    });
    expect(ask({ card: { brands: ["visa", "amex"] } }).reason).toBe("needs_sign_off");
    expect(ask({ merchant, card: { brands: ["visa", "elo"] } }).reason).toBe("network_not_enabled");
  });
});

describe("American Express", () => {
  const signOff: Attestation = { rule: "us-amex-credit", kind: "sign_off", ...BY };
  const amex = (merchant: Partial<SurchargeProgramme>) => ask({ merchant, card: { brands: ["amex"] } });

  it("is zero without sign-off", () => {
    expect(amex({})).toMatchObject({ reason: "needs_sign_off", rateBps: 0, rules: { ids: ["us-amex-credit"] } });
  });

  it("then takes the lowest rate of the merchant's other brands, within its own cost", () => {
    const attestations = [...demoProgramme.attestations, signOff];
    const rates = { visa: 250, mastercard: 350, amex: 400 };
    expect(amex({ attestations, rates, costs: costsOf(500) })).toMatchObject({
      rateBps: 250,
      cappedBy: "us-amex-credit",
    });
    expect(amex({ attestations, rates, costs: costsOf(200) })).toMatchObject({ rateBps: 200 });
    expect(amex({ attestations, rates, costs: demoProgramme.costs }).reason).toBe("cost_not_recorded");
  });

  it("stays at zero where another brand is, or there is none to compare with", () => {
    const attestations = [...demoProgramme.attestations, signOff];
    const { amex: cost } = costsOf(300);
    const costs = cost === undefined ? {} : { amex: cost };
    const alone = amex({ attestations, rates: { amex: 300 }, costs });
    expect(alone).toMatchObject({ rateBps: 0, reason: "network_not_enabled" });
    expect(alone.explanation).toContain("none of which has a rate");
    const beside = amex({ attestations, rates: { amex: 300, visa: 300 }, costs });
    expect(beside).toMatchObject({ rateBps: 0, reason: "cost_not_recorded" });
    expect(beside.explanation).toContain("us-amex-credit holds it to visa");
  });
});

describe("the merchant's own cards and commercial cards in two states", () => {
  it("Minnesota: none on the seller's own card, even where it is only recognised", () => {
    const sell = (billing: string) =>
      ask({
        billing: placeOf(billing),
        houseCard: { match: "certain", programmeName: "Shop Card" },
        merchant: { houseCards: "shown" },
      });
    expect(sell("US-MN")).toMatchObject({ reason: "region_prohibited", rules: { ids: ["us-mn-house"] } });
    expect(sell("US-IL").reason).toBe("eligible");
  });

  it.each([
    ["consumer", "eligible"],
    ["commercial", "region_prohibited"],
    ["unknown", "region_prohibited"],
  ] as const)("Mississippi: a %s card is %s", (level, reason) => {
    expect(ask({ billing: placeOf("US-MS"), card: { level } }).reason).toBe(reason);
  });
});

describe("Canada", () => {
  const PROVINCES = "AB BC MB NB NL NS NT NU ON PE SK YT".split(" ");
  const canadian = (code: string, card: Asked["card"] = {}, merchant: Partial<SurchargeProgramme> = {}) =>
    ask({
      billing: placeOf(code),
      card: { country: "CA", ...card },
      currency: "CAD",
      merchant: { ...local("CA-ON"), currency: "CAD", ...merchant },
    });

  it.each(PROVINCES)("CA-%s: the lower of 2.4 %% and cost", (province) => {
    expect(canadian(`CA-${province}`)).toMatchObject({ rateBps: 240, cappedBy: "ca-credit" });
    expect(canadian(`CA-${province}`, {}, { costs: costsOf(180) })).toMatchObject({ rateBps: 180, cappedBy: "cost" });
    expect(canadian(`CA-${province}`, {}, { costs: {} }).reason).toBe("cost_not_recorded");
  });

  it("Quebec: zero, by code and by name", () => {
    for (const place of [placeOf("CA-QC"), placeOf("CA-Québec"), placeOf("CA-Quebec")])
      expect(ask({ billing: place })).toMatchObject({ reason: "region_prohibited", rules: { ids: ["ca-qc-all"] } });
    expect(canadian("CA-QC").reason).toBe("region_prohibited");
  });

  it("a made-up province, or none: zero", () => {
    expect(canadian("CA-XX").reason).toBe("region_not_covered");
    expect(canadian("CA").reason).toBe("region_missing");
  });

  it("American Express and Discover: only with sign-off, at the lowest other rate", () => {
    for (const brand of ["amex", "discover"] as const) {
      const rates = { visa: 300, mastercard: 300, [brand]: 300 };
      expect(canadian("CA-ON", { brands: [brand] }, { rates })).toMatchObject({ rateBps: 240 });
      expect(canadian("CA-ON", { brands: [brand] }, { attestations: [] }).reason).toBe("needs_sign_off");
      expect(canadian("CA-ON", { brands: [brand] }, { rates: { visa: 100, [brand]: 240 } }).rateBps).toBe(100);
    }
  });

  it("Interac debit: zero, as all debit", () => {
    expect(canadian("CA-ON", { brands: ["interac"], funding: "debit", surchargeable: null }).reason).toBe("debit");
  });
});

describe("Australia", () => {
  const sell = (brand: Brand, at: string, level: "consumer" | "commercial" = "consumer") =>
    ask({
      billing: placeOf("AU"),
      at: new Date(at),
      currency: "AUD",
      card: { brands: [brand], country: "AU", level },
      merchant: {
        ...local("AU"),
        currency: "AUD",
        costs: {
          visa: { costBps: 110, by: "Dana", on: "2026-06-01" },
          amex: { costBps: 140, by: "Dana", on: "2026-06-01" },
        },
      },
    });

  it.each<[Brand, string, Reason, number]>([
    ["visa", "2026-09-15T00:00:00Z", "eligible", 110],
    ["visa", "2026-09-30T09:59:59Z", "eligible", 110],
    ["visa", "2026-09-30T10:00:00Z", "region_prohibited", 0],
    ["visa", "2026-10-01T00:00:00Z", "region_prohibited", 0],
    ["visa", "2026-11-22T00:00:00Z", "region_prohibited", 0],
    ["mastercard", "2026-11-22T00:00:00Z", "region_prohibited", 0],
    ["eftpos", "2026-11-22T00:00:00Z", "region_prohibited", 0],
    ["amex", "2026-11-22T00:00:00Z", "eligible", 140],
    ["amex", "2026-09-15T00:00:00Z", "region_not_covered", 0],
    ["jcb", "2026-11-22T00:00:00Z", "region_not_covered", 0],
    ["amex", "2027-03-21T09:59:59Z", "eligible", 140],
    ["amex", "2027-03-21T10:00:00Z", "rules_expired", 0],
  ])("%s at %s: %s, %i", (brand, at, reason, rateBps) => {
    expect(sell(brand, at)).toMatchObject({ reason, rateBps });
  });

  it("includes business cards in the ban, which outlives every recheck date", () => {
    expect(sell("visa", "2026-11-22T00:00:00Z", "commercial").reason).toBe("region_prohibited");
    expect(sell("visa", "2030-01-01T00:00:00Z").reason).toBe("region_prohibited");
  });
});

describe("the United Kingdom, the EU and their neighbours", () => {
  const sell = (code: string, card: Asked["card"] & object, attestations: Attestation[]) =>
    ask({
      billing: placeOf(code),
      card,
      currency: "EUR",
      merchant: { ...local(code), currency: "EUR", attestations },
    });

  it.each<[string, Asked["card"] & object, Reason]>([
    ["GB", { level: "consumer" }, "region_prohibited"],
    ["GB", { level: "consumer", brands: ["amex"] }, "region_prohibited"],
    ["GB", { level: "unknown" }, "region_prohibited"],
    ["GB", { level: "commercial" }, "eligible"],
    ["FR", { level: "consumer" }, "region_prohibited"],
    ["FR", { level: "unknown" }, "region_prohibited"],
    ["FR", { level: "commercial" }, "eligible"],
    ["FR", { level: "consumer", brands: ["amex"] }, "eligible"],
    ["FR", { level: "consumer", brands: ["discover"] }, "region_not_covered"],
    ["FR", { level: "unknown", brands: ["discover"] }, "region_not_covered"],
    ["DE", { level: "consumer" }, "region_prohibited"],
    ["DE", { level: "consumer", brands: ["amex"] }, "eligible"],
    ["DK", { level: "consumer", country: "US" }, "region_prohibited"],
    ["DK", { level: "consumer", country: null }, "region_prohibited"],
    ["DK", { level: "commercial" }, "eligible"],
    ["NO", { level: "consumer", country: "NO" }, "region_prohibited"],
    ["NO", { level: "commercial" }, "eligible"],
    ["CH", { level: "commercial" }, "region_prohibited"],
    ["CH", { level: "commercial", brands: ["amex"] }, "region_not_covered"],
    ["TR", { level: "commercial" }, "region_not_covered"],
  ])("%s with %j: %s where everything is recorded", (code, card, reason) => {
    expect(sell(code, card, attestAll(code))).toMatchObject({ reason, rateBps: reason === "eligible" ? 320 : 0 });
  });

  it("take nothing in the EU without the sign-off that the EU's own rows ask for, also where a member has a row", () => {
    for (const [code, brand, ids] of [
      ["FR", "visa", ["eu-commercial"]],
      ["DK", "visa", ["eu-commercial"]],
      ["DE", "amex", ["eu-commercial"]],
    ] as const)
      expect(sell(code, { level: "commercial", brands: [brand] }, [])).toMatchObject({
        reason: "needs_sign_off",
        rules: { ids },
      });
    expect(sell("DE", { level: "consumer", brands: ["amex"] }, [])).toMatchObject({
      reason: "needs_sign_off",
      rules: { ids: ["de-amex", "eu-three-party"] },
    });
  });

  it("take nothing from a brand without a name, though a row is about every network and a rate is set for it", () => {
    const other = { costBps: 320, ...BY };
    const merchant = { ...local("GB"), currency: "EUR", rates: { other: 300 }, costs: { other } };
    const card = { level: "commercial", brands: ["other"] } as const;
    expect(ask({ billing: placeOf("GB"), currency: "EUR", card, merchant }).reason).toBe("network_not_enabled");
  });

  it("do not limit the United Kingdom by the EU's rows", () => {
    expect(sell("GB", { level: "commercial" }, []).rules.ids).toEqual(["gb-commercial"]);
  });
});

describe("other countries", () => {
  it.each(["MX", "IN", "AE", "MY", "SG", "HK", "ID", "JP", "CH"])("%s: zero for Visa credit", (code) => {
    expect(ask({ billing: placeOf(code), merchant: local(code) }).reason).toBe("region_prohibited");
  });

  it.each(["NZ", "BR"])("%s: a permission without percentage and cost test permits nothing", (code) => {
    expect(ask({ billing: placeOf(code), merchant: local(code) })).toMatchObject({ reason: "region_not_covered" });
  });

  it.each(["KR", "TH", "ZA", "AR", "EU", "XX"])("%s: zero, as nothing was established", (code) => {
    expect(ask({ billing: placeOf(code), merchant: local(code) }).reason).toBe("region_not_covered");
  });
});

describe("rules that nobody renewed", () => {
  const at = (iso: string, billing = "US-OH") => ask({ at: new Date(iso), billing: placeOf(billing) }).reason;

  it("permit nothing from their recheck date or their age on, at the first place on earth to reach it", () => {
    expect(at("2026-12-30T09:59:59Z")).toBe("eligible");
    expect(at("2026-12-30T10:00:00Z")).toBe("rules_expired");
    expect(at("2027-05-21T00:00:00Z")).toBe("rules_expired");
    expect(ask({ at: new Date("2027-11-22T00:00:00Z") }).rules.ids).toEqual([
      "us-federal",
      "us-il-credit",
      "us-visa-credit",
    ]);
  });

  it("go on prohibiting", () => {
    expect(at("2035-01-01T00:00:00Z", "US-CT")).toBe("region_prohibited");
  });
});
