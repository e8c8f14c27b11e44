/**
 * Values as shop systems really send them: states that matter to nobody, countries that are not in ISO 3166, languages in any
 * notation, null for what is not there. None of them stops a check, and a server that has the same facts finds the quote good.
 */
import { afterEach, describe, expect, test, vi } from "vitest";
import type { LookupAnswer, ServerLookupAnswer } from "../../../contract/lookup.ts";
import type { VerifyAnswer } from "../../../contract/quote.ts";
import { gatewayCard } from "../../support/upstream/gateway-card.ts";
import { lookupBody, post, SERVER } from "../../support/workerd/api.ts";
import { cardAnswer, standInForGateway } from "../../support/workerd/gateway.ts";

let tokens = 0;
/** A token that no other test has used: places are counted by token. */
const newToken = () => `ClumsyValuesOfShopSystems${String((tokens += 1)).padStart(7, "0")}`;

afterEach(() => vi.restoreAllMocks());

async function ask(changes: object) {
  const token = newToken();
  const response = await post("/v1/lookup", lookupBody({ token, ...changes }));
  expect(response.status).toBe(200);
  return { token, answer: await response.json<LookupAnswer>() };
}

/** What the merchant's server finds, by the facts that it has in its own system. */
async function verdictOn(quote: string, token: string, facts: object) {
  const sale = { quote, env: "test", subject: { token }, baseAmount: 12_500, currency: "USD" };
  return (await post("/v1/server/quotes/verify", { ...sale, ...facts }, SERVER)).json<VerifyAnswer>();
}

describe("a state where none matters", () => {
  test.each([
    ["UA", "UA05"],
    ["IT", "Valle d'Aosta/Vallée d'Aoste"],
    ["CL", "Región Metropolitana"],
    ["AU", "NSW"],
    ["FR", "FR-75001 <b>"],
    ["JP", "東京都"],
    ["GB", "x".repeat(64)],
    ["GB", "  "],
  ])("of %s is taken, and kept from the gateway and the quote: %s", async (country, state) => {
    const calls = standInForGateway();
    const { token, answer } = await ask({ country, state });
    expect(calls.map(({ body }) => body)).toEqual([{ temp_token: token, country }]);
    for (const own of [state, null, "Another"])
      expect(await verdictOn(answer.quote, token, { country, state: own })).toMatchObject({
        valid: true,
        claims: { country, state: null },
      });
  });

  test("makes no other place of the same country", async () => {
    standInForGateway();
    const { token, answer } = await ask({ country: "GB", state: "Kent", shipTo: { country: "GB", state: "Essex" } });
    const verdict = await verdictOn(answer.quote, token, { country: "GB", state: "Kent", shipTo: { country: "GB" } });
    expect(verdict.valid).toBe(true);
  });
});

test.each(["Hawaiʻi", "HAWAI'I", "us-hi", "H.I."])(
  "a state that matters is known in any writing: %s",
  async (state) => {
    const calls = standInForGateway();
    const { token, answer } = await ask({ country: "US", state });
    expect(calls.map(({ body }) => body)).toEqual([{ temp_token: token, country: "US", state: "HI" }]);
    expect((await verdictOn(answer.quote, token, { country: "US", state })).valid).toBe(true);
  },
);

describe("a country that is not in ISO 3166", () => {
  test.each([
    ["as billing", { country: "xk", state: undefined }, { country: "XK" }],
    ["with a state", { country: "XK", state: "Prishtina" }, { country: "XK", state: "Prishtina" }],
    ["as delivery", { shipTo: { country: "XK" } }, { country: "US", state: "IL", shipTo: { country: "XK" } }],
    ["of no land", { country: "QQ", state: undefined }, { country: "QQ" }],
  ])("%s is covered by no rule, and never told to the gateway", async (_, changes, facts) => {
    const calls = standInForGateway();
    const { token, answer } = await ask(changes);
    expect(answer).toMatchObject({ outcome: "none", reason: "region_not_covered", surcharge: { surchargeAmount: 0 } });
    for (const { body } of calls) expect(["US", undefined]).toContain(body["country"]);
    expect((await verdictOn(answer.quote, token, facts)).valid).toBe(true);
  });

  test("still lets what is known of the card win", async () => {
    standInForGateway(() => cardAnswer(gatewayCard({ bin: "40120000", card_type: "Debit", is_surchargeable: false })));
    expect((await ask({ country: "XK" })).answer.reason).toBe("debit");
  });
});

test.each([
  ["pt_PT_ao90", "pt-PT"],
  ["ar-EG-u-nu-latn", "ar-EG"],
  ["zh_Hans_CN.UTF-8", "zh-Hans-CN"],
  ["zh-hant-hk-x-shop", "zh-Hant-HK"],
  ["de_DE@euro", "de-DE"],
  ["fr-CA, fr;q=0.9", "fr-CA"],
  ["sr@latin", undefined],
  ["C.UTF-8", undefined],
  ["<b>", undefined],
  ["", undefined],
  ["日本語", undefined],
])("the language '%s' is read as %s", async (locale, as) => {
  standInForGateway();
  const [given, meant] = [await ask({ locale }), await ask({ locale: as })];
  expect(given.answer.message).toBe(meant.answer.message);
});

describe("null means left out", () => {
  const NULLS = { shipTo: null, orderRef: null, locale: null, surchargeTaxRate: null };
  const told = ({ outcome, reason, card, surcharge, message }: LookupAnswer) => ({
    outcome,
    reason,
    card,
    surcharge,
    message,
  });

  test("to a page", async () => {
    standInForGateway();
    expect(told((await ask({ ...NULLS, challenge: null, ticket: null })).answer)).toEqual(told((await ask({})).answer));
    const bare = { baseAmount: undefined, currency: undefined, state: undefined };
    const nothing = { baseAmount: null, currency: null, state: null };
    expect(told((await ask(nothing)).answer)).toEqual(told((await ask(bare)).answer));
  });

  test("to a server", async () => {
    standInForGateway();
    const ask = async (changes: object) => {
      const response = await post(
        "/v1/server/lookup",
        { country: "US", state: "IL", bin: "401200", ...changes },
        SERVER,
      );
      expect(response.status).toBe(200);
      return told((await response.json<ServerLookupAnswer>()).answer);
    };
    const other = { merchant: null, token: null, customerId: null, paymentMethodId: null, waive: null };
    expect(await ask({ ...NULLS, ...other, baseAmount: null, currency: null })).toEqual(await ask({}));
  });

  test("to a check of a quote", async () => {
    standInForGateway();
    const { token, answer } = await ask({});
    const facts = { country: "US", state: "IL" };
    const subject = { token, customerId: null, paymentMethodId: null };
    const nulls = { subject, merchant: null, shipTo: null, orderRef: null, surchargeTaxRate: null, purpose: null };
    expect(await verdictOn(answer.quote, token, { ...facts, ...nulls })).toMatchObject({ valid: true });
    expect(await verdictOn(answer.quote, token, { ...facts, env: null })).toMatchObject({
      valid: false,
      problem: "not_checked",
      notChecked: ["env"],
    });
  });

  test("where something is needed, it is missing", async () => {
    expect((await post("/v1/lookup", lookupBody({ token: null }))).status).toBe(400);
    expect((await post("/v1/server/lookup", { country: "US", bin: null }, SERVER)).status).toBe(400);
  });
});
