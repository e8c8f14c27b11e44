/** Fixed answers of the made-up service, each as the real route gives it. */

const DAY_MS = 86_400_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

export const READINESS = {
  status: "ready",
  checks: {
    settings: "ok",
    merchants: "ok",
    cardPrograms: "warning",
    lookups: "ok",
    rateLimits: "ok",
    rules: "warning",
  },
  rulesLapseInDays: 14,
  rules: { version: "2026-11-22.1.4f2f3d63ac29", due: [] },
  cardPrograms: [
    {
      program: "loyalty_gold",
      state: "ready",
      version: "a1",
      records: 412,
      bins: 398,
      pulledAt: ago(DAY_MS / 3),
      source: "push",
      failure: null,
    },
    {
      program: "fleet",
      state: "stale",
      version: "b2",
      records: 40,
      bins: 40,
      pulledAt: ago(9 * DAY_MS),
      source: "sync",
      failure: { problem: "address_not_allowed", upstreamCode: 10_003, at: ago(DAY_MS) },
    },
  ],
  merchants: [],
  cursor: null,
  requestId: "made-up",
};

export const RULES = {
  inForce: {
    version: "2026-11-22.1.4f2f3d63ac29",
    sequence: 7,
    publishedAt: ago(6 * DAY_MS),
    origin: "stored",
    rows: 214,
  },
  builtIn: { version: "2026-11-22.1.4f2f3d63ac29", sequence: 7 },
  previous: "built_in",
  candidate: null,
  renewals: [],
  extensions: [],
  due: [
    { id: "visa-us-rules", kind: "lapse", on: dayIn(14), daysLeft: 14 },
    { id: "us-co-credit", kind: "lapse", on: dayIn(14), daysLeft: 14 },
    { id: "us-ny-credit", kind: "recheck", on: dayIn(41), daysLeft: 41 },
    { id: "mastercard-ca-rules", kind: "lapse", on: dayIn(52), daysLeft: 52 },
  ],
  trouble: null,
  requestId: "made-up",
};

const rule = (
  name: string,
  about: string,
  limit: number | null,
  unit: string | null,
  least: number | null,
  leastOf: string | null,
) => {
  return {
    name,
    about,
    scope: "deployment",
    on: name !== "contradictory",
    limit,
    unit,
    least,
    leastOf,
    usual: { limit, least },
  };
};

export const ALERTS = {
  settings: { rules: {}, summary: { on: false, hour: 7 } },
  rules: [
    rule(
      "unknown_share",
      "answers that could not tell which card it is, of all merchants; a missing state or province aside",
      10,
      "percent",
      100,
      "answers",
    ),
    rule(
      "merchant_unknown_share",
      "answers of one merchant that could not tell which card it is",
      25,
      "percent",
      20,
      "answers",
    ),
    rule("server_errors", "requests that were answered with a status of 500 or more", 2, "percent", 5, "failures"),
    rule(
      "gateway_key_refused",
      "answers without a lookup, because the gateway refuses the merchant's key",
      1,
      "answers",
      null,
      null,
    ),
    {
      ...rule(
        "breaker_open",
        "answers without a lookup, because the gateway failed too often just before",
        20,
        "answers",
        null,
        null,
      ),
      usual: { limit: 5, least: null },
    },
    rule(
      "contradictory",
      "cards of which the gateway says two things that cannot both be true",
      5,
      "answers",
      null,
      null,
    ),
    rule("rules_lapse", "permissions that lapse, or bars to be looked at again", null, null, null, null),
  ],
  hasReceiver: true,
  watchedAt: ago(120_000),
  episodes: [
    {
      id: "epi_1",
      rule: "merchant_unknown_share",
      subject: "mch_00007",
      since: ago(40 * 60_000),
      seenAt: ago(120_000),
      seen: 31.5,
      limit: 25,
      of: 124,
    },
  ],
  deliveries: [
    {
      id: "msg_1",
      type: "alert.firing",
      rule: "merchant_unknown_share",
      subject: "mch_00007",
      state: "sent",
      tries: 1,
      status: 204,
      madeAt: ago(40 * 60_000),
      triedAt: ago(40 * 60_000),
      nextAt: null,
    },
    {
      id: "msg_2",
      type: "rules.due",
      rule: "rules_lapse",
      subject: "rules",
      state: "failed",
      tries: 9,
      status: 503,
      madeAt: ago(DAY_MS),
      triedAt: ago(DAY_MS / 2),
      nextAt: null,
    },
    {
      id: "msg_3",
      type: "alert.resolved",
      rule: "breaker_open",
      subject: "mch_00042",
      state: "sent",
      tries: 2,
      status: 200,
      madeAt: ago(2 * DAY_MS),
      triedAt: ago(2 * DAY_MS),
      nextAt: null,
    },
  ],
  requestId: "made-up",
};

/** More than anybody asks for in a test. */
const NEWEST_CHANGE = 10_000;

/** @param back 1: the newest */
const change = (back: number, more: object) => {
  const usual = {
    by: "jo",
    limit: "all",
    operation: "writeMerchant",
    target: "merchants/mch_00000",
    conditional: true,
  };
  const end = { state: "done", status: 200, code: null, fields: [] };
  return {
    number: NEWEST_CHANGE - back,
    at: ago(back * 47 * 60_000),
    requestId: `req-${back}`,
    ...usual,
    ...end,
    ...more,
  };
};

