/** Test tokens through the whole Worker: no gateway is asked, everything else works as in life. */
import { afterEach, describe, expect, test, vi } from "vitest";
import type { LookupAnswer } from "../../../contract/lookup.ts";
import { ADMIN, call, lookupBody, post, problemOf, SERVER } from "../../support/workerd/api.ts";
import { refusal, standInForGateway } from "../../support/workerd/gateway.ts";

afterEach(() => vi.restoreAllMocks());

const ask = async (token: string, changes: object = {}): Promise<LookupAnswer> => {
  const response = await post("/v1/lookup", lookupBody({ token, ...changes }));
  expect(response.status).toBe(200);
  return response.json<LookupAnswer>();
};

test.each([
  ["test_card_visa_credit", {}, "surcharge", "eligible"],
  ["test_card_visa_debit", {}, "none", "debit"],
  ["test_card_mastercard_prepaid", {}, "none", "prepaid"],
  ["test_card_visa_unknown", {}, "unknown", "card_unrecognised"],
  ["test_card_unknown", {}, "unknown", "card_unrecognised"],
  ["test_card_contradictory", {}, "unknown", "contradictory"],
  ["test_card_not_a_card", {}, "none", "not_a_card"],
  ["test_card_visa_credit_ineligible", {}, "none", "gateway_not_eligible"],
  ["test_card_visa_credit_unflagged", {}, "unknown", "eligibility_missing"],
  ["test_card_visa_credit_exempt", {}, "none", "customer_exempt"],
  ["test_trouble_unavailable", {}, "unknown", "gateway_unavailable"],
  ["test_trouble_timeout", {}, "unknown", "gateway_timeout"],
  ["test_trouble_limited", {}, "unknown", "service_limited"],
  ["test_card_visa_credit", { state: undefined }, "unknown", "region_missing"],
  ["test_card_visa_credit", { state: "MA" }, "none", "region_prohibited"],
  ["test_card_visa_credit", { baseAmount: 10 }, "none", "rounds_to_zero"],
  ["test_card_visa_credit", { currency: "EUR" }, "none", "currency_not_enabled"],
  ["test_card_jcb_credit", {}, "none", "network_not_enabled"],
])("%s with %j: %s, %s", async (token, changes, outcome, reason) => {
  const calls = standInForGateway();
  expect(await ask(token, changes)).toMatchObject({ outcome, reason });
  expect(calls).toHaveLength(0);
});

test("a token that the gateway would reject is rejected", async () => {
  expect(await problemOf(await post("/v1/lookup", lookupBody({ token: "test_token_rejected" })))).toMatchObject({
    status: 422,
    code: "token_rejected",
  });
});

test("one that is misspelt is told what there is, and no gateway is asked for it", async () => {
  const calls = standInForGateway();
  const problem = await problemOf(await post("/v1/lookup", lookupBody({ token: "test_card_visa_kredit" })));
  expect(problem).toMatchObject({ status: 400, code: "invalid_request" });
  expect(problem.detail).toContain("test_card_ + brand + _ + funding");
  expect(problem.detail).not.toContain("kredit");
  expect(calls).toHaveLength(0);
});

test("their tickets work, and five places are the limit, as in life", async () => {
  const token = "test_card_visa_credit";
  let ticket: string | null = null;
  for (const state of ["IL", "FL", "TX", "GA", "OR"]) ({ ticket } = await ask(token, { state, ticket }));
  expect(await ask(token, { state: "FL", ticket })).toMatchObject({ outcome: "surcharge" });
  expect((await post("/v1/lookup", lookupBody({ token, state: "WA", ticket }))).status).toBe(429);
});

test("a server may ask with them too", async () => {
  const response = await post(
    "/v1/server/lookup",
    { token: "test_card_visa_credit", country: "US", state: "IL" },
    SERVER,
  );
  expect(await response.json()).toMatchObject({ answer: { reason: "eligible" }, bin: "41111111" });
});

describe("a merchant in mode live", () => {
  test("has none: they are tokens like any other, which its gateway rejects", async () => {
    const calls = standInForGateway(() => refusal(400, "token not found"));
    const merchant = {
      name: "Live Shop",
      mode: "live",
      gateway: "fluidpay_live",
      gatewayKey: "api_live_key_of_a_test",
      origins: ["https://live.example"],
      place: { country: "US", state: "IL" },
      currency: "USD",
      rates: { visa: 300 },
    };
    const stored = await call("/v1/admin/merchants/mch_live_tokens", {
      method: "PUT",
      headers: { ...ADMIN, "Content-Type": "application/json" },
      body: JSON.stringify(merchant),
    });
    expect(stored.status, await stored.text()).toBe(201);
    const body = lookupBody({ merchant: "mch_live_tokens", token: "test_card_visa_credit" });
    const response = await post("/v1/lookup", body, { Origin: "https://live.example" });
    expect(await problemOf(response)).toMatchObject({ status: 422, code: "token_rejected" });
    expect(calls.map(({ body: sent }) => sent.temp_token)).toEqual(["test_card_visa_credit"]);
  });
});
