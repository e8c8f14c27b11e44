/** A card number fits in no text that a caller writes. What is refused is named, and neither repeated nor logged. */
import { createExecutionContext, env } from "cloudflare:test";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import worker from "../../../worker/index.ts";
import { carriedPack } from "../../../worker/rules/in-force.ts";
import { runs } from "../../support/nightly/runs.ts";
import { cardNumber, SEPARATORS } from "../../support/upstream/card-numbers.ts";
import { ADMIN, API, call, lookupBody, SERVER } from "../../support/workerd/api.ts";
import { standInForGateway } from "../../support/workerd/gateway.ts";
import { OPEN_LIMITERS } from "../../support/workerd/open-limiters.ts";

const CARD = "4012-0000-7777-7777";

afterEach(() => vi.restoreAllMocks());

async function send(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  const asked = new Request(`${API}${path}`, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return worker.fetch(asked, { ...env, ...OPEN_LIMITERS }, createExecutionContext());
}

const MERCHANT = {
  name: "A Shop",
  mode: "test",
  gateway: "koipay_sandbox",
  gatewayKey: "api_secret_0123456789",
  place: { country: "US", state: "IL" },
  currency: "USD",
};
const attestation = (changes: object) => ({ rule: "us-x", kind: "sign_off", by: "Jo", on: "2026-11-27", ...changes });
const RENEWAL = {
  rowHash: "0".repeat(63),
  checkedOn: "2026-11-27",
  recheckOn: null,
  by: "Jo",
  source: "https://a.example",
};
const PUT_MERCHANT = ["PUT", "/v1/admin/merchants/mch_cards", ADMIN] as const;
const RENEW = ["PUT", "/v1/admin/rules/renewals/us-none", ADMIN] as const;
const PUT_PROGRAM = ["PUT", "/v1/admin/card-programs/cards", ADMIN] as const;
const LOOKUP = ["POST", "/v1/lookup", {}] as const;
const SERVER_LOOKUP = ["POST", "/v1/server/lookup", SERVER] as const;
const VERIFY = ["POST", "/v1/server/quotes/verify", SERVER] as const;

type Door = readonly [method: string, path: string, headers: Record<string, string>];

/** Each free text, as its refusal names it, and a body that has it. */
const TEXTS: readonly (readonly [where: string, door: Door, body: (text: string) => unknown])[] = [
  ...["merchant", "token", "country", "state", "currency", "orderRef", "locale", "challenge"].map(
    (name) => [name, LOOKUP, (text: string) => lookupBody({ [name]: text })] as const,
  ),
  ["shipTo.state", LOOKUP, (state) => lookupBody({ shipTo: { country: "US", state } })],
  ["a key", LOOKUP, (name) => lookupBody({ [name]: 1 })],
  ["shipTo.(unnamed)", LOOKUP, (text) => lookupBody({ shipTo: { "a long name, made up": text } })],
  ["The body", LOOKUP, (text) => text],
  ["The body", LOOKUP, (text) => [text]],
  ...["orderRef", "locale", "state", "bin", "customerId", "paymentMethodId"].map(
    (name) => [name, SERVER_LOOKUP, (text: string) => ({ country: "US", [name]: text })] as const,
  ),
  ["quote", VERIFY, (quote) => ({ quote })],
  ["subject.token", VERIFY, (token) => ({ quote: "x", subject: { token } })],
  ["subject.customerId", VERIFY, (customerId) => ({ quote: "x", subject: { customerId } })],
  ["orderRef", VERIFY, (orderRef) => ({ quote: "x", orderRef })],
  ["name", PUT_MERCHANT, (name) => ({ ...MERCHANT, name })],
  ["place.state", PUT_MERCHANT, (state) => ({ ...MERCHANT, place: { country: "FR", state } })],
  ["attestations.by", PUT_MERCHANT, (by) => ({ ...MERCHANT, attestations: [attestation({ by })] })],
  ["attestations.text", PUT_MERCHANT, (text) => ({ ...MERCHANT, attestations: [attestation({ text })] })],
  ["costs.visa.by", PUT_MERCHANT, (by) => ({ ...MERCHANT, costs: { visa: { costBps: 300, by, on: "2026-11-27" } } })],
  [
    "cardPrograms.displayName",
    PUT_MERCHANT,
    (displayName) => ({ ...MERCHANT, cardPrograms: [{ id: "a", displayName }] }),
  ],
  ["gatewayKey", PUT_MERCHANT, (gatewayKey) => ({ ...MERCHANT, gatewayKey })],
  ["origins", PUT_MERCHANT, (text) => ({ ...MERCHANT, origins: [text] })],
  ["by", RENEW, (by) => ({ ...RENEWAL, by })],
  ["note", RENEW, (note) => ({ ...RENEWAL, note })],
  ["source", RENEW, (text) => ({ ...RENEWAL, source: `https://a.example/${text}` })],
  ["version", ["PUT", "/v1/admin/rules", ADMIN], (version) => ({ version })],
  ["bins.organization", PUT_PROGRAM, (organization) => ({ bins: [{ organization }] })],
  ["bins.cardBin", PUT_PROGRAM, (cardBin) => ({ bins: [{ cardBin }] })],
];

/** Asserts that the answer is the refusal, and that no digits of the number are in it or in the log. */
async function expectRefusal(response: Response, where: string, number: string, lines: readonly unknown[]) {
  const text = await response.text();
  const { code, detail } = JSON.parse(text) as { code: string; detail: string };
  expect({ status: response.status, code }).toEqual({ status: 400, code: "card_number_refused" });
  expect(detail.startsWith(where), detail).toBe(true);
  expect(detail).toContain("holds what looks like a card number.");
  const seen = `${text} ${JSON.stringify([...response.headers])} ${JSON.stringify(lines)}`;
  expect(seen.replaceAll(/\W/g, "")).not.toContain(number);
}

describe.each(TEXTS)("%s, by %s", (where, [method, path, headers], body) => {
  test("takes no card number, however it is written", async () => {
    standInForGateway();
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    await fc.assert(
      fc.asyncProperty(
        cardNumber,
        fc.constantFrom("", ...SEPARATORS),
        fc.nat({ max: 3 }),
        async (number, between, cut) => {
          const text = number.replaceAll(/(?<=\d)(?=\d)/g, (_, at: number) => (at % 4 === cut ? between : ""));
          await expectRefusal(await send(method, path, body(text), headers), where, number, log.mock.calls);
        },
      ),
      { numRuns: runs(12) },
    );
  });
});

test("a version of sixteen digits is no head of a hash but a card number", async () => {
  const response = await send("PUT", "/v1/admin/rules", { version: "4111111111111111" }, ADMIN);
  await expectRefusal(response, "version", "4111111111111111", []);
});

test.each([
  ["state", "/v1/merchants/mch_demo/policy?country=FR&state=", {}],
  ["locale", "/v1/merchants/mch_demo/policy?locale=", {}],
  ["other", "/healthz?other=", {}],
  ["cursor", "/v1/admin/merchants?cursor=", ADMIN],
  ["origin", "/challenge/mch_demo?origin=https://", {}],
  ["a key", "/v1/lookup?", {}],
  ["The address", "/v1/merchants/mch_", {}],
  ["The address", "/v1/rules/", {}],
  ["The address", "/v1/admin/rules/renewals/us-", ADMIN],
  ["The address", "/v1/server/card-programs/", SERVER],
  ["The address", "/", {}],
])("%s in an address takes none: %s", async (where, address, headers) => {
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  for (const text of [CARD, "4012000077777777", "4012%200000%207777%207777", encodeURIComponent("٤٠١٢٠٠٠٠٧٧٧٧٧٧٧٧")])
    await expectRefusal(await call(address + text, { headers }), where, "4012000077777777", log.mock.calls);
});

describe("what is no card number passes:", () => {
  test.each([
    ["an order's UUID", { orderRef: "550e8400-e29b-41d4-a716-446655440000" }],
    ["a date with a number", { orderRef: "2026-11-27-0000001234" }],
    ["ten digits", { orderRef: "1234567890" }],
    ["thirteen digits that are none", { orderRef: "1764200000001" }],
    ["an amount of twelve digits that pass Luhn", { baseAmount: 401_200_007_771 }],
    ["a long result of a challenge", { challenge: `0.${"x".repeat(80)}.4012000077777777${"0".repeat(48)}` }],
  ])("%s", async (_, changes) => {
    standInForGateway();
    expect((await send(...spread(LOOKUP, lookupBody(changes)))).status).toBe(200);
  });

  test("the carried rules, every hash and address of them", async () => {
    const response = await send("PUT", "/v1/admin/rules", carriedPack(), ADMIN);
    expect((await response.json<{ code: string }>()).code).toBe("conflict");
  });

  test("a merchant as it was read, with the heads of its keys and the instant of its change", async () => {
    const serverKeys = [`sk_${"ab12".repeat(16)}`];
    expect((await send(...spread(PUT_MERCHANT, { ...MERCHANT, serverKeys }))).status).toBe(201);
    const read = await (await call(PUT_MERCHANT[1], { headers: ADMIN })).json<{ serverKeys: { id: string }[] }>();
    const digits = {
      ...read,
      serverKeys: [...read.serverKeys, { id: "401200007771" }],
      updatedAt: 4_012_000_077_777_777,
    };
    const { detail } = await (await send(...spread(PUT_MERCHANT, digits))).json<{ detail: string }>();
    expect(detail).toMatch(/serverKeys/);
    expect(detail).not.toMatch(/card number/);
  });
});

function spread([method, path, headers]: Door, body: unknown) {
  return [method, path, body, headers] as const;
}
