import { exports } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { LookupAnswer, ServerLookupAnswer } from "../../../contract/lookup.ts";
import { verifyQuote } from "../../../contract/verify.ts";
import { gatewayCard } from "../../support/upstream/gateway-card.ts";

const PAGE = "http://localhost:8789";
const SERVICE = "https://card-surcharge.test";
const VISA_CREDIT = gatewayCard({ bin: "401200" });

let tokens = 0;
/** A token that no other test has used: answers are remembered by token. */
const newToken = () => `Z2a87b7wk9PHzwl2RZLvslq1Uz${String((tokens += 1)).padStart(6, "0")}`;

/** Stands in for the gateway and keeps what it was asked. */
function gatewayAnswers(answer: (body: Record<string, unknown>) => Response) {
  return vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const text = await new Request(input, init).text();
    return answer(text === "" ? {} : (JSON.parse(text) as Record<string, unknown>));
  });
}

const post = (path: string, body: unknown, headers: Record<string, string> = { Origin: PAGE }) =>
  exports.default.fetch(SERVICE + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

const sale = { merchant: "mch_demo", country: "US", state: "IL", baseAmount: 12_500, currency: "USD" };

/** What a merchant's server finds out about a quote for {@link sale}. */
async function verdictOn(
  quote: string,
  subject: Parameters<typeof verifyQuote>[1]["subject"],
  more: Partial<Parameters<typeof verifyQuote>[1]> = {},
) {
  const jwks = await (await exports.default.fetch(`${SERVICE}/.well-known/jwks.json`)).json();
  const { merchant, ...facts } = sale;
  return verifyQuote(quote, { jwks: jwks as never, merchant, env: "test", subject, ...facts, ...more });
}

afterEach(() => vi.restoreAllMocks());

describe("POST /v1/lookup", () => {
  test("answers a credit card with rate, amounts, words and a quote that verifies", async () => {
    gatewayAnswers(() => Response.json(VISA_CREDIT));
    const token = newToken();
    const response = await post("/v1/lookup", { ...sale, token, orderRef: "order-7" });
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(response.headers.get("Server-Timing")).toMatch(/^lookup;dur=\d+, gateway;dur=\d+$/);
    const answer = LookupAnswer.parse(await response.json());
    expect(answer).toMatchObject({
      outcome: "surcharge",
      reason: "eligible",
      card: { brand: "visa", brandName: "Visa", funding: "credit", level: "consumer", country: "US" },
      surcharge: {
        rateBps: 300,
        baseAmount: 12_500,
        surchargeAmount: 375,
        totalAmount: 12_875,
        currency: "USD",
        currencyDigits: 2,
      },
    });
    expect(answer.message).toContain("Identified as Visa credit");
    expect(answer.expiresInSeconds).toBeLessThanOrEqual(120);
    const jwks = await (await exports.default.fetch(`${SERVICE}/.well-known/jwks.json`)).json();
    const verdict = await verifyQuote(answer.quote, {
      jwks: jwks as never,
      merchant: "mch_demo",
      env: "test",
      subject: { token },
      baseAmount: 12_500,
      currency: "USD",
      country: "US",
      state: "IL",
      orderRef: "order-7",
    });
    expect(verdict).toMatchObject({ valid: true, claims: { totalAmount: 12_875, reason: "eligible" } });
  });

  test("never gives a page the BIN or the issuer", async () => {
    gatewayAnswers(() => Response.json(VISA_CREDIT));
    const text = await (await post("/v1/lookup", { ...sale, token: newToken() })).text();
    expect(text).not.toContain("401200");
    expect(text).not.toContain("Example Bank");
  });

  test("adds nothing to a debit card", async () => {
    gatewayAnswers(() => Response.json({ ...VISA_CREDIT, card_type: "debit", is_surchargeable: false }));
    const answer = LookupAnswer.parse(await (await post("/v1/lookup", { ...sale, token: newToken() })).json());
    expect(answer).toMatchObject({ outcome: "none", reason: "debit", surcharge: { rateBps: 0, surchargeAmount: 0 } });
  });

  test("asks the gateway for the billing and the ship-to place, and both must say yes", async () => {
    const gateway = gatewayAnswers(({ state }) => Response.json({ ...VISA_CREDIT, is_surchargeable: state === "IL" }));
    const shipTo = { country: "US", state: "OH" };
    const answer = LookupAnswer.parse(await (await post("/v1/lookup", { ...sale, token: newToken(), shipTo })).json());
    expect(answer).toMatchObject({ outcome: "none", reason: "gateway_not_eligible" });
    expect(gateway).toHaveBeenCalledTimes(2);
  });

  test.each(["QQ", "Illinoiss", "US-QQ"])("answers 200 for the made-up state %s, and adds nothing", async (state) => {
    const gateway = gatewayAnswers((body) =>
      body.state === undefined
        ? Response.json(VISA_CREDIT)
        : Response.json({ status: "failed", msg: "refused" }, { status: 400 }),
    );
    const response = await post("/v1/lookup", { ...sale, state, token: newToken() });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ outcome: "none", reason: "region_not_covered" });
    expect(gateway).toHaveBeenCalledTimes(1);
  });

  test("keeps the amounts null when no base amount was asked", async () => {
    gatewayAnswers(() => Response.json(VISA_CREDIT));
    const { baseAmount: _, ...rateOnly } = sale;
    const answer = LookupAnswer.parse(await (await post("/v1/lookup", { ...rateOnly, token: newToken() })).json());
    expect(answer.surcharge).toMatchObject({
      rateBps: 300,
      baseAmount: null,
      surchargeAmount: null,
      totalAmount: null,
    });
  });

  test("tells a page that its token is expired or unknown, with one answer for both", async () => {
    gatewayAnswers(() => Response.json({ status: "failed", msg: "token expired at 12:00" }, { status: 400 }));
    const response = await post("/v1/lookup", { ...sale, token: newToken() });
    expect(response.status).toBe(422);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(PAGE);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ code: "token_rejected" });
    expect(text).not.toContain("12:00");
  });

  test("asks about five places for one token, and refuses the sixth until the token is forgotten", async () => {
    const gateway = gatewayAnswers(() => Response.json(VISA_CREDIT));
    const token = newToken();
    for (const state of ["IL", "NY", "TX", "FL", "OH"])
      expect((await post("/v1/lookup", { ...sale, token, state })).status).toBe(200);
    const response = await post("/v1/lookup", { ...sale, token, state: "GA" });
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ code: "too_many_places", status: 429 });
    const seconds = Number(response.headers.get("Retry-After"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(120);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(PAGE);
    expect(response.headers.get("Access-Control-Expose-Headers")).toContain("Retry-After");
    expect(gateway).toHaveBeenCalledTimes(5);
    expect((await post("/v1/lookup", { ...sale, token })).status).toBe(200);
  });

  test("answers 200 with a signed zero quote when the gateway fails", async () => {
    gatewayAnswers(() => new Response("<html>", { status: 500 }));
    const answer = LookupAnswer.parse(await (await post("/v1/lookup", { ...sale, token: newToken() })).json());
    expect(answer).toMatchObject({ outcome: "unknown", reason: "gateway_unavailable", card: null });
    expect(answer.quote.split(".")).toHaveLength(3);
  });

  test.each([
    ["a BIN", { bin: "401200" }, "bin"],
    ["a customer", { customerId: "btfgqeia1g3tt4mhd5f0" }, "customerId"],
  ])("refuses %s from a browser by name", async (_, extra, name) => {
    const response = await post("/v1/lookup", { ...sale, token: newToken(), ...extra });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "invalid_request", detail: expect.stringContaining(name) });
  });
});

