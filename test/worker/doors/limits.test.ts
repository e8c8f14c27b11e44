/** The figures of the limits, which stand in the code and in `wrangler.toml`, are the same. */
import { expect, test } from "vitest";
import { LIMITS } from "../../../worker/doors/limits.ts";
import { readEnvironment } from "../../support/node/wrangler-config.ts";

const ENVIRONMENTS = ["development", "staging", "production"];
interface Limiter {
  readonly name: string;
  readonly namespace_id: string;
  readonly simple: { readonly limit: number; readonly period: number };
}

const limitersOf = (environment: string): readonly Limiter[] => readEnvironment(environment).ratelimits;

test.each(ENVIRONMENTS)(
  "every limiter of %s allows a minute what the code says of it, the soft ones half",
  (environment) => {
    const expected = Object.entries(LIMITS).flatMap(([scope, tiers]) =>
      Object.entries(tiers).flatMap(([tier, limit]) => {
        const name = `${scope}_${tier}`.toUpperCase();
        return [
          [`LIMIT_${name}`, { limit, period: 60 }],
          [`SOFT_${name}`, { limit: limit / 2, period: 60 }],
        ];
      }),
    );
    const bound = limitersOf(environment).map(({ name, simple }) => [name, simple]);
    expect(Object.fromEntries(bound)).toEqual(Object.fromEntries(expected));
  },
);

test("no two limiters count together", () => {
  const namespaces = ENVIRONMENTS.flatMap(limitersOf).map(({ namespace_id }) => namespace_id);
  expect(namespaces).toHaveLength(36);
  expect(new Set(namespaces).size).toBe(namespaces.length);
});
