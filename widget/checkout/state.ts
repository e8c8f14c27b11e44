/**
 * The element's states and what moves between them. Pure: no DOM, no clock, no network.
 *
 * A *turn* ends whenever anything that an answer depends on changes. An answer carries the turn it was asked in, so that
 * one for an older turn changes nothing.
 */
import type { Status } from "../../contract/lists.ts";
import { agreementOf, type Decision } from "./decision.ts";

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
  readonly turn: number;
  /** What was accepted before the answer merely expired. */
  readonly agreed: string | null;
}

/** What moves a state on. It gives the very same object back when nothing changes. */
export type Action = (state: State) => State;

const NO_SOURCE: Source = { kind: "none" };

export const START: State = {
  status: "idle",
  decision: null,
  source: NO_SOURCE,
  preview: null,
  turn: 0,
  agreed: null,
};

/** A new turn: whatever was shown, asked or agreed before is gone. */
function begin(state: State, source: Source, preview: Preview | null): State {
  const status = source.kind === "token" ? "pending" : preview === null ? "idle" : "preview";
  return { status, decision: null, source, preview, turn: state.turn + 1, agreed: null };
}

function withDecision(state: State, decision: Decision): State {
  const isAgreed = state.agreed !== null && state.agreed === agreementOf(decision);
  const status = decision.outcome === "surcharge" && isAgreed ? "accepted" : decision.outcome;
  return { ...state, status, decision, agreed: null };
}

/** A place, an amount, the language or anything else that is sent has changed. */
export const afterChange: Action = (state) =>
  begin(state, state.source.kind === "answer" ? NO_SOURCE : state.source, state.preview);

/** The Tokenizer told of a card number, or (null) that there is none. */
export const afterTyping =
  (preview: Preview | null): Action =>
  (state) =>
    begin(state, NO_SOURCE, preview);

/** Focus went into the Tokenizer: its card may be another one now. */
export const afterTouch: Action = (state) => {
  const { source, status, agreed } = state;
  if (status === "expired") return agreed === null ? state : { ...state, agreed: null };
  return source.kind === "token" || source.kind === "answer" ? begin(state, NO_SOURCE, null) : state;
};

export const afterOtherMethod =
  (token: string | null): Action =>
  (state) =>
    begin(state, { kind: "method", token }, null);

export const afterToken =
  (token: string): Action =>
  (state) => ({ ...begin(state, { kind: "token", token }, state.preview), agreed: state.agreed });

export const afterSavedAnswer: Action = (state) => begin(state, { kind: "answer" }, null);

export const afterDecision =
  (turn: number, decision: Decision): Action =>
  (state) =>
    turn === state.turn && state.decision === null ? withDecision(state, decision) : state;

export const afterAcceptance: Action = (state) =>
  state.status === "surcharge" ? { ...state, status: "accepted" } : state;

/** The page cancelled the acceptance. */
export const afterCancel: Action = (state) => (state.status === "accepted" ? { ...state, status: "surcharge" } : state);

export const afterExpiry: Action = (state) => ({
  ...begin(state, NO_SOURCE, state.preview),
  status: "expired",
  agreed: state.status === "accepted" && state.decision ? agreementOf(state.decision) : null,
});

export const afterReset: Action = (state) => begin(state, NO_SOURCE, null);
