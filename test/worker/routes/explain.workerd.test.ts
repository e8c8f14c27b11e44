import { expect, test } from "vitest";
import { Policy } from "../../../contract/policy.ts";
import { ExplainAnswer } from "../../../worker/answer/explain-schema.ts";
import { rulesNow } from "../../../worker/rules/clock.ts";
import { ADMIN, call, problemOf } from "../../support/workerd/api.ts";

const JSON_TYPE = { "Content-Type": "application/json" };
const SALE = { card: { brand: "visa", funding: "credit" }, country: "US", state: "IL", baseAmount: 12_500 };

const IN_TEXAS = { ...SALE, state: "TX" };

const put = (id: string, settings: object) =>
  call(`/v1/admin/merchants/${id}`, {
    method: "PUT",
    headers: { ...JSON_TYPE, ...ADMIN },
    body: JSON.stringify({
      name: "A Shop",
      mode: "test",
      gateway: "koipay_sandbox",
      gatewayKey: "api_secret_0123456789",
      place: { country: "US", state: "IL" },
      currency: "USD",
      ...settings,
    }),
  });

const explain = (id: string, sale: object, headers: Record<string, string> = ADMIN) =>
  call(`/v1/admin/merchants/${id}/explain`, {
    method: "POST",
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify(sale),
  });

const explained = async (id: string, sale: object) => {
  const response = await explain(id, sale);
  expect(response.status).toBe(200);
  return ExplainAnswer.parse(await response.json());
};

test("a bundled merchant's sale is explained by the rules in force, with words and sources, and nothing to charge by", async () => {
  const response = await explain("mch_demo", { ...SALE, locale: "fr-CA" });
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  const text = await response.clone().text();
  expect(text).not.toMatch(/"(quote|ticket)"/);
  const answer = ExplainAnswer.parse(await response.json());
  expect(answer).toMatchObject({ merchant: "mch_demo", outcome: "surcharge", reason: "eligible" });
  expect(answer.surcharge).toMatchObject({ rateBps: 300, surchargeAmount: 375, totalAmount: 12_875 });
  expect(answer.texts).toMatchObject({ locale: "fr-CA", message: expect.stringContaining("3,75") });
  expect(answer.rules.rows.filter(({ spoke }) => spoke).length).toBeGreaterThan(0);
  expect(answer.requestId).toBe(response.headers.get("X-Request-Id"));
});

test("a stored merchant's is explained by what it has recorded, and otherwise once it records more", async () => {
  await put("mch_explained", { rates: { visa: 300 } });
  const before = await explained("mch_explained", IN_TEXAS);
  expect(before.steps.map(({ reason }) => reason)).toEqual(["needs_sign_off", "cost_not_recorded"]);
  expect(before.toChange).toContainEqual(expect.objectContaining({ kind: "setting", field: "costs.visa" }));
  const on = new Date(rulesNow().getTime() - 45 * 86_400_000).toISOString().slice(0, 10);
  const attestations = before.toChange
    .filter(({ kind }) => kind === "attestation")
    .map(({ rule, field }) => ({ rule, kind: field, by: "Jo Lee", on, text: "A text" }));
  await put("mch_explained", {
    rates: { visa: 300 },
    costs: { visa: { costBps: 310, by: "Jo Lee", on } },
    attestations,
  });
  expect(await explained("mch_explained", IN_TEXAS)).toMatchObject({
    reason: "eligible",
    toChange: [{ field: "rates.visa" }],
  });
});

test("one that is off is explained and shown all the same", async () => {
  await put("mch_off", { enabled: false, rates: { visa: 300 } });
  expect((await explained("mch_off", SALE)).steps[0]).toMatchObject({ reason: "merchant_off", decides: true });
  const response = await call("/v1/admin/merchants/mch_off/policy?country=US&state=IL&locale=de", { headers: ADMIN });
  expect(Policy.parse(await response.json())).toMatchObject({ merchant: "mch_off", enabled: false, locale: "de" });
});

test("the policy is what a page of the merchant gets", async () => {
  const query = "country=US&state=CO&shipCountry=US&shipState=IL&locale=es";
  const headers = { Origin: "http://localhost:8789" };
  const [page, operator] = await Promise.all([
    call(`/v1/merchants/mch_demo/policy?${query}`, { headers }).then((response) => response.json<Policy>()),
    call(`/v1/admin/merchants/mch_demo/policy?${query}`, { headers: ADMIN }).then((response) =>
      response.json<Policy>(),
    ),
  ]);
  expect({ ...operator, requestId: "" }).toEqual({ ...page, requestId: "" });
});

test.each([
  ["without a key", "mch_demo", SALE, {}, 401, "unauthorized"],
  ["of no merchant", "mch_none", SALE, ADMIN, 404, "unknown_merchant"],
  ["of no id", "none", SALE, ADMIN, 400, "invalid_request"],
  ["with a card's number", "mch_demo", { ...SALE, state: "4012000077777777" }, ADMIN, 400, "card_number_refused"],
  ["without a card", "mch_demo", { ...SALE, card: undefined }, ADMIN, 400, "invalid_request"],
  ["with a key that is none", "mch_demo", { ...SALE, waived: true }, ADMIN, 400, "invalid_request"],
])("a question %s is refused", async (_, id, sale, headers, status, code) => {
  expect(await problemOf(await explain(id, sale, headers))).toMatchObject({ status, code });
});
