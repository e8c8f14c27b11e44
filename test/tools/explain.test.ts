import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { explainSale } from "../../tools/explain.ts";
import { formatAmount } from "../../tools/explain-table.ts";
import { rules } from "../support/rules/frozen-book.ts";

const explain = (command: string) => explainSale(command.split(" "), rules);

describe("npm run explain", () => {
  it("prints the decision for the demo merchant, with rows, caps and sources", async () => {
    const text = await explain("--card visa/credit --place US-CO --base 12500 --on 2026-11-22");
    expect(text).toContain("visa/credit in US-CO: 2.00 % is added, held there by us-co-credit.");
    expect(text).toMatch(/^surcharge +2\.50 USD +\(250 minor units\)$/m);
    expect(text).toMatch(/^total +127\.50 USD/m);
    expect(text).toMatch(/^\* +us-co-credit +US-CO +conditional +2\.00 %, or cost by choice +high +2027-03-22$/m);
    expect(text).toMatch(/^ +https:\/\/codes\.findlaw\.com\S+ \(as of 2022-01-01, checked 2026-11-22\)$/m);
    expect(text).toMatch(/^ +statutory_text is recorded$/m);
  });

  it("shows what is missing, and marks the rules that refused", async () => {
    const text = await explain("--card visa/credit --place US-TX --on 2026-11-22");
    expect(text).toMatch(/^outcome +none, needs_sign_off$/m);
    expect(text).toMatch(/^ +sign_off is NOT recorded$/m);
    expect(text).toMatch(/^\* +us-tx-credit/m);
    expect(text).toMatch(/^ +us-visa-credit/m);
    expect(await explain("--card visa/credit --place US-TX --attest all --on 2026-11-22")).toContain("3.00 % is added");
  });

  it.each([
    ["--card visa/credit --place US-Atlantis", /region_not_covered/],
    ["--card visa/debit --place US-CO", /\(debit\), because debit cards are never surcharged/],
    ["--card visa/credit --place US-IL --ship-to US-CT", /region_prohibited.*us-ct-all/],
    ["--card visa/credit --place US-IL --cost none", /cost_not_recorded/],
    ["--card visa/credit --place US-IL --cost 250", /2\.50 % is added, held there by the recorded cost/],
    ["--card visa/credit --place US-IL --rate 100", /1\.00 % is added/],
    ["--card visa/credit --place US-OK --on 2026-12-31", /rules_expired/],
    ["--card visa/credit/commercial --place GB --seller GB --currency GBP --base 1000", /surcharge +0\.30 GBP/],
    ["--card visa/credit --place KR", /region_not_covered/],
    ["--card visa/credit --place US-IL --accepts visa --buyer business", /3\.00 % is added/],
    [
      "--card amex/credit --place US-IL --attest all --cost 250 --accepts amex,jcb",
      /network_not_enabled.*holds it to jcb/,
    ],
    ["--card visa/credit --place US-IL --base 12500 --maximum 200", /rate +1\.60 %, capped by maximum/],
    ["--card visa/credit --place US-IL --base 999 --minimum 1000", /below_minimum/],
    ["--card visa/credit --place US-IL --waive", /nothing is added \(waived\)/],
    ["--card visa/credit --place US-IL --base 12500 --tax 8875", /\ntax +8\.875 %, 0\.33 USD.*\ntotal +129\.08 USD/],
    ["--card jcb/credit --place JP --seller JP --currency JPY --base 1000", /base +1000 JPY/],
  ])("answers %s", async (command, expected) => {
    const dated = command.includes("--on") ? command : `${command} --on 2026-11-22`;
    expect(await explain(dated)).toMatch(expected);
  });

  it.each([
    ["--place US-CO", "--card must be BRAND/FUNDING"],
    ["--card visa --place US-CO", "--card must be BRAND/FUNDING"],
    ["--card visa/secret4111/x --place US-CO", "fundings credit charge debit"],
    ["--card visa/credit", "--place is missing"],
    ["--card visa/credit --place Colorado", "--place must be a country"],
    ["--card visa/credit --place US-CO --base 125.00", "--base must be a whole number of minor units"],
    ["--card visa/credit --place US-CO --base 1000000000000", "--base must be a whole number of minor units"],
    ["--card visa/credit --place US-CO --maximum 0", "--maximum must be a whole number of minor units from 1"],
    ["--card visa/credit --place US-CO --tax 8.875", "--tax must be whole thousandths of a percent"],
    ["--card visa/credit --place US-CO --rate 3%", "--rate must be whole basis points"],
    ["--card visa/credit --place US-CO --cost 10001", "--cost must be whole basis points"],
    ["--card visa/credit --place US-CO --accepts visa,plastic", "--accepts must be brands"],
    ["--card visa/credit --place US-CO --buyer nobody", "--buyer must be consumer or business"],
    ["--card visa/credit --place US-CO --attest some", "--attest must be demo, all or none"],
    ["--card visa/credit --place US-CO --currency XXX", "--currency must be an ISO 4217 currency"],
    ["--card visa/credit --place US-CO --issuer USA", "--issuer must be a two-letter country code"],
    ["--card visa/credit --place US-CO --on 2026-02-30", "--on must be a day such as 2026-11-22"],
    ["--card visa/credit --place US-CO --amount 5", "allowed are --card, --place"],
    ["--card visa/credit --place US-CO extra", "allowed are --card, --place"],
  ])("refuses %s in one line that says what is allowed", async (command, allowed) => {
    const error = await explain(command).then(
      () => null,
      (reason: unknown) => (reason instanceof Error ? reason.message : ""),
    );
    expect(error).toContain(allowed);
    expect(error).not.toMatch(/\n|secret4111|some|2026-02-30/);
  });

  it("ends with status 2 and nothing but the line on standard error", () => {
    const tool = fileURLToPath(new URL("../../tools/explain.ts", import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [tool, "--card", "visa"], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^explain: --card must be [^\n]+\n$/);
  });
});

describe("formatAmount", () => {
  it.each([
    [12_500, 2, "125.00"],
    [5, 2, "0.05"],
    [0, 3, "0.000"],
    [12_345, 3, "12.345"],
    [1000, 0, "1000"],
  ])("writes %i with %i digits as %s", (amount, digits, text) => {
    expect(formatAmount(amount, digits)).toBe(text);
  });
});
