/** Whatever is asked and found is the same on the other side. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { BRANDS, FUNDINGS, LEVELS } from "../../../contract/lists.ts";
import type { Subject } from "../../../worker/gateway/client.ts";
import type { Finding, TracedFinding } from "../../../worker/lookup/finding.ts";
import {
  decodeFinding,
  decodeQuestion,
  encodeFinding,
  encodeQuestion,
  type ShardQuestion,
} from "../../../worker/lookup/wire.ts";
import type { CardFacts } from "../../../worker/surcharge/facts.ts";

const text = fc.string({ unit: "grapheme" });
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const time = fc.maxSafeNat();

const subject: fc.Arbitrary<Subject> = fc.oneof(
  fc.record({ kind: fc.constant("token" as const), token: text }),
  fc.record({ kind: fc.constant("bin" as const), bin: text }),
  fc.record(
    { kind: fc.constant("customer" as const), customerId: text, paymentMethodId: text },
    { requiredKeys: ["kind", "customerId"] },
  ),
);

const question: fc.Arbitrary<ShardQuestion> = fc.record({
  traceHeaders: fc.option(fc.record({ traceparent: text, tracestate: fc.option(text, { nil: undefined }) }), {
    nil: undefined,
  }),
  origin: text,
  secretKey: text,
  subject,
  places: fc.array(fc.record({ country: text, state: orNull(text) }), { minLength: 1, maxLength: 2 }),
  tokenKey: orNull(text),
  countsPlaces: fc.boolean(),
  askedAt: time,
  timeMs: time,
});

const facts: fc.Arbitrary<CardFacts> = fc.record({
  method: fc.constantFrom("card", "other", "unknown"),
  brands: fc.array(fc.constantFrom(...BRANDS), { maxLength: 2 }),
  funding: fc.constantFrom(...FUNDINGS),
  level: fc.constantFrom(...LEVELS),
  country: orNull(text),
  surchargeable: orNull(fc.boolean()),
  conflicting: fc.boolean(),
  bin: orNull(text),
  issuer: orNull(text),
  customerExempt: fc.boolean(),
});

const finding: fc.Arbitrary<Finding> = fc.oneof(
  fc.record({
    kind: fc.constant("facts" as const),
    byPlace: fc.oneof(fc.tuple(facts), fc.tuple(facts, facts)),
    firstSeenAt: time,
    paymentMethodId: orNull(text),
  }),
  fc.record({
    kind: fc.constant("trouble" as const),
    reason: fc.constantFrom("gateway_unavailable", "gateway_timeout", "service_limited"),
    firstSeenAt: orNull(time),
  }),
  fc.record({ kind: fc.constant("token_rejected" as const) }),
  fc.record({ kind: fc.constant("too_many_places" as const), retryAfterSeconds: time }),
);

const signals = fc.record({
  upstream: fc.record({ calls: time, retries: time, failed: time, slow: time, refused: time }),
  breaker: fc.constantFrom("closed", "open", "probing", "key_refused"),
  waitedMs: time,
});

const traced: fc.Arbitrary<TracedFinding> = fc
  .tuple(
    finding,
    fc.record({
      correlationId: orNull(text),
      gatewayMs: orNull(time),
      alarm: orNull(fc.constantFrom("gateway_blocked", "gateway_key_refused")),
    }),
    fc.option(signals, { nil: undefined }),
  )
  .map(([one, trace, signals]) => ({ ...one, trace, signals }));

test("a question arrives as it was asked", () => {
  fc.assert(
    fc.property(question, (asked) => {
      expect(decodeQuestion(encodeQuestion(asked))).toEqual(asked);
    }),
  );
});

test("a finding arrives as it was found", () => {
  fc.assert(
    fc.property(traced, (found) => {
      expect(decodeFinding(encodeFinding(found))).toEqual(found);
    }),
  );
});