const asServer = { Authorization: "Bearer sk_sandbox_demo" };

describe("a tax on the surcharge", () => {
  const fromPage = async (body: object) => LookupAnswer.parse(await (await post("/v1/lookup", body)).json());
  const fromServer = async (body: object) =>
    ServerLookupAnswer.parse(await (await post("/v1/server/lookup", body, asServer)).json()).answer;

  test.each([
    ["a page", fromPage],
    ["a server", fromServer],
  ])("that %s asks with is added, said and signed", async (_, ask) => {
    gatewayAnswers(() => Response.json(VISA_CREDIT));
    const token = newToken();
    const answer = await ask({ ...sale, token, surchargeTaxRate: 8_875 });
    expect(answer).toMatchObject({
      surcharge: { surchargeAmount: 375, surchargeTaxRate: 8_875, surchargeTaxAmount: 33, totalAmount: 12_908 },
      message: expect.stringContaining("$0.33") as string,
      disclosure: expect.stringContaining("Tax on the surcharge: $0.33.") as string,
    });
    expect(await verdictOn(answer.quote, { token }, { surchargeTaxRate: 8_875 })).toMatchObject({ valid: true });
    expect(await verdictOn(answer.quote, { token }, { surchargeTaxRate: 8_874 })).toMatchObject({
      problem: "wrong_tax",
    });
    expect(await verdictOn(answer.quote, { token })).toMatchObject({ notChecked: ["surchargeTaxRate"] });
    expect(await ask({ ...sale, token, surchargeTaxRate: null })).toMatchObject({
      surcharge: { surchargeTaxRate: 0, surchargeTaxAmount: 0, totalAmount: 12_875 },
    });
  });

  test("keeps the rate it was asked with where nothing is added", async () => {
    gatewayAnswers(() => Response.json({ ...VISA_CREDIT, card_type: "debit", is_surchargeable: false }));
    const { surcharge, quote } = await fromPage({ ...sale, token: newToken(), surchargeTaxRate: 8_875 });
    expect(surcharge).toMatchObject({ surchargeTaxRate: 8_875, surchargeTaxAmount: 0, totalAmount: 12_500 });
    expect(quote).not.toBe("");
  });

  test.each([
    [0, 0],
    [1, 0],
    [50_000, 188],
  ])("takes a rate of %i, and it comes to %i", async (surchargeTaxRate, surchargeTaxAmount) => {
    gatewayAnswers(() => Response.json(VISA_CREDIT));
    const { surcharge } = await fromPage({ ...sale, token: newToken(), surchargeTaxRate });
    expect(surcharge).toMatchObject({ surchargeTaxRate, surchargeTaxAmount, totalAmount: 12_875 + surchargeTaxAmount });
  });

  test.each([-1, 8.875, 50_001, "8875"])("of %j is refused, and what it must be is said", async (surchargeTaxRate) => {
    const response = await post("/v1/lookup", { ...sale, token: newToken(), surchargeTaxRate });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("surchargeTaxRate") as string });
  });
});

