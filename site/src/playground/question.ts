/** A question as the playground asks it, and its form in the page's address, so that each state has a link. Pure. */
import type { Reason } from "../../../contract/lists.ts";
import { FAULTS, type Fault } from "../local/faults.ts";
import { CASES } from "./cases.ts";
import { isSandboxCard, TYPED } from "./sandbox-cards.ts";

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
  /** A card of the sandbox in the token's place, by its name, or `typed`; empty: the token. */
  readonly sandbox: string;
  /** How the sandbox spoils the gateway's answers about that card; empty: not at all. */
  readonly fault: string;
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
  sandbox: "",
  fault: "",
};
/** Whether the merchant is one that a development build has. */
export const isDemo = ({ merchant }: Pick<Question, "merchant">): boolean => /^mch_demo(_|$)/.test(merchant);
const NAMES = Object.keys(FIRST) as (keyof Question)[];

export const isFault = (name: string): name is Fault => FAULTS.some((fault) => fault === name);

/** What `location.hash` says, with {@link FIRST} for what it leaves out. Each value is trimmed; a card or fault that is none is none. */
export function readQuestion(hash: string): Question {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const read = Object.fromEntries(NAMES.map((name) => [name, (given.get(name) ?? FIRST[name]).trim()]));
  const question = read as unknown as Question;
  const { sandbox, fault } = question;
  const hasCard = isSandboxCard(sandbox);
  return {
    ...question,
    sandbox: hasCard || sandbox === TYPED ? sandbox : "",
    fault: hasCard && isFault(fault) ? fault : "",
  };
}

/** The address of a question, from `#` on. Every member stands in it: what is sent can be read there. */
export const addressOf = (question: Question): string =>
  `#${new URLSearchParams(NAMES.map((name) => [name, question[name]])).toString()}`;

/**
 * The question that reaches a reason, or null where none does. The state beside it stays as it is, and so does the merchant, but for
 * a demo merchant that is there for another reason.
 *
 * @param hasSandbox whether the sandbox of `npm start` is there
 */
export function questionFor(reason: Reason, question: Question, hasSandbox: boolean): Question | null {
  const { merchant, beside } = question;
  const found = CASES[reason];
  const isOfDemo = isDemo(question);
  if (!("ask" in found)) return null;
  if ("needs" in found && !(isOfDemo && (found.needs === "demo" || hasSandbox))) return null;
  return { ...FIRST, merchant: isOfDemo ? FIRST.merchant : merchant, ...found.ask, beside };
}

type Asking = Omit<Question, "beside" | "sandbox" | "fault">;

/** The body of `POST /v1/lookup`. What is empty is left out; an amount that is no whole number goes as it is, to be refused. */
export function lookupBody({ merchant, token, country, state, currency, amount }: Asking): object {
  return {
    merchant,
    token,
    country,
    ...(state === "" ? {} : { state }),
    ...(amount === "" ? {} : { baseAmount: /^\d{1,15}$/.test(amount) ? Number(amount) : amount }),
    ...(currency === "" ? {} : { currency }),
  };
}
