import { describe, expect, it } from "vitest";
import { sayTaxNotice, taxNoticeOf } from "../../../worker/merchants/tax-notice.ts";
import { taxFinding } from "../../support/rules/packs.ts";

const counts = { left_out: 12, zero: 3, rate: 25 };
const untaxed = { ...taxFinding, taxed: "no" as const };
const told = { place: "US-AL", surcharges: 40, checkedOn: "2026-11-20", confidence: "high", source: taxFinding.source };

describe("the notice of tax on the surcharge", () => {
  it("counts surcharges that came without a rate where the surcharge is taxed", () => {
    expect(taxNoticeOf("US-AL", taxFinding, counts)).toEqual({ ...told, taxed: "yes", amiss: 12 });
  });

  it("counts surcharges that came with a rate where it is not taxed", () => {
    expect(taxNoticeOf("US-AL", untaxed, counts)).toEqual({ ...told, taxed: "no", amiss: 25 });
  });

  it.each([
    ["all said a rate, or that there is none", taxFinding, { ...counts, left_out: 0 }],
    ["none said one where none is due", untaxed, { ...counts, rate: 0 }],
    ["the sources do not say", { ...taxFinding, taxed: "unknown" as const }, counts],
    ["nobody looked", null, counts],
    ["there was no surcharge, or the counters do not answer", taxFinding, undefined],
  ])("is none where %s", (_, finding, given) => {
    expect(taxNoticeOf("US-AL", finding, given)).toBeNull();
  });

  it("says in one line what was counted, what was found, by which source, and what to do", () => {
    const say = (finding: typeof taxFinding) => {
      const notice = taxNoticeOf("US-AL", finding, counts);
      return notice === null ? "" : sayTaxNotice(notice);
    };
    expect(say(taxFinding)).toBe(
      "surchargeTaxRate: 12 of 40 surcharges for US-AL in the last 24 hours came without one, and the surcharge itself is taxed there (checked 2026-11-20, high confidence, https://tax.example/al): send the tax engine's rate, and 0 for a sale that is not taxed",
    );
    expect(say(untaxed)).toContain(
      "25 of 40 surcharges for US-AL in the last 24 hours came with one, and the surcharge",
    );
    expect(say(untaxed)).toContain("is not taxed there");
  });
});