describe("POST /v1/server/lookup", () => {
  test("gives a server the page's answer beside BIN and issuer", async () => {
    gatewayAnswers(() => Response.json(VISA_CREDIT));
    const response = await post("/v1/server/lookup", { ...sale, bin: "401200" }, asServer);
    expect(response.status).toBe(200);
    expect(ServerLookupAnswer.parse(await response.json())).toMatchObject({
      bin: "401200",
      issuer: "Example Bank",
      answer: { outcome: "surcharge", surcharge: { totalAmount: 12_875 } },
    });
  });

  test("answers for a token as for a page", async () => {
    gatewayAnswers(() => Response.json(VISA_CREDIT));
    const token = newToken();
    const response = await post("/v1/server/lookup", { ...sale, token }, asServer);
    const { answer, ...others } = ServerLookupAnswer.parse(await response.json());
    expect(others).toMatchObject({ bin: "401200", paymentMethodId: null });
    expect(answer).toMatchObject({ outcome: "surcharge", surcharge: { totalAmount: 12_875 } });
    expect(answer.expiresInSeconds).toBeLessThanOrEqual(120);
    expect(await verdictOn(answer.quote, { token })).toMatchObject({ valid: true });
  });

  /** The gateway with one customer, whose saved card `saved` is exempt. */
  const vaultAnswers = () =>
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const { url } = new Request(input, init);
      const cards = [{ id: "exempt", flags: ["surcharge_exempt"] }];
      const customer = { defaults: { payment_method_id: "usual" }, flags: [], payments: { cards } };
      return Response.json(url.endsWith("/api/vault/c1") ? { id: "c1", data: { customer } } : VISA_CREDIT);
    });

  test.each([
    ["the default payment method", {}, "usual"],
    ["a named payment method", { paymentMethodId: "other" }, "other"],
  ])("quotes a saved card by %s, for a quarter of an hour", async (_, named, paymentMethodId) => {
    vaultAnswers();
    const response = await post("/v1/server/lookup", { ...sale, customerId: "c1", ...named }, asServer);
    const { answer, ...others } = ServerLookupAnswer.parse(await response.json());
    expect(others).toMatchObject({ paymentMethodId });
    expect(answer).toMatchObject({ outcome: "surcharge", expiresInSeconds: 900 });
    expect(await verdictOn(answer.quote, { customerId: "c1", paymentMethodId })).toMatchObject({
      valid: true,
      claims: { subject: { kind: "customer" } },
    });
    expect(await verdictOn(answer.quote, { customerId: "c1", paymentMethodId: "third" })).toMatchObject({
      valid: false,
      problem: "wrong_subject",
    });
  });

  test("says of a saved card that could not be looked up what it knows of its payment method", async () => {
    gatewayAnswers(() => new Response("", { status: 503 }));
    const ask = async (named: object) => {
      const response = await post("/v1/server/lookup", { ...sale, customerId: "c1", ...named }, asServer);
      return ServerLookupAnswer.parse(await response.json());
    };
    expect(await ask({})).toMatchObject({ answer: { outcome: "unknown" }, paymentMethodId: null });
    expect(await ask({ paymentMethodId: "other" })).toMatchObject({ paymentMethodId: "other" });
  });

  test("adds nothing to a saved card that is exempt", async () => {
    vaultAnswers();
    const question = { ...sale, customerId: "c1", paymentMethodId: "exempt" };
    const { answer } = ServerLookupAnswer.parse(await (await post("/v1/server/lookup", question, asServer)).json());
    expect(answer).toMatchObject({ outcome: "none", reason: "customer_exempt", surcharge: { surchargeAmount: 0 } });
  });

  test.each([
    ["a token", () => ({ token: newToken() }), "Tokenizer"],
    ["a customer", () => ({ customerId: "c1" }), "customerId"],
    ["a BIN", () => ({ bin: "401200" }), "bin"],
  ])("says what was refused: %s", async (_, subject, word) => {
    gatewayAnswers(() => Response.json({ status: "failed", msg: "refused" }, { status: 400 }));
    const response = await post("/v1/server/lookup", { ...sale, ...subject() }, asServer);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: "token_rejected",
      detail: expect.stringContaining(word) as string,
    });
  });

  test("adds nothing to a sale that the server waived, and signs that", async () => {
    gatewayAnswers(() => Response.json(VISA_CREDIT));
    const token = newToken();
    const ask = async (waived: object) => {
      const response = await post("/v1/server/lookup", { ...sale, token, ...waived }, asServer);
      return ServerLookupAnswer.parse(await response.json()).answer;
    };
    const answer = await ask({ waive: true });
    expect(answer).toMatchObject({
      outcome: "none",
      reason: "waived",
      surcharge: { rateBps: 0, surchargeAmount: 0, totalAmount: 12_500 },
      message: "Identified as Visa credit. No surcharge is added to this purchase.",
      disclosure: null,
    });
    expect(await verdictOn(answer.quote, { token })).toMatchObject({ valid: true, claims: { reason: "waived" } });
    expect(await ask({ waive: false })).toMatchObject({ outcome: "surcharge" });
    expect(await ask({ waive: null })).toMatchObject({ outcome: "surcharge" });
  });

  test.each([true, false, null])("is the only one that may waive: a page's waive of %s is refused", async (waive) => {
    const response = await post("/v1/lookup", { ...sale, token: newToken(), waive });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("waive") as string });
  });

  test("wants exactly one of bin, token and customerId", async () => {
    const response = await post("/v1/server/lookup", { ...sale, bin: "401200", token: newToken() }, asServer);
    expect(await response.json()).toMatchObject({
      code: "invalid_request",
      detail: expect.stringContaining("exactly one"),
    });
  });

  test("is closed without the merchant's key, and to another merchant's name", async () => {
    expect((await post("/v1/server/lookup", { ...sale, bin: "401200" }, {})).status).toBe(401);
    const other = await post("/v1/server/lookup", { ...sale, merchant: "mch_other", bin: "401200" }, asServer);
    expect(other.status).toBe(401);
  });
});

