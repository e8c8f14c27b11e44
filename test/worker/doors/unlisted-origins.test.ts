/** How long, and of how many origins, it is remembered that no merchant listed them. */
import { expect, test } from "vitest";
import { rememberUnlisted, wasUnlisted } from "../../../worker/doors/unlisted-origins.ts";
import type { Bindings } from "../../../worker/settings/bindings.ts";

const bindings = () => ({}) as Bindings;
const NOW = 1_000_000;

test("an origin is remembered for half a minute, and for its own bindings alone", () => {
  const [own, other] = [bindings(), bindings()];
  expect(wasUnlisted(own, "https://a.example", NOW)).toBe(false);
  rememberUnlisted(own, "https://a.example", NOW);
  expect(wasUnlisted(own, "https://a.example", NOW + 29_999)).toBe(true);
  expect(wasUnlisted(own, "https://a.example", NOW + 30_000)).toBe(false);
  expect(wasUnlisted(own, "https://b.example", NOW)).toBe(false);
  expect(wasUnlisted(other, "https://a.example", NOW)).toBe(false);
});

test("past a thousand origins the one that was told of longest ago is forgotten", () => {
  const own = bindings();
  const origin = (number: number) => `https://${number}.example`;
  for (let number = 0; number < 1_000; number += 1) rememberUnlisted(own, origin(number), NOW);
  rememberUnlisted(own, origin(0), NOW);
  expect(wasUnlisted(own, origin(1), NOW)).toBe(true);
  rememberUnlisted(own, origin(1_000), NOW);
  expect([0, 1, 2, 1_000].map((number) => wasUnlisted(own, origin(number), NOW))).toEqual([true, false, true, true]);
});
