/** What the element tells the page. Every event bubbles and is composed; its detail is frozen and holds no token. */
import type { Status } from "../contract/lists.ts";
import type { Decision } from "./checkout/decision.ts";

export interface SurchargeDetail {
  readonly status: Status;
  readonly decision: Decision | null;
}

/** `code`: one of the element's reasons, `invalid_attribute` or `calculate_fees`. `message` is for the page's author. */
export interface SurchargeErrorDetail {
  readonly code: string;
  readonly message: string;
}

export interface SurchargeEventMap {
  /** A card is being checked. */
  "surcharge-pending": CustomEvent<SurchargeDetail>;
  /** There is an answer, or the one that was shown is gone. */
  "surcharge-change": CustomEvent<SurchargeDetail>;
  /** The shopper accepted. Cancelled, the choice stays open. */
  "surcharge-accept": CustomEvent<SurchargeDetail>;
  /** The shopper wants to use another card. Cancelled, everything stays as it is. */
  "surcharge-decline": CustomEvent<SurchargeDetail>;
  /** The answer is too old to charge. */
  "surcharge-expire": CustomEvent<SurchargeDetail>;
  "surcharge-error": CustomEvent<SurchargeErrorDetail>;
}
export type EventName = Exclude<keyof SurchargeEventMap, "surcharge-error">;

const CANCELABLE: ReadonlySet<string> = new Set<EventName>(["surcharge-accept", "surcharge-decline"]);

/** @returns false when a listener cancelled it */
export function emit<Name extends keyof SurchargeEventMap>(
  target: EventTarget,
  name: Name,
  detail: SurchargeEventMap[Name]["detail"],
): boolean {
  const cancelable = CANCELABLE.has(name);
  return target.dispatchEvent(
    new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail: Object.freeze({ ...detail }) }),
  );
}

declare global {
  interface GlobalEventHandlersEventMap extends SurchargeEventMap {}
}
