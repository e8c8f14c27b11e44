/** Facts in forms that they should not have, and cases of them. */
import { accept, type Case, type Facts, refuse } from "./cases.ts";
import { TOKEN } from "./sale.ts";

/** Says that a fact is left out. */
export const LEFT_OUT = [null, "", " ", "\t\u00a0\u3000"];
/** What is no text that says anything, and does not say either that a fact is left out. */
export const NO_TEXT = [false, true, 0, 1, 12.5, [], ["US"], [[]], {}, { US: "US" }];
export const NO_NUMBER = ["0", "12500", "8875", false, true, -1, 0.5, 12_500.5, [], [12_500], {}, 1e12, 1e300];
export const NO_PLACE = ["US", "US-IL", false, true, 0, 1, [], ["US", "IL"], {}, { state: "IL" }, { Country: "US" }];
export const NO_SUBJECT = [null, "", TOKEN, false, 0, 1, [], [TOKEN], {}, { card: TOKEN }];

export const named = (fact: string, value: unknown): string => `${fact} is ${JSON.stringify(value)}`;

export function each(fact: string, values: readonly unknown[], judge: (name: string, facts: Facts) => Case): Case[] {
  return values.map((value) => judge(named(fact, value), { [fact]: value }));
}

export const refusing =
  (quote: string, problems: readonly string[], notChecked: readonly string[] = [], others: Facts = {}) =>
  (name: string, facts: Facts): Case =>
    refuse(name, quote, { ...facts, ...others }, problems, notChecked);
export const notChecking = (quote: string, fact: string) => refusing(quote, ["not_checked"], [fact]);
export const accepting =
  (quote: string) =>
  (name: string, facts: Facts): Case =>
    accept(name, quote, facts);
