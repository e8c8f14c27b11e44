/** What the element has decided to show, and what a page gets of it. Pure. */

import type { LookupAnswer } from "../../contract/answers.ts";
import type { ElementReason, Outcome, Reason, Status } from "../../contract/lists.ts";

/** The answer that is shown, frozen: the service's own, or one the element made because it has none. */
export type Decision = Readonly<Omit<LookupAnswer, "reason" | "ticket">> & {
  readonly reason: Reason | ElementReason;
  /** `service`: a signed answer. `element`: there is none; `reason` is then one of the element's own and `quote` is empty. */
  readonly source: "service" | "element";
};

/** What a page needs for charging, as `resp.surcharge` and as the result of `review()`. Frozen. */
export interface Offer {
  readonly decision: Decision;
  /** The signed quote, or an empty string when the element itself decided. */
  readonly quote: string;
  /** Minor units, or null when no base amount was asked. */
  readonly baseAmount: number | null;
  readonly surchargeAmount: number | null;
  readonly totalAmount: number | null;
}

/** The result of `review()`. `token` is null for a saved card. A `surcharge` outcome still needs the shopper's choice. */
export interface Reviewed extends Offer {
  readonly token: string | null;
}

/** What a held success is handed over with, as `resp.surcharge`. */
export interface HandedOver extends Offer {
  readonly status: Status;
}

/** The amounts an element-made decision is about. */
export interface Amounts {
  readonly baseAmount: number | null;
  readonly currency: string;
  readonly currencyDigits: number;
}

const freeze = (decision: Decision): Decision => {
  Object.freeze(decision.card);
  Object.freeze(decision.surcharge);
  return Object.freeze(decision);
};

/** The ticket is the element's own, and no part of what a page is told. */
export const serviceDecision = ({ ticket: _ticket, ...answer }: LookupAnswer): Decision =>
  freeze({ ...answer, source: "service" });

/** A decision without the service: never a surcharge. Another method of payment is `none`, all else is `unknown`. */
export function elementDecision(reason: ElementReason, message: string, amounts: Amounts): Decision {
  const outcome: Outcome = reason === "other_method" ? "none" : "unknown";
  const { baseAmount, currency, currencyDigits } = amounts;
  const surchargeAmount = baseAmount === null ? null : 0;
  return freeze({
    outcome,
    reason,
    card: null,
    surcharge: {
      rateBps: 0,
      baseAmount,
      surchargeAmount,
      surchargeTaxRate: 0,
      surchargeTaxAmount: surchargeAmount,
      totalAmount: baseAmount,
      currency,
      currencyDigits,
    },
    message,
    disclosure: null,
    quote: "",
    expiresInSeconds: 0,
    requestId: "",
    source: "element",
  });
}

export function offerOf(decision: Decision): Offer {
  const { baseAmount, surchargeAmount, totalAmount } = decision.surcharge;
  return { decision, quote: decision.quote, baseAmount, surchargeAmount, totalAmount };
}

/** What a shopper agreed to, as one comparable text: brand, money and disclosure. */
export function agreementOf(decision: Decision): string {
  return JSON.stringify([decision.card?.brand, decision.card?.funding, decision.surcharge, decision.disclosure]);
}
