/** The Worker's own gateway client against the sandbox: two readings of the same page must meet. */
import { exports } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { CURATED_BINS } from "../../../sandbox/gateway/bins/curated-bins.ts";
import { INVENTED_BINS } from "../../../sandbox/gateway/bins/invented-bins.ts";
import { TEST_CARDS } from "../../../sandbox/gateway/bins/test-cards.ts";
import { lookUpCard, readVault, type Subject } from "../../../worker/gateway/client.ts";
import type { CardFacts } from "../../../worker/surcharge/facts.ts";
import { call, LOOKUP, mint, ORIGIN, resetSandbox, SECRET_KEY, settings } from "../../support/sandbox/call.ts";

const ILLINOIS = { country: "US", state: "IL" };
/** Every so many invented BINs are tried. */
const STEP = 7;

const access = {
  origin: ORIGIN,
  secretKey: SECRET_KEY,
  fetch: ((input: string, init?: RequestInit) => exports.default.fetch(new Request(input, init))) as typeof fetch,
};

afterEach(resetSandbox);

const lookUp = (subject: Subject, options: { place?: typeof ILLINOIS; secretKey?: string; ms?: number } = {}) => {
  const { place = ILLINOIS, secretKey = SECRET_KEY, ms = 5000 } = options;
  return lookUpCard(subject, place, { ...access, secretKey }, AbortSignal.timeout(ms));
};

async function factsOf(subject: Subject): Promise<CardFacts> {
  const attempt = await lookUp(subject);
  if (attempt.kind !== "found") throw new Error(`no facts: ${attempt.kind}`);
  return attempt.value;
}

const ofToken = async (number: string): Promise<Subject> => ({ kind: "token", token: (await mint({ number })).token });

/** brand, funding, level, issuer's country, surchargeable */
const READ: Readonly<Record<string, readonly [string, string, string, string | null, boolean]>> = {
  "4111111111111111": ["visa", "debit", "consumer", "PL", false],
  "4005519200000004": ["visa", "credit", "commercial", "US", true],
  "4009348888881881": ["visa", "credit", "commercial", "ID", true],
  "4012000033330026": ["visa", "credit", "consumer", "US", true],
  "4012000077777777": ["visa", "credit", "consumer", "US", true],
  "4012888888881881": ["visa", "credit", "consumer", "UA", true],
  "4217651111111119": ["visa", "debit", "consumer", "US", false],
  "4500600000000061": ["visa", "credit", "consumer", "CA", true],
  "5555555555554444": ["mastercard", "prepaid", "unknown", "BR", false],
  "2223000048400011": ["mastercard", "credit", "unknown", "JP", true],
  "378282246310005": ["amex", "credit", "commercial", "US", true],
  "371449635398431": ["amex", "credit", "consumer", "US", true],
  "6011111111111117": ["discover", "unknown", "unknown", null, true],
};

test.each(TEST_CARDS)("published card $number is read as the page lists it", async ({ number }) => {
  const { brands, funding, level, country, surchargeable, conflicting } = await factsOf(await ofToken(number));
  expect([...brands, funding, level, country, surchargeable]).toEqual(READ[number]);
  expect(conflicting).toBe(false);
});

test.each(["bare", "wrapped"])("a %s answer says the same", async (envelope) => {
  await settings({ envelope });
  expect(await factsOf({ kind: "bin", bin: "424242" })).toMatchObject({
    brands: ["visa"],
    funding: "credit",
    surchargeable: true,
    bin: "424242",
    issuer: "Example Bank",
  });
});

describe("a saved card", () => {
  const CUSTOMER = "btfgqeia1g3tt4mhd5f0";

  test.each([
    ["by default", CUSTOMER, undefined, { funding: "credit", method: "card" }],
    ["by its id", CUSTOMER, "btfgqeia1g3tt4mhd5fg", { funding: "debit", method: "card" }],
    ["that is a bank account", CUSTOMER, "btfgqeia1g3tt4mhd5g0", { method: "other" }],
    ["of a customer with a UUID", "952f250d-fa85-40ac-a45e-3886f98032c6", undefined, { brands: ["mastercard"] }],
    ["of a customer the merchant named", "testmerchant12345678", "my-debit-card", { funding: "debit" }],
    ["of a BIN nobody knows", "customer.unknown_card", undefined, { brands: [], funding: "unknown" }],
  ])("%s", async (_, customerId, paymentMethodId, facts) => {
    expect(await factsOf({ kind: "customer", customerId, paymentMethodId })).toMatchObject(facts);
  });

  test("tells its default and who is exempt", async () => {
    const read = async (id: string) => readVault(id, access, AbortSignal.timeout(5000));
    expect(await read(CUSTOMER)).toMatchObject({
      kind: "found",
      value: {
        defaultPaymentMethodId: "btfgqeia1g3tt4mhd5eg",
        exempt: false,
        exemptPaymentMethodIds: ["d3bfel2cunifubaumn00"],
      },
    });
    expect(await read("952f250d-fa85-40ac-a45e-3886f98032c6")).toMatchObject({ value: { exempt: true } });
    expect(await read("nobody-at-all")).toMatchObject({ kind: "rejected", status: 404 });
  });
});

