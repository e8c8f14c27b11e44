/** A sale that is asked about: what is due of it by an independent oracle, and which places a page's ticket covers. */
import { oracleSurcharge } from "../support/rules/surcharge-oracle.ts";
import { factsOf, HOUSE_CARD, type Place } from "./cards.ts";
import { RULE_ROWS, type SoakMerchant } from "./merchants.ts";

export interface SaleAsked {
  readonly merchant: SoakMerchant;
  readonly token: string;
  readonly card: string;
  readonly billing: Place;
  readonly shipTo: Place | null;
  readonly baseAmount: number;
}

/** What a page has of a token. */
export interface PageToken {
  readonly sale: SaleAsked;
  readonly mintedAt: number;
  ticket: string | null;
  /** Places that the ticket covers. */
  readonly covered: Set<string>;
}

const codeOf = ({ country, state }: Place): string => `${country}-${state}`;
const placesOf = ({ billing, shipTo }: SaleAsked): readonly Place[] =>
  shipTo === null ? [billing] : [billing, shipTo];
const codesOf = (sale: SaleAsked): Set<string> => new Set(placesOf(sale).map(codeOf));

/** Calls upstream that it needs, at most: one for each place that is not known yet; nobody asks for a merchant that is off. */
export const callsFor = (sale: SaleAsked, covered: ReadonlySet<string>): number =>
  sale.merchant.programme.enabled ? [...codesOf(sale)].filter((code) => !covered.has(code)).length : 0;

/** Keeps what a page learned: its ticket covers the places of this question too. */
export function keepTicket(page: PageToken, sale: SaleAsked, ticket: string | null): void {
  if (ticket === null) return;
  if (page.ticket === null) page.covered.clear();
  page.ticket = ticket;
  for (const code of codesOf(sale)) page.covered.add(code);
}

/** What may be added to this sale, minor units, by the oracle and the sandbox's own card table. */
export function dueOf(sale: SaleAsked, at: Date): number {
  const { merchant, card, billing, shipTo, baseAmount } = sale;
  const due = oracleSurcharge(
    {
      finding: { kind: "facts", facts: factsOf(card, placesOf(sale)) },
      houseCard: card === HOUSE_CARD ? { match: "certain", programmeName: "Soak Club" } : { match: "none" },
      programme: merchant.programme,
      billing,
      shipTo,
      baseAmount,
      currency: "USD",
      at,
    },
    RULE_ROWS,
  );
  return Number(due);
}
