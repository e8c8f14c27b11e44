import { describe, expect, it } from "vitest";
import { addMonths, worldDays } from "../../../worker/surcharge/day.ts";
import {
  attested,
  merchantRate,
  missingRecord,
  recordedCost,
  staleOn,
} from "../../../worker/surcharge/merchant-records.ts";
import type { Attestation } from "../../../worker/surcharge/programme.ts";
import { demoProgramme } from "../../support/merchant/demo-programme.ts";

const at = (iso: string) => worldDays(new Date(iso));
const withCost = (on: string) => ({ ...demoProgramme, costs: { visa: { costBps: 310, by: "Jo Lee", on } } });

describe("a recorded cost", () => {
  it.each([
    ["on its own day", "2026-11-22T12:00:00Z", 310],
    ["in the morning of its day in Auckland", "2026-11-21T11:00:00Z", 310],
    ["before its day has come anywhere", "2026-11-21T09:59:59Z", null],
    ["up to the end of its year", "2027-11-21T09:59:59Z", 310],
    ["no longer than a year, at the first place on earth to reach it", "2027-11-21T10:00:00Z", null],
  ])("counts %s", (_, instant, expected) => {
    expect(recordedCost(withCost("2026-11-22"), "visa", at(instant))).toBe(expected);
  });

  it("of a day that does not exist, or of more than a day, counts for nothing", () => {
    for (const on of ["2026-13-45", "yesterday", "", "2026-11-22T10:00:00Z", " 2026-11-22"])
      expect(recordedCost(withCost(on), "visa", at("2026-12-01T12:00:00Z"))).toBeNull();
  });
});

describe("what was recorded is too old", () => {
  it.each([
    ["cost", "2027-11-22"],
    ["sign_off", "2028-11-22"],
    ["network_notice", null],
  ] as const)("as %s on %s", (kind, day) => {
    expect(staleOn(kind, "2026-11-22")).toBe(day);
  });
});

describe("the merchant's own rate", () => {
  it("is none of a brand without a name, whatever is set", () => {
    const rates = { visa: 300, other: 300, unknown: 300 };
    expect(merchantRate({ rates }, "visa")).toBe(300);
    expect(merchantRate({ rates }, "other")).toBeNull();
    expect(merchantRate({ rates }, "unknown")).toBeNull();
  });
});

describe("a day some months later", () => {
  it.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2026-11-30", 3, "2027-02-28"],
    ["2026-11-22", 24, "2028-11-22"],
    ["2026-03-31", 2, "2026-05-31"],
  ])("than %s, %i of them: %s", (day, months, later) => {
    expect(addMonths(day, months)).toBe(later);
  });
});

describe("an attestation", () => {
  const rule = { id: "us-xx-credit" };
  const of = (entry: Partial<Attestation>) => ({
    ...demoProgramme,
    attestations: [{ rule: rule.id, kind: "sign_off" as const, by: "Jo Lee", on: "2026-11-22", ...entry }],
  });

  it("counts for two years, and says since when it does not", () => {
    expect(attested(of({}), rule, "sign_off", at("2028-11-21T09:59:59Z"))).toBe(true);
    expect(missingRecord(of({}), rule, "sign_off", at("2028-11-21T10:00:00Z"))).toBe(
      "which was recorded on 2026-11-22 and counted until 2028-11-22",
    );
  });

  it("from before the rule came to mean something else counts no longer", () => {
    const revised = { ...rule, revisedOn: "2026-11-23" };
    expect(missingRecord(of({}), revised, "sign_off", at("2026-12-01T12:00:00Z"))).toBe(
      "which was recorded on 2026-11-22, before the rule was revised on 2026-11-23",
    );
    expect(attested(of({ on: "2026-11-23" }), revised, "sign_off", at("2026-12-01T12:00:00Z"))).toBe(true);
  });

  it("of a notice counts thirty days after it was given, everywhere on earth, and never gets old", () => {
    const noticed = of({ kind: "network_notice" });
    expect(missingRecord(noticed, rule, "network_notice", at("2026-12-22T11:59:59Z"))).toBe(
      "which was given on 2026-11-22 and counts from 2026-12-22",
    );
    expect(attested(noticed, rule, "network_notice", at("2026-12-22T12:00:00Z"))).toBe(true);
    expect(attested(noticed, rule, "network_notice", at("2036-01-01T12:00:00Z"))).toBe(true);
  });

  it.each([
    [{ by: " " }, "which nobody stands for yet"],
    [{ on: "22 November 2026" }, "which nobody stands for yet"],
    [{ kind: "statutory_text", text: " " }, "which was recorded without its text"],
    [{ kind: "actual_fee" }, "which was recorded without its text"],
  ] as const)("as %j does not count, and says why", (entry, missing) => {
    const kind = "kind" in entry ? entry.kind : "sign_off";
    expect(missingRecord(of(entry), rule, kind, at("2026-12-01T12:00:00Z"))).toBe(missing);
  });

  it("is not recorded where nobody did", () => {
    expect(missingRecord(of({ rule: "us-yy-credit" }), rule, "sign_off", at("2026-12-01T12:00:00Z"))).toBe(
      "which is not recorded",
    );
  });

  it("counts where one of several does", () => {
    const two = { ...of({}), attestations: [...of({ by: "" }).attestations, ...of({}).attestations] };
    expect(attested(two, rule, "sign_off", at("2026-12-01T12:00:00Z"))).toBe(true);
  });
});
