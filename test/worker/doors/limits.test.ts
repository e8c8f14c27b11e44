import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Limiter {
  name: string;
  namespace: string;
  limit: number;
}

const TOML = readFileSync(new URL("../../../wrangler.toml", import.meta.url), "utf8");
const SOURCE = readFileSync(new URL("../../../worker/doors/rate-limit.ts", import.meta.url), "utf8");

/** The limiters that `wrangler.toml` binds in one environment. */
const boundIn = (environment: string): Limiter[] =>
  [
    ...TOML.matchAll(
      new RegExp(
        `\\[\\[env\\.${environment}\\.ratelimits\\]\\]\\nname = "(\\w+)"\\nnamespace_id = "(\\d+)"\\nsimple = \\{ limit = (\\d+), period = 60 \\}`,
        "g",
      ),
    ),
  ].map(([, name = "", namespace = "", limit]) => ({ name, namespace, limit: Number(limit) }));

/** What the code says of them, in `RateLimit-Policy` among others. */
const said = (scope: string, tier: string) => {
  const [, row = ""] = new RegExp(`${scope}: \\{([^}]*)\\}`).exec(SOURCE) ?? [];
  return Number(new RegExp(`${tier}: ([\\d_]+)`).exec(row)?.[1]?.replaceAll("_", ""));
};

test.each(["development", "staging", "production"])(
  "every limiter of %s allows what the code says of it",
  (environment) => {
    const expected = ["client", "merchant"].flatMap((scope) =>
      ["standard", "raised", "high"].flatMap((tier) => {
        const name = `${scope}_${tier}`.toUpperCase();
        return [
          [`LIMIT_${name}`, said(scope, tier)],
          [`SOFT_${name}`, said(scope, tier) / 2],
        ];
      }),
    );
    expect(Object.fromEntries(boundIn(environment).map(({ name, limit }) => [name, limit]))).toEqual(
      Object.fromEntries(expected),
    );
  },
);

test("no two limiters count together", () => {
  const namespaces = ["development", "staging", "production"].flatMap(boundIn).map(({ namespace }) => namespace);
  expect(namespaces).toHaveLength(36);
  expect(new Set(namespaces).size).toBe(namespaces.length);
});
