/** The merchants of the soak: what they set, told to the service as an operator does and to the oracle as a programme. */
import frozen from "../../worker/rules/packs/1.json" with { type: "json" };
import type { RuleRow } from "../../worker/rules/schema.ts";
import type { Attestation, SurchargeProgramme } from "../../worker/surcharge/programme.ts";

/**
 * The pack of a development build: one that never changes, every row of it checked today. A quote that names another does not
 * hold.
 */
const pack = frozen as unknown as { readonly version: string; readonly rows: readonly RuleRow[] };
export const PACK_VERSION = pack.version;
export const RULE_ROWS: readonly RuleRow[] = pack.rows.map((row) => ({
  ...row,
  checkedOn: new Date().toISOString().slice(0, 10),
  recheckOn: null,
}));

export const GATEWAY_KEY = "api_sandbox_demo";
export const ORIGIN = "https://shop.example";
export const PROGRAMME = "demo_programme";

const RATES_BPS = [300, 250, 200, 275, 300, 150];
/** These were on once, and a store that is behind still says so. */
const TURNED_OFF = 2;

export interface SoakMerchant {
  readonly id: string;
  readonly serverKey: string;
  readonly programme: SurchargeProgramme;
}

/** @param on the day on which everything was recorded, ISO 8601 */
export function soakMerchants(on: string): SoakMerchant[] {
  const rates = [...RATES_BPS, ...RATES_BPS.slice(0, TURNED_OFF)];
  return rates.map((rateBps, index) => {
    const id = `mch_soak_${index + 1}`;
    const enabled = index < RATES_BPS.length;
    return {
      id,
      serverKey: `sk_soakServerKeyOfOneMerchant_${index + 1}`,
      programme: programmeOf({ id, rateBps, enabled, on }),
    };
  });
}

function programmeOf({
  id,
  rateBps,
  enabled,
  on,
}: {
  id: string;
  rateBps: number;
  enabled: boolean;
  on: string;
}): SurchargeProgramme {
  const cost = { costBps: 320, by: "Soak", on };
  return {
    id,
    name: "Soak",
    enabled,
    mode: "test",
    place: { country: "US", state: "IL" },
    currency: "USD",
    rates: { visa: rateBps, mastercard: rateBps, discover: rateBps, amex: rateBps },
    costs: { visa: cost, mastercard: cost, discover: cost },
    attestations: attestations(on),
    otherMethods: ["bank"],
    houseCards: "exempt",
    locale: "en",
  };
}

/** Everything that a row of the United States asks for, but for American Express and Texas. */
const attestations = (on: string): Attestation[] =>
  RULE_ROWS.filter(
    ({ places, networks }) =>
      places.some((place) => place.startsWith("US")) &&
      !places.includes("US-TX") &&
      (networks === "all" || !networks.includes("amex")),
  ).flatMap(({ id, requires }) =>
    requires.map((kind) => ({
      rule: id,
      kind,
      by: "Soak",
      on,
      ...(kind === "statutory_text" ? { text: "A surcharge is added to credit cards." } : {}),
    })),
  );

/** What the operator's API takes. */
export function settingsOf({ serverKey, programme }: SoakMerchant, changes: object = {}): object {
  const { id: _id, ...settings } = programme;
  return {
    ...settings,
    gateway: "local_sandbox",
    gatewayKey: GATEWAY_KEY,
    serverKeys: [serverKey],
    origins: [ORIGIN],
    cardPrograms: [{ id: PROGRAMME, displayName: "Soak Club" }],
    rateTier: "high",
    // So that each sees enough calls for its breaker to judge by.
    lookupShards: 1,
    ...changes,
  };
}
