/** Payments, and a service that answers as it should and as it never would. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { NOW } from "../../../vectors/make/parts/sale.ts";
import type { Members } from "./claims.ts";
import { odd } from "./odd.ts";
import { type AnyQuote, anyFacts, anyQuote, goodQuote, JWKS } from "./quotes.ts";

const DISCLOSURE = "Credit: 3 %.";
const isTextOfDisclosure = (sha256: unknown) => createHash("sha256").update(DISCLOSURE).digest("base64url") === sha256;

/** The answer that a service would give with this quote. */
function answerOf({ quote }: AnyQuote): Members {
  const [, payload = ""] = String(quote).split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Members;
  const { outcome, reason, rateBps, baseAmount, surchargeAmount, surchargeTaxRate, surchargeTaxAmount } = claims;
  const { totalAmount, currency } = claims;
  const disclosure = (claims["disclosure"] as { sha256?: unknown } | null)?.sha256;
  return {
    outcome,
    reason,
    card: null,
    surcharge: {
      rateBps,
      baseAmount,
      surchargeAmount,
      surchargeTaxRate,
      surchargeTaxAmount,
      totalAmount,
      currency,
      currencyDigits: 2,
    },
    message: "A message.",
    disclosure: isTextOfDisclosure(disclosure) ? DISCLOSURE : null,
    quote,
    ticket: null,
    expiresInSeconds: 110,
    requestId: "r",
  };
}

const withOne = (record: Members, names: readonly string[]) =>
  fc
    .option(fc.tuple(fc.constantFrom(...names), odd), { freq: 2 })
    .map((change) => ({ ...record, ...(change ? Object.fromEntries([change]) : {}) }));

const answers = (from: AnyQuote): fc.Arbitrary<Members> => {
  const answer = answerOf(from);
  const surcharge = withOne(answer["surcharge"] as Members, [
    "rateBps",
    "surchargeAmount",
    "totalAmount",
    "currency",
    "currencyDigits",
  ]);
  return fc
    .tuple(withOne(answer, ["outcome", "message", "disclosure", "quote", "surcharge"]), surcharge, fc.boolean())
    .map(([made, odder, isWhole]) =>
      isWhole ? answer : made["surcharge"] === answer["surcharge"] ? { ...made, surcharge: odder } : made,
    );
};

const statuses = fc.oneof(
  { weight: 2, arbitrary: fc.constant(200) },
  fc.constantFrom(201, 302, 400, 401, 404, 408, 422, 429, 500, 503),
);
const TEXTS = ["", "null", "[]", "{", "<html>", '{"answer":[]}', '{"answer":{}}'];
const lookups = (from: AnyQuote): fc.Arbitrary<object> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ status: statuses, body: fc.record({ answer: answers(from) }) }) },
    fc.record({ status: statuses, text: fc.constantFrom(...TEXTS) }),
    fc.constant({ fails: true }),
  );

const SERVICE = { origin: "https://surcharge.example", serverKey: "sk_demo" };
const services = fc.oneof(
  { weight: 8, arbitrary: fc.constant(SERVICE) },
  fc.record({
    origin: fc.constantFrom("http://localhost:8787", "http://surcharge.example", "surcharge", ""),
    serverKey: fc.constantFrom("sk_demo", " "),
  }),
);
const options = fc.record(
  {
    declines: fc.oneof(fc.nat(3), odd),
    unansweredKey: fc.oneof(fc.constantFrom("0b6f9f5e-8f0a-4d6c-9b1e-2f3a4b5c6d7e", "", null), odd),
    locale: fc.oneof(fc.constantFrom("fr-CA", "de"), odd),
  },
  { requiredKeys: [] },
);
const quotes = fc.oneof(goodQuote, anyQuote);

/** A question for a plan. */
export const anyPlan = fc
  .tuple(goodQuote, quotes)
  .chain(([asked, sent]) =>
    fc.record({
      facts: fc.oneof({ weight: 4, arbitrary: fc.constant(asked.facts) }, anyFacts(asked.facts)),
      quote: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom<unknown>("", null) },
        fc.constant(sent.quote),
        fc.constant(asked.quote),
      ),
      service: services,
      lookup: lookups(asked),
      options: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, options),
    }),
  )
  .map(({ facts, quote, service, lookup, options }) => {
    return { charge: { quote, facts, service, ...options }, lookup, jwks: JWKS, now: NOW };
  });
