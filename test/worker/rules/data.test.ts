import { describe, expect, it } from "vitest";
import { SUBDIVISIONS } from "../../../contract/subdivisions.ts";
import { rulesVersion } from "../../../tools/rules-derived.ts";
import { RULE_FILES, rules } from "../../../worker/rules/index.ts";
import { RuleRows } from "../../../worker/rules/schema.ts";
import { RULES_VERSION } from "../../../worker/rules/version.ts";

const byId = (id: string) => rules.rows.find((row) => row.id === id);

describe("the rules", () => {
  it("carry the version that their content hashes to (run `npm run rules` after an edit)", () => {
    expect(RULES_VERSION).toBe(rulesVersion());
    expect(rules.version).toMatch(/^\d{4}-\d{2}-\d{2}\.[0-9a-f]{12}$/);
  });

  it("are the 94 rows of the research, Louisiana's debit ban, and two bans that its prose states", () => {
    expect(rules.rows).toHaveLength(94 + 1 + 2);
    expect(byId("us-la-debit")).toMatchObject({ status: "prohibited", cards: ["debit"], effectiveFrom: "2026-08-01" });
    expect(byId("us-ms-commercial")).toMatchObject({ status: "prohibited", cards: ["commercial"] });
    expect(byId("us-mn-house")).toMatchObject({ status: "prohibited", cards: ["house"] });
  });

  it("stand in the file of their country, with ids that begin with it", () => {
    for (const [country, rows] of Object.entries(RULE_FILES))
      for (const row of rows) {
        expect(row.id.slice(0, 3)).toBe(`${country}-`);
        for (const place of row.places) expect(place.slice(0, 2)).toBe(country.toUpperCase());
      }
  });

  it("name states and provinces that exist, and each of them but American Samoa and the Northern Marianas", () => {
    const named = new Set(rules.rows.flatMap((row) => row.places.filter((place) => place.length > 2)));
    const known = Object.entries(SUBDIVISIONS).flatMap(([country, states]) =>
      Object.keys(states).map((state) => `${country}-${state}`),
    );
    expect([...named].filter((place) => !known.includes(place))).toEqual([]);
    expect(known.filter((place) => !named.has(place))).toEqual(["US-AS", "US-MP"]);
  });

  it.each([
    ["us-visa-credit", 300, "both"],
    ["us-mastercard-credit", 400, "both"],
    ["us-discover-credit", null, "cost-of-acceptance"],
    ["us-amex-credit", null, "cost-of-acceptance"],
    ["us-jcb-unionpay-diners-credit", null, null],
    ["us-co-credit", 200, "either"],
    ["us-ok-credit", 200, "both"],
    ["us-mn-credit", 500, "fixed"],
    ["us-ny-credit", null, "cost-of-acceptance"],
    ["us-nj-credit", null, "cost-of-acceptance"],
    ["ca-credit", 240, "both"],
    ["gb-commercial", null, "cost-of-acceptance"],
  ])("%s limits to %s by %s", (id, maxBps, basis) => {
    expect(byId(id)).toMatchObject({ maxBps, basis });
  });

  it.each([
    ["us-ok-credit", "2026-12-31"],
    ["us-visa-credit", "2026-12-31"],
    ["us-mastercard-credit", "2026-12-31"],
    ["us-ri-credit", "2027-01-01"],
    ["us-nj-credit", "2027-03-31"],
    ["us-hi-credit", "2027-03-31"],
    ["us-mn-credit", "2027-03-31"],
    ["us-ma-credit", "2027-03-31"],
    ["us-me-all", "2027-03-31"],
    ["au-four-party", "2027-04-01"],
    ["us-il-credit", "2027-07-01"],
    ["ca-credit", "2027-10-31"],
  ])("%s is to be checked again on %s", (id, recheckOn) => {
    expect(byId(id)).toMatchObject({ recheckOn });
  });
});

describe("the schema of the rules", () => {
  const permission = {
    id: "us-xx-credit",
    places: ["US-XX"],
    networks: "all",
    cards: ["credit"],
    status: "allowed",
    maxBps: null,
    basis: null,
    requires: [],
    conditions: "None.",
    disclosure: "None.",
    effectiveFrom: null,
    effectiveTo: null,
    checkedOn: "2026-11-22",
    recheckOn: null,
    source: "https://example.com/law",
    asOf: "2026-11-22",
    confidence: "high",
  };
  const prohibition = { ...permission, status: "prohibited", maxBps: 0 };
  const accepts = (...rows: unknown[]) => RuleRows.safeParse(rows).success;

  it("takes a permission and a prohibition", () => {
    expect(accepts(permission, { ...prohibition, id: "us-xx-debit" })).toBe(true);
  });

  it.each<[string, object]>([
    ["an unknown key", { ...permission, note: "x" }],
    ["a missing source", { ...permission, source: undefined }],
    ["a source that is no web address", { ...permission, source: "javascript:alert(1)" }],
    ["a place in lower case", { ...permission, places: ["us-il"] }],
    ["no place", { ...permission, places: [] }],
    ["a brand that is not in the contract", { ...permission, networks: ["visacard"] }],
    ["a card type that is not in the list", { ...permission, cards: ["plastic"] }],
    ["a date that does not exist", { ...permission, effectiveFrom: "2026-02-30" }],
    ["a last day before the first", { ...permission, effectiveFrom: "2026-02-02", effectiveTo: "2026-02-01" }],
    ["a rate with a fraction", { ...permission, maxBps: 2.5, basis: "fixed" }],
    ["a rate without a basis", { ...permission, maxBps: 200 }],
    ["a fixed basis without a rate", { ...permission, basis: "fixed" }],
    ["a cost basis with a rate", { ...permission, maxBps: 200, basis: "cost-of-acceptance" }],
    ["a permission of zero", { ...permission, maxBps: 0, basis: "fixed" }],
    ["a prohibition with a rate", { ...prohibition, maxBps: 200 }],
    ["a prohibition that asks for something", { ...prohibition, requires: ["sign_off"] }],
    ["a requirement that is not in the list", { ...permission, requires: ["a_smile"] }],
    ["a permission of low confidence without sign-off", { ...permission, confidence: "low" }],
    ["EU beside another place", { ...permission, places: ["EU", "FR"] }],
    ["an id in upper case", { ...permission, id: "US-XX" }],
  ])("refuses %s", (_, row) => {
    expect(accepts(row)).toBe(false);
  });

  it("refuses an id that is used twice", () => {
    expect(accepts(permission, prohibition)).toBe(false);
  });
});
