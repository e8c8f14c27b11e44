import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { ownSurroundings } from "../../../tools/cli/surroundings.ts";
import type { Options } from "../../../tools/commands/explain/options.ts";
import { formatAmount } from "../../../tools/commands/explain/table.ts";
import { command as explainCommand, explainHere as explainOptions } from "../../../tools/commands/explain.ts";
import { explainSale } from "../../../worker/answer/explain.ts";
import { ExplainRequest } from "../../../worker/answer/explain-schema.ts";
import { demoProgramme } from "../../support/merchant/demo-programme.ts";
import { printedBy, runCommand } from "../../support/node/run-command.ts";
import { CHECK_DAY, rules } from "../../support/rules/frozen-book.ts";
import { taxFinding } from "../../support/rules/packs.ts";

/** The options as the command reads them. */
function readOptions(words: readonly string[]): Options {
  const command = explainCommand(ownSurroundings())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .action(() => undefined);
  return command.parse(words, { from: "user" }).opts<Options>();
}

const explainHere = async (...given: Parameters<typeof explainOptions>) => (await explainOptions(...given)).text;
const explain = async (command: string) => explainHere(readOptions(command.split(" ")), rules);

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

  it("says of tax on the surcharge what was found, and warns where the sale does not go together with it", async () => {
    const options = readOptions("--card visa/credit --place US-AL --base 12500 --on 2026-11-22".split(" "));
    const [plain, told] = [await explainHere(options, rules, []), await explainHere(options, rules, [taxFinding])];
    expect(told).toContain(
      "\nUS-AL: the surcharge itself is taxed (checked 2026-11-20, high confidence, https://tax.example/al)\nwarning: no tax rate is given",
    );
    expect(plain).toContain("\nUS-AL: not known whether the surcharge itself is taxed\n");
    expect(plain).not.toContain("warning");
    expect(told.split("\n\n").slice(0, 2)).toEqual(plain.split("\n\n").slice(0, 2));
  });

  it("says what stands in the way beside the reason that is given, and what would change it, if anything", async () => {
    const both = await explain("--card visa/credit --place US-TX --cost none --waive --on 2026-11-22");
    expect(both).toMatch(/^It would not be added either because of\n {2}cost_not_recorded: .+\n {2}waived: /m);
    expect(both).toMatch(/^ {2}- record costs.visa: /m);
    const never = await explain("--card visa/debit --place US-TX --on 2026-11-22");
    expect(never).toContain("\nNothing that anybody records changes it.\n");
    expect(never).not.toContain("To change it");
  });

  it("prints what a shopper would see", async () => {
    const text = await explain("--card visa/credit --place US-IL --base 12500 --locale fr-CA --on 2026-11-22");
    expect(text).toMatch(/^message +.*3,75/m);
    expect(text).toMatch(/^disclosure +\S+/m);
  });

  it("shows what is missing, and marks the rules that refused", async () => {
    const text = await explain("--card visa/credit --place US-TX --on 2026-11-22");
    expect(text).toMatch(/^outcome +none, needs_sign_off$/m);
    expect(text).toMatch(/^ +NEEDS sign_off, which is not recorded$/m);
    expect(text).toMatch(/^To change it, all of:\n {2}- record an attestation of sign_off for us-tx-credit: /m);
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
    ["--card visa/credit --place US-IL --gateway no", /gateway_not_eligible/],
    ["--card visa/credit --place US-IL --gateway unknown", /eligibility_missing/],
    ["--card visa/debit --place US-IL --gateway yes", /contradictory/],
    ["--card visa/credit --place US-IL --house", /house_card.*exempts cards of its own programme/],
    ["--card visa/credit --place US-IL --waive", /nothing is added \(waived\)/],
    ["--card visa/credit --place US-IL --base 12500 --tax 8875", /\ntax +8\.875 %, 0\.33 USD.*\ntotal +129\.08 USD/],
    ["--card jcb/credit --place JP --seller JP --currency JPY --base 1000", /base +1000 JPY/],
  ])("answers %s", async (command, expected) => {
    const dated = command.includes("--on") ? command : `${command} --on 2026-11-22`;
    expect(await explain(dated)).toMatch(expected);
  });

  it.each([
    ["--place US-CO", "Required option '--card <card>' not specified."],
    ["--card visa --place US-CO", "--card must be BRAND/FUNDING"],
    ["--card visa/secret4111/x --place US-CO", "fundings credit charge debit"],
    ["--card visa/credit", "Required option '--place <place>' not specified."],
    ["--card visa/credit --place Colorado", "--place must be a country"],
    ["--card visa/credit --place US-CO --base 125.00", "--base must be a whole number of minor units"],
    ["--card visa/credit --place US-CO --base 1000000000000", "--base must be a whole number of minor units"],
    ["--card visa/credit --place US-CO --maximum 0", "--maximum must be a whole number of minor units from 1"],
    ["--card visa/credit --place US-CO --tax 8.875", "--tax must be whole thousandths of a percent"],
    ["--card visa/credit --place US-CO --rate 3%", "--rate must be whole basis points"],
    ["--card visa/credit --place US-CO --cost 10001", "--cost must be whole basis points"],
    ["--card visa/credit --place US-CO --accepts visa,plastic", "--accepts must be brands"],
    ["--card visa/credit --place US-CO --buyer nobody", "--buyer must be consumer or business"],
    ["--card visa/credit --place US-CO --gateway maybe", "--gateway must be yes, no or unknown"],
    ["--card visa/credit --place US-CO --locale german!", "--locale must be a language tag"],
    ["--card visa/credit --place US-CO --env production", "--env goes with --merchant only"],
    ["--card visa/credit --place US-CO --attest some", "--attest must be demo, all or none"],
    ["--card visa/credit --place US-CO --currency XXX", "--currency must be an ISO 4217 currency"],
    ["--card visa/credit --place US-CO --issuer USA", "--issuer must be a two-letter country code"],
    ["--card visa/credit --place US-CO --on 2026-02-30", "--on must be a day such as 2026-11-22"],
    ["--card visa/credit --place US-CO --amount 5", "It takes --card, --place, --base"],
    ["--card visa/credit --place US-CO extra", "There are too many words"],
  ])("refuses %s in one line that says what is allowed", async (command, allowed) => {
    const { status, out, err } = await runCommand(["explain", ...command.split(" ")]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain(allowed);
    expect(err).not.toMatch(/\n|secret4111|some|2026-02-30/);
  });

  it("ends with status 2 and nothing but the line on standard error", async () => {
    const { status, out, err } = await runCommand(["explain", "--card", "visa", "--place", "US-IL"]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(/^--card must be [^\n]+$/);
  });
});