test("adds nothing to a card the gateway names no BIN for, once the merchant's programme has BINs", async () => {
  const { bin: _, ...nameless } = VISA_CREDIT;
  gatewayAnswers(() => Response.json(nameless));
  const ask = async () => LookupAnswer.parse(await (await post("/v1/lookup", { ...sale, token: newToken() })).json());
  expect(await ask()).toMatchObject({ outcome: "surcharge", reason: "eligible" });
  const record = {
    cardBinNo: "N1",
    cardBin: "484001",
    organization: null,
    supportPhysical: null,
    supportVirtual: null,
    currencies: [],
    balanceLimit: {
      limitBalance: null,
      limitWeekBalance: null,
      limitAtmDayBalance: null,
      limitAtmMonthBalance: null,
    },
  };
  const mirrored = await exports.default.fetch(`${SERVICE}/v1/admin/card-programs/demo_programme`, {
    method: "PUT",
    headers: { "Content-Type": "application/json", Authorization: "Bearer ak_sandbox_demo" },
    body: JSON.stringify({ bins: [record] }),
  });
  expect(mirrored.status).toBe(200);
  const answer = await ask();
  expect(answer).toMatchObject({ outcome: "none", reason: "house_card", surcharge: { surchargeAmount: 0 } });
  expect(answer.message).not.toContain("Demo Club");
});
