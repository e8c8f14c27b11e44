import { expect, test, vi } from "vitest";
import { keptPolicy } from "../../../worker/answer/policy-memo.ts";
import type { Merchant } from "../../../worker/merchants/schema.ts";

const RULES = "2026-11-27.2.000000000000";

const merchant = () => ({ id: "mch_memo" }) as Merchant;

test("one query of one merchant is worked out once a minute", () => {
  const workOut = vi.fn(() => "{}");
  const shop = merchant();
  for (const now of [0, 59_999, 60_000, 119_999]) keptPolicy(shop, { country: "US", state: "IL" }, RULES, now, workOut);
  expect(workOut).toHaveBeenCalledTimes(2);
});

test("other rules make another policy at once", () => {
  const workOut = vi.fn(() => "{}");
  const shop = merchant();
  for (const version of [RULES, RULES, "2026-11-28.3.000000000000"]) keptPolicy(shop, {}, version, 0, workOut);
  expect(workOut).toHaveBeenCalledTimes(2);
});

test("another place, language or record of the merchant is another policy", () => {
  const workOut = vi.fn(() => "{}");
  const shop = merchant();
  const queries = [{}, { country: "US" }, { country: "US", state: "IL" }, { shipCountry: "US", shipState: "IL" }];
  for (const query of [...queries, { locale: "fr" }, { locale: "es" }]) keptPolicy(shop, query, RULES, 0, workOut);
  keptPolicy(merchant(), {}, RULES, 0, workOut);
  expect(workOut).toHaveBeenCalledTimes(7);
});

test("queries without end do not fill the memory", () => {
  const shop = merchant();
  for (let state = 0; state < 300; state++)
    keptPolicy(shop, { country: "US", state: `S${state}` }, RULES, 0, () => "{}");
  const workOut = vi.fn(() => "{}");
  keptPolicy(shop, { country: "US", state: "S0" }, RULES, 0, workOut);
  keptPolicy(shop, { country: "US", state: "S299" }, RULES, 0, workOut);
  expect(workOut).toHaveBeenCalledTimes(1);
});