/** A page of changes that goes on forever. @param cursor as the page before gave it */
export function auditPage(cursor: string | null): object {
  const start = Number(cursor ?? 0);
  const changes = Array.from({ length: 10 }, (_, step) => {
    const kinds = [
      { fields: [{ path: "rates.visa", before: 250, after: 300 }, { path: "gatewayKey" }] },
      { by: "ci", limit: "rules", operation: "renewRule", target: "rules/renewals/us-co-credit" },
      { state: "refused", status: 412, code: "precondition_failed" },
      { by: "ann", limit: "read", operation: "deleteMerchant", state: "refused", status: 403, code: "forbidden" },
    ];
    return change(start + step + 1, kinds[step % kinds.length] ?? {});
  });
  return { changes, cursor: String(start + 10), requestId: "made-up" };
}

export const POLICY = {
  merchant: "mch_00000",
  merchantName: "Larch & Loam 0",
  mode: "live",
  enabled: true,
  rates: [
    { brand: "visa", brandName: "Visa", status: "surcharge", rateBps: 300 },
    { brand: "mastercard", brandName: "Mastercard", status: "none", rateBps: null },
  ],
  notice: "Credit cards may carry a surcharge of up to 3 %. Debit and prepaid cards never do.",
  currency: "USD",
  currencyDigits: 2,
  locale: "en",
  dir: "ltr",
  labels: {},
  messages: {},
  disclosures: ["Larch & Loam adds a surcharge of {rate} to Visa credit cards."],
  textsVersion: "0011223344556677",
  requestId: "made-up",
};

const row = (id: string, spoke: boolean) => {
  return {
    id,
    spoke,
    places: ["US-CO"],
    status: "conditional",
    limit: "at most 2.00 % or the cost of acceptance",
    said: spoke ? ["holds the rate at 2.00 %"] : [],
    requires: [
      { kind: "card_price_posted", missing: null },
      { kind: "sign_off", missing: spoke ? null : "nobody has recorded it" },
    ],
    conditions: "Seller posts the surcharge at the point of sale.",
    source: "https://leg.colorado.gov/bills/sb21-091",
    asOf: "2026-07-01",
    checkedOn: "2026-11-02",
    checkedBy: "Jo Lee",
    lapsesOn: "2027-03-02",
    confidence: "high",
  };
};

export const EXPLAINED = {
  merchant: "mch_00000",
  merchantName: "Larch & Loam 0",
  places: { merchant: "US-IL", billing: "US-CO", shipTo: null },
  days: { first: "2026-11-27", last: "2026-11-28" },
  outcome: "surcharge",
  reason: "eligible",
  explanation: "visa/credit in US-CO: 2.00 % is added, held there by us-co-credit.",
  card: { brand: "visa", brandName: "Visa", funding: "credit", level: "consumer", country: "US" },
  surcharge: {
    rateBps: 200,
    baseAmount: 12_500,
    surchargeAmount: 250,
    surchargeTaxRate: 0,
    surchargeTaxAmount: 0,
    totalAmount: 12_750,
    currency: "USD",
    currencyDigits: 2,
  },
  cappedBy: "us-co-credit",
  texts: {
    locale: "en",
    dir: "ltr",
    message: "A surcharge of $2.50 is added.",
    disclosure: "Larch & Loam adds 2 % to Visa credit cards. It is not more than what it pays to accept them.",
  },
  steps: [
    { reason: "eligible", decides: true, said: ["every rule that speaks about visa in US-IL and US-CO allows it"] },
  ],
  limits: [
    { by: "us-co-credit", rateBps: 200 },
    { by: "rate", rateBps: 300 },
    { by: "cost", rateBps: 310 },
  ],
  rules: { version: "2026-11-22.1.4f2f3d63ac29", rows: [row("us-co-credit", true), row("visa-us-rules", false)] },
  toChange: [{ kind: "rule", rule: null, field: null, say: "nothing that anybody records makes it more" }],
  tax: { places: [], warnings: ["US-CO taxes the surcharge itself, and the sale says no rate"] },
  requestId: "made-up",
};

const sums = {
  currency: "USD",
  currencyDigits: 2,
  sales: 412,
  surchargedSales: 168,
  base: 4_120_050,
  surcharge: 50_412,
  surchargeTax: 310,
  refundedBase: 21_000,
  refundedSurcharge: 630,
  refundedSurchargeTax: 0,
  voids: 3,
  collectedSurcharge: 49_782,
  recordedCost: { amount: 51_004, lowestBps: 290, highestBps: 310 },
  withoutCost: 0,
  collectedMinusCost: -1_222,
};

export const REPORT = {
  merchant: "mch_00000",
  month: "2026-11",
  env: "live",
  basis: "reported_by_merchant",
  rows: [
    { ...sums, place: "US-IL", brand: "visa" },
    { ...sums, place: "US-CO", brand: "mastercard", recordedCost: null, collectedMinusCost: null },
  ],
  totals: [sums],
  requestId: "made-up",
};
export const REPORT_CSV = "month,place,currency,brand,sales\r\n2026-11,US-IL,USD,visa,412\r\n";
