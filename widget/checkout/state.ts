/** Where one element's conversation is. A *turn* ends whenever anything that an answer depends on changes. */
import type { Status } from "../../contract/lists.ts";
import type { Decision } from "./decision.ts";

/** The browser's own guess while the card is typed; it decides nothing. */
export interface Preview {
  /** A brand of ours, or a word that is none. */
  readonly brand: string;
  /** As the Tokenizer gave it; empty when it gave none. */
  readonly brandName: string;
  /** True for a debit or prepaid card. */
  readonly isFree: boolean;
}

/** What the answer is about. `answer`: a saved card, decided by the merchant's server. `method`: not a card. */
export type Source =
  | { readonly kind: "none" }
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "answer" }
  | { readonly kind: "method"; readonly token: string | null };

export interface State {
  readonly status: Status;
  readonly decision: Decision | null;
  readonly source: Source;
  readonly preview: Preview | null;
  /** An answer carries the turn it was asked in, so that one for an older turn changes nothing. */
  readonly turn: number;
  /** What was accepted before the answer merely expired. */
  readonly agreed: string | null;
  /** The answer that has merely expired: still to be read, and worth nothing. */
  readonly lapsed: Decision | null;
}

export const NO_SOURCE: Source = { kind: "none" };

export const START: State = {
  status: "idle",
  decision: null,
  source: NO_SOURCE,
  preview: null,
  turn: 0,
  agreed: null,
  lapsed: null,
};

/** Nothing is left to choose: the form carries quote and token, and a held success may be handed over. */
export const SETTLED: ReadonlySet<Status> = new Set(["accepted", "none", "unknown"]);

export const tokenOf = ({ source }: State): string | null => ("token" in source ? source.token : null);
