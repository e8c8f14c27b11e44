/** The merchants that a development build has without anybody adding them. In no other build. */

import type { RuleBook } from "../rules/book.ts";
import { rulesNow } from "../rules/clock.ts";
import { carriedBook } from "../rules/in-force.ts";
import { requirementsOf } from "../rules/requirements.ts";
import type { Settings } from "../settings/settings.ts";
import { addDays, worldDays } from "../surcharge/day.ts";
import type { Merchant } from "./schema.ts";

/** SHA-256 of the published development server key. */
const SERVER_KEY_HASH = "1a2ac1341df9c063a0e169f53446988d5374273383dbaa08b678dbb584cea68d";
const BY = "Demo Person";
/** Everything was recorded this long ago: long enough for a notice to count, and never too old. */
const RECORDED_DAYS_AGO = 45;

/** Shoppers see it where a rule asks for wording of the law's own; a real merchant records its lawyer's. */
const NOTICE =
  "A surcharge of at most 2% is added to payments by credit or charge card. None is added to payments by cash, check, debit card or gift card.";

const ports = [8787, 8788, 8789];
const DEMO_ORIGINS = __DEVELOPMENT__
  ? ports.flatMap((port) => [`http://localhost:${port}`, `http://127.0.0.1:${port}`])
  : [];

/**
 * The demo merchant: a shop in Illinois with a 3.00 % surcharge and, as of `at`, everything recorded that a row of the
 * United States asks for, but for American Express and Texas.
 */
export function demoMerchant(rules: RuleBook, at: Date, origins: readonly string[] = DEMO_ORIGINS): Merchant {
  const on = addDays(worldDays(at).first, -RECORDED_DAYS_AGO);
  const cost = { costBps: 320, by: BY, on };
  return {
    id: "mch_demo",
    name: "Larch & Loam",
    enabled: true,
    mode: "test",
    gateway: "local_sandbox",
    gatewayKey: null,
    serverKeys: [{ hash: SERVER_KEY_HASH, addedOn: on }],
    origins: [...origins],
    place: { country: "US", state: "IL" },
    currency: "USD",
    otherMethods: ["bank"],
    rates: { visa: 300, mastercard: 300, discover: 300, amex: 300 },
    costs: { visa: cost, mastercard: cost, discover: cost },
    attestations: demoAttestations(rules, worldDays(at).last, on),
    textSignOffs: [],
    houseCards: "exempt",
    cardPrograms: [{ id: "demo_programme", displayName: "Demo Club" }],
    locale: "en",
    rateTier: "high",
    updatedAt: 0,
  };
}

/** What is another than the demo merchant's, by id. */
const SAMPLES: Readonly<Record<string, Partial<Merchant>>> = {
  mch_demo_off: { enabled: false },
  mch_demo_no_cost: { costs: {} },
  mch_demo_minimum: { minimumBaseAmount: 20_000 },
};

/** The merchants of a development build. */
export function developmentMerchants({ demoOrigins }: Pick<Settings, "demoOrigins">): Merchant[] {
  return [demoMerchant(carriedBook(), rulesNow(), demoOrigins ?? DEMO_ORIGINS)];
}

/**
 * The demo merchant with one setting changed, so that the playground reaches what is a merchant's own. By test tokens alone: they
 * have no key, not even a server's, which belongs to one merchant.
 */
export function sampleMerchants(settings: Pick<Settings, "demoOrigins">): Merchant[] {
  return developmentMerchants(settings).flatMap((demo) =>
    Object.entries(SAMPLES).map(([id, change]) => ({ ...demo, serverKeys: [], ...change, id })),
  );
}

function demoAttestations(rules: RuleBook, day: string, on: string): Merchant["attestations"] {
  const skipped = new Set(
    rules.rows
      .filter(({ networks, places }) => places.includes("US-TX") || (networks !== "all" && networks.includes("amex")))
      .map(({ id }) => id),
  );
  return requirementsOf({ country: "US", state: null }, rules, day)
    .filter(({ rule }) => !skipped.has(rule))
    .map(({ rule, kind }) => ({ rule, kind, by: BY, on, ...(kind === "statutory_text" ? { text: NOTICE } : {}) }));
}
