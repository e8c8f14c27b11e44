import { describe, expect, it } from "vitest";
import { requirementsOf } from "../../../worker/rules/requirements.ts";
import { placeOf } from "../../support/merchant/deciding.ts";
import { rules } from "../../support/rules/frozen-book.ts";

describe("requirementsOf", () => {
  const asked = (code: string) =>
    requirementsOf(placeOf(code), rules, "2026-11-22").map(({ rule, kind }) => `${rule} ${kind}`);

  it("lists what a state and its country ask", () => {
    const networks = ["us-amex-credit sign_off", "us-jcb-unionpay-diners-credit sign_off"];
    expect(asked("US-IL")).toEqual(networks);
    expect(asked("US-CO")).toEqual([...networks, "us-co-credit other_method_offered", "us-co-credit statutory_text"]);
  });

  it("lists what every state asks where no state is given", () => {
    expect(asked("US")).toContain("us-tx-credit sign_off");
    expect(asked("US").filter((one) => !one.startsWith("us-"))).toEqual([]);
  });

  it("adds what the EU's rows ask of each member, and of nobody else", () => {
    expect(asked("DE")).toEqual(["de-amex sign_off", "eu-commercial sign_off", "eu-three-party sign_off"]);
    expect(asked("GB")).toEqual([]);
  });
});
