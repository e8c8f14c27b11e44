/** What the page shows: everything that one drawing of it needs. */
import type { Choices } from "../builder/choices.ts";
import type { Merchant } from "./merchant.ts";

/** How the preview's surroundings are coloured. */
export const SCHEMES = ["light dark", "light", "dark"] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface Shown {
  readonly choices: Choices;
  /** What is wrong with an input, by its parameter's name; the choice is then as it was before. */
  readonly flaws: ReadonlyMap<string, string>;
  /** What an address said that could not be read. */
  readonly amiss: readonly string[];
  /** Undefined: the answer is awaited. */
  readonly merchant: Merchant | undefined;
  /** The preview's test token, or `TYPED`. */
  readonly token: string;
  /** The sandbox's card form is there, and these choices are for it. */
  readonly hasForm: boolean;
  /** What the last press on the preview's Pay came to; empty: none since. */
  readonly pressed: string;
  readonly scheme: Scheme;
  /** False: the element's file could not be loaded. */
  readonly hasElement: boolean;
  /** The tab that is open, by its output's id. */
  readonly tab: string;
}

/** What can be done on the page. */
export interface Doing {
  /** Takes one parameter of the address, as `readChoices` reads it; null takes a style or label away. */
  readonly choose: (name: string, text: string | null) => void;
  readonly show: (change: Partial<Pick<Shown, "token" | "pressed" | "scheme" | "tab">>) => void;
  /** A press on Pay, for the card that was typed. */
  readonly pay: () => void;
  readonly copy: (text: string, what: string) => void;
}
