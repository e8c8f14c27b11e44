/** The types of the answers are those of their schemas, member by member. The compiler checks this file. */
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";
import type * as answers from "../../contract/answers.ts";
import type * as lookup from "../../contract/lookup.ts";
import type * as policy from "../../contract/policy.ts";

test("an answer's type is its schema's", () => {
  expectTypeOf<z.output<typeof lookup.CardView>>().toEqualTypeOf<answers.CardView>();
  expectTypeOf<z.output<typeof lookup.SurchargeView>>().toEqualTypeOf<answers.SurchargeView>();
  expectTypeOf<z.output<typeof lookup.LookupAnswer>>().toEqualTypeOf<answers.LookupAnswer>();
  expectTypeOf<z.output<typeof policy.BrandPolicy>>().toEqualTypeOf<answers.BrandPolicy>();
  expectTypeOf<z.output<typeof policy.Policy>>().toEqualTypeOf<answers.Policy>();
});
