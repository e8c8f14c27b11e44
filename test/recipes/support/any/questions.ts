/** Questions of every kind, for all languages at once. */
import fc from "fast-check";
import { MERCHANT, NOW, TOKEN } from "../../../vectors/make/parts/sale.ts";
import { odd } from "./odd.ts";
import { anyPlan } from "./plans.ts";
import { anyFacts, anyQuote, goodQuote, unsigned } from "./quotes.ts";

const LARGEST = 999_999_999_999;
const amount = fc.oneof(fc.constantFrom(0, 1, 34, 375, 12_500, LARGEST), fc.integer({ min: 0, max: LARGEST }), odd);
const smallAmount = fc.oneof({ weight: 9, arbitrary: fc.nat(200) }, odd);
const step = (one: fc.Arbitrary<unknown>) => fc.tuple(one, one, one);

const verdict = fc
  .oneof({ weight: 2, arbitrary: goodQuote }, { weight: 2, arbitrary: anyQuote }, unsigned)
  .chain(({ quote, facts, jwks }) =>
    fc.record({
      quote: fc.constant(quote),
      facts: fc.oneof({ weight: 9, arbitrary: anyFacts(facts) }, odd),
      jwks: fc.constant(jwks),
      now: fc.oneof(
        { weight: 3, arbitrary: fc.constant(NOW) },
        fc.constantFrom(NOW - 1_000, NOW + 114, NOW + 115, NOW + 100_000),
      ),
    }),
  );

const claims = fc.oneof(
  fc.record({
    baseAmount: fc.integer({ min: 0, max: 400 }),
    surchargeAmount: fc.integer({ min: 0, max: 400 }),
    surchargeTaxRate: fc.integer({ min: 0, max: 50_000 }),
  }),
  fc.record({ baseAmount: amount, surchargeAmount: amount, surchargeTaxRate: amount }, { requiredKeys: [] }),
  odd,
);
/** One step of a sequence that could be. */
const possible = fc
  .record({ base: fc.integer({ min: 1, max: LARGEST }), surcharge: fc.nat(100_000), taxRate: fc.nat(50_000) })
  .chain(({ base, surcharge, taxRate }) =>
    fc.record({
      claims: fc.constant({ baseAmount: base, surchargeAmount: surcharge, surchargeTaxRate: taxRate }),
      before: fc.integer({ min: 0, max: base }),
      surchargeBefore: fc.integer({ min: 0, max: surcharge }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      name: fc.constantFrom("refund", "capture"),
    }),
  )
  .map(({ claims, before, surchargeBefore, part, name }) => {
    return { claims, [name]: [Math.floor((claims.baseAmount - before) * part), before, surchargeBefore] };
  });
const share = fc.oneof(
  { weight: 3, arbitrary: possible },
  fc.record({ claims, refund: step(fc.oneof(smallAmount, amount)) }),
  fc.record({ claims, capture: step(fc.oneof(smallAmount, amount)) }),
);

const id = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(TOKEN, "b9kq2v4ccr1k0uo6g3t0", "Zoë-42") }, odd);
const sale = fc.oneof(
  fc.record({
    merchant: fc.oneof({ weight: 4, arbitrary: fc.constant(MERCHANT) }, odd),
    of: fc.oneof(
      fc.record({ token: id }),
      fc.record({ customerId: id, paymentMethodId: id, orderRef: id }),
      fc.record({ token: id, customerId: id, paymentMethodId: id, orderRef: id }, { requiredKeys: [] }),
    ),
  }),
  fc.record({
    sale: fc.oneof(
      fc.uuid(),
      fc.uuid().map((uuid) => uuid.toUpperCase()),
      odd,
    ),
    declines: fc.oneof(fc.nat(20), odd),
  }),
);

export const anyQuestion: fc.Arbitrary<object> = fc.oneof(
  { weight: 6, arbitrary: verdict },
  { weight: 3, arbitrary: anyPlan },
  { weight: 2, arbitrary: share },
  { weight: 1, arbitrary: sale },
);
