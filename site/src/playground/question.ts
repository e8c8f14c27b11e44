/** A question as the playground asks it, and its form in the page's address, so that each state has a link. Pure. */
import type { Reason } from "../../../contract/lists.ts";
import { CASES } from "./cases.ts";

export interface Question {
  readonly merchant: string;
  readonly token: string;
  readonly country: string;
  /** Empty: not known. */
  readonly state: string;
  readonly currency: string;
  /** Minor units, as it was typed; empty: none. */
  readonly amount: string;
  /** The state that is asked about beside it; empty: not known. */
  readonly beside: string;
}

/** A Visa credit card in Illinois, 125.00 US dollars, beside Massachusetts: for the merchant that `npm start` has. */
export const FIRST: Question = {
  merchant: "mch_demo",
  token: "test_card_visa_credit",
  country: "US",
  state: "IL",
  currency: "USD",
  amount: "12500",
  beside: "MA",
};
const NAMES = Object.keys(FIRST) as (keyof Question)[];

/** What `location.hash` says, with {@link FIRST} for what it leaves out. Each value is trimmed. */
export function readQuestion(hash: string): Question {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  return Object.fromEntries(
    NAMES.map((name) => [name, (given.get(name) ?? FIRST[name]).trim()]),
  ) as unknown as Question;
}

/** The address of a question, from `#` on. Every member stands in it: what is sent can be read there. */
export const addressOf = (question: Question): string =>
  `#${new URLSearchParams(NAMES.map((name) => [name, question[name]])).toString()}`;

/** The question that reaches a reason, or null where none does. Merchant and the state beside it stay as they are. */
export function questionFor(reason: Reason, { merchant, beside }: Question): Question | null {
  const found = CASES[reason];
  return "ask" in found ? { ...FIRST, ...found.ask, merchant, beside } : null;
}

/** The body of `POST /v1/lookup`. What is empty is left out; an amount that is no whole number goes as it is, to be refused. */
export function lookupBody({ merchant, token, country, state, currency, amount }: Omit<Question, "beside">): object {
  return {
    merchant,
    token,
    country,
    ...(state === "" ? {} : { state }),
    ...(amount === "" ? {} : { baseAmount: /^\d{1,15}$/.test(amount) ? Number(amount) : amount }),
    ...(currency === "" ? {} : { currency }),
  };
}
