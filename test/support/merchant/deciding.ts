/** Asks `decide` about the demo merchant's sale of 125.00 USD in Illinois, with what a test changes. */

import { type DecideInput, decide, type SurchargeDecision } from "../../../worker/surcharge/decide.ts";
import type { CardFacts } from "../../../worker/surcharge/facts.ts";
import { normalisePlace, type Place } from "../../../worker/surcharge/places.ts";
import type { SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import { CHECK_DAY, rules } from "../rules/frozen-book.ts";
import { cardFacts, demoProgramme } from "./demo-programme.ts";

export { CHECK_DAY } from "../rules/frozen-book.ts";

/** `US-CO`, `GB` or a country and a name: as `normalisePlace` reads them. */
export function placeOf(code: string): Place {
  return normalisePlace({ country: code.slice(0, 2), state: code.slice(3) });
}

type Changeable<T> = { -readonly [key in keyof T]?: T[key] };

export interface Asked extends Changeable<Omit<DecideInput, "programme">> {
  card?: Changeable<CardFacts>;
  merchant?: Changeable<SurchargeProgramme>;
}

export function asked({ card = {}, merchant = {}, ...rest }: Asked = {}): DecideInput {
  return {
    finding: { kind: "facts", facts: cardFacts(card) },
    houseCard: { match: "none" },
    programme: { ...demoProgramme, ...merchant },
    billing: placeOf("US-IL"),
    shipTo: null,
    baseAmount: 12_500,
    currency: "USD",
    at: CHECK_DAY,
    rules,
    ...rest,
  };
}

export function ask(change: Asked = {}): SurchargeDecision {
  return decide(asked(change));
}