describe("npm run explain -- --merchant", () => {
  /** A Worker that has one merchant: this checkout's own code behind the route's address. */
  async function startWorker() {
    const asked: { path: string; body: unknown; key: string | undefined }[] = [];
    const answerTo = async (request: IncomingMessage, response: ServerResponse) => {
      const body = await json(request);
      asked.push({ path: `${request.method} ${request.url}`, body, key: request.headers.authorization });
      const isKnown = request.url === "/v1/admin/merchants/mch_shop/explain";
      const programme = { ...demoProgramme, id: "mch_shop", name: "A Shop\u001b[31m" };
      const given = { programme, cardPrograms: [], now: CHECK_DAY, rules, findings: [] };
      const answer = isKnown
        ? { ...explainSale({ ...given, request: ExplainRequest.parse(body) }), requestId: "0" }
        : { detail: "There is no merchant of this id." };
      response.writeHead(isKnown ? 200 : 404, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
    };
    const server = createServer((request, response) => void answerTo(request, response));
    await once(server.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void server.close());
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const env = { CARD_SURCHARGE_ORIGIN: origin, CARD_SURCHARGE_ADMIN_KEY: "ak_reader" };
    return { asked, explain: async (command: string) => printedBy(["explain", ...command.split(" ")], { env }) };
  }

  it("asks its Worker, and prints the answer as it prints its own", async () => {
    const { asked, explain: explainStored } = await startWorker();
    const sale = "--card visa/credit --place US-TX --base 12500 --on 2026-11-22";
    const stored = await explainStored(`--merchant mch_shop ${sale}`);
    expect(asked).toEqual([
      { path: "POST /v1/admin/merchants/mch_shop/explain", body: expect.anything(), key: "Bearer ak_reader" },
    ]);
    expect(stored).toMatch(/^merchant +US-IL, A Shop\?\[31m$/m);
    const withoutNames = (text: string) => text.replaceAll(/^(merchant|message|disclosure) .*$/gm, "");
    expect(withoutNames(stored)).toBe(withoutNames(await explainHere(readOptions(sale.split(" ")), rules, [])));
  });

  it("asks about a sale in every way that the command has", async () => {
    const { asked, explain: explainStored } = await startWorker();
    await explainStored(
      "--merchant mch_shop --card amex/charge/commercial --place CA-ON --ship-to GB --base 5 --buyer business --waive --tax 8875 --currency CAD --issuer DE --gateway no --house --locale fr --on 2026-11-23",
    );
    expect(asked[0]?.body).toMatchObject({
      card: {
        brand: "amex",
        funding: "charge",
        level: "commercial",
        country: "DE",
        surchargeable: "no",
        houseCard: true,
      },
      country: "CA",
      state: "ON",
      shipTo: { country: "GB" },
      baseAmount: 5,
      buyer: "business",
      waive: true,
      surchargeTaxRate: 8875,
      currency: "CAD",
      locale: "fr",
      day: "2026-11-23",
    });
  });

  it.each([
    ["--merchant shop --card visa/credit --place GB", "--merchant <id>: A merchant's id is mch_"],
    ["--merchant mch_shop --card visa/credit --place GB --rate 100 --attest all", "--rate, --attest: --merchant takes"],
    ["--merchant mch_none --card visa/credit --place GB", "There is no merchant of this id."],
    ["--merchant mch_shop --env nowhere --card visa/credit --place GB --base x", "--base must be"],
  ])("refuses %s", async (command, message) => {
    const { explain: explainStored } = await startWorker();
    await expect(explainStored(command)).rejects.toThrow(message);
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