describe("a refusal", () => {
  const UNKNOWN: Subject = { kind: "token", token: "0".repeat(32) };

  test.each([
    ["an unknown token", UNKNOWN, {}, "rejected"],
    ["an unknown customer", { kind: "customer", customerId: "nobody-at-all" }, {}, "rejected"],
    ["another merchant's customer", { kind: "customer", customerId: "second-merchant-customer" }, {}, "rejected"],
    ["a public key", UNKNOWN, { secretKey: "pub_sandbox_demo" }, "unauthorized"],
    ["a key bound to an address", UNKNOWN, { secretKey: "api_sandbox_ip_bound" }, "unauthorized"],
    ["a failing lookup", { kind: "bin", bin: "499999" }, {}, "failed"],
    ["a failing vault", { kind: "customer", customerId: "customer.broken_record" }, {}, "failed"],
  ] as const)("for %s", async (_, subject, options, kind) => {
    const attempt = await lookUp(subject, options);
    expect(attempt).toMatchObject({ kind, correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string });
  });
});

test.each([{ failAs200: true }, { failAs200: true, failureWord: "error" }])(
  "a refusal that comes as 200 is never read as facts: %j",
  async (changes) => {
    await settings(changes);
    expect(await lookUp({ kind: "token", token: "0".repeat(32) })).toMatchObject({ kind: "unusable" });
  },
);

describe("a fault", () => {
  test.each([
    ["429", { kind: "failed", why: "busy" }],
    ["500", { kind: "failed", why: "status" }],
    ["502", { kind: "failed", why: "status" }],
    ["503", { kind: "failed", why: "busy" }],
    ["html", { kind: "failed", why: "bad_body" }],
    ["firewall", { kind: "failed", why: "blocked" }],
    ["half_json", { kind: "failed", why: "bad_body" }],
    ["huge", { kind: "failed", why: "bad_body" }],
    ["wrong_charset", { kind: "failed", why: "bad_body" }],
    ["empty", { kind: "failed", why: "bad_body" }],
    ["redirect", { kind: "failed", why: "redirect" }],
  ])("%s is told apart, and leads to no second host", async (fault, expected) => {
    await call("PUT", "/sandbox/faults", { path: LOOKUP, fault });
    await call("DELETE", "/sandbox/calls");
    expect(await lookUp({ kind: "bin", bin: "424242" })).toMatchObject(expected);
    expect((await call("GET", "/sandbox/calls")).json).toEqual({ [LOOKUP]: 1 });
  });

  test("wrong_types leaves nothing to add a surcharge for", async () => {
    await call("PUT", "/sandbox/faults", { path: LOOKUP, fault: "wrong_types" });
    const attempt = await lookUp({ kind: "bin", bin: "424242" });
    expect(attempt).not.toMatchObject({ value: { surchargeable: true } });
    expect(attempt).not.toMatchObject({ value: { funding: "credit" } });
  });

  test.each(["slow_answer", "drip"])("%s ends with the time given", async (fault) => {
    await call("PUT", "/sandbox/faults", { path: LOOKUP, fault, times: 1 });
    expect(await lookUp({ kind: "bin", bin: "424242" }, { ms: 300 })).toMatchObject({ kind: "failed", why: "timeout" });
  });
});

/** True when the Worker could add a surcharge for such facts. */
const couldAdd = ({ method, brands, funding, surchargeable, conflicting }: CardFacts) =>
  method === "card" &&
  surchargeable === true &&
  !conflicting &&
  (funding === "credit" || funding === "charge") &&
  brands.length > 0;

describe("an invented BIN", () => {
  const NEVER = new Set(
    "603459 451212 421700 421701 421702 421703 421704 421705 421706 421707 421709 421710 421711".split(" "),
  );

  test.each(CURATED_BINS.filter(({ bin }) => NEVER.has(bin)))(
    "$bin could never get a surcharge: $about",
    async ({ bin }) => {
      expect(couldAdd(await factsOf({ kind: "bin", bin }))).toBe(false);
    },
  );

  test.each(["601100", "305693", "356600", "622126", "476173", "421708"])("%s could get one", async (bin) => {
    expect(couldAdd(await factsOf({ kind: "bin", bin }))).toBe(true);
  });

  test("is read as credit only where the gateway says credit or charge, and flags it surchargeable", async () => {
    const tried = INVENTED_BINS.filter((_, index) => index % STEP === 0);
    const wrong: string[] = [];
    for (const { bin, record } of tried) {
      const isCredit = /^(credit|charge( card)?)$/i.test((record.type ?? "").trim());
      const mayAdd = isCredit && record.surchargeable === true;
      if (couldAdd(await factsOf({ kind: "bin", bin })) && !mayAdd) wrong.push(bin);
    }
    expect(tried.length).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });
});
