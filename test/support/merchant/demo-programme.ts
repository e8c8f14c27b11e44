/** The programme of the development merchant, `mch_demo`, and small makers for tests about decisions. */

import { type AskedAttestation, requirementsOf } from "../../../worker/rules/requirements.ts";
import type { CardFacts } from "../../../worker/surcharge/facts.ts";
import type { Attestation, SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import { rules } from "../rules/frozen-book.ts";

const BY = { by: "Dana Demo", on: "2026-11-22" };
export const NOTICE =
  "A surcharge of at most 2% is added to payments by credit or charge card. None is added to payments by cash, check, debit card or gift card.";
const WITHHELD = new Set(["us-amex-credit", "us-tx-credit"]);

const recorded = ({ rule, kind }: AskedAttestation): Attestation =>
  kind === "statutory_text" ? { rule, kind, ...BY, text: NOTICE } : { rule, kind, ...BY };

/** Everything a rule of the United States asks to have recorded, except for American Express and Texas. */
const attestations = requirementsOf({ country: "US", state: null }, rules, BY.on)
  .filter(({ rule }) => !WITHHELD.has(rule))
  .map(recorded);

export const demoProgramme: SurchargeProgramme = {
  id: "mch_demo",
  name: "Larch & Loam",
  enabled: true,
  mode: "test",
  place: { country: "US", state: "IL" },
  currency: "USD",
  rates: { visa: 300, mastercard: 300, amex: 300, discover: 300 },
  costs: {
    visa: { costBps: 320, ...BY },
    mastercard: { costBps: 320, ...BY },
    discover: { costBps: 320, ...BY },
  },
  attestations,
  otherMethods: ["bank"],
  houseCards: "exempt",
  locale: "en",
};

/** Facts of a consumer Visa credit card that the gateway calls surchargeable, with what a test changes. */
export function cardFacts(change: Partial<CardFacts> = {}): CardFacts {
  return {
    method: "card",
    brands: ["visa"],
    funding: "credit",
    level: "consumer",
    country: "US",
    surchargeable: true,
    conflicting: false,
    bin: "411111",
    issuer: "A Bank",
    customerExempt: false,
    ...change,
  };
}
