/**
 * The element's states and what moves between them. Pure: no DOM, no clock, no network.
 *
 * A *turn* ends whenever anything that an answer depends on changes. An answer carries the turn it was asked in, so that
 * one for an older turn changes nothing.
 */
import type { Status } from "../contract/lists.ts";
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

export type Action =
  /** A place, an amount, the language or anything else that is sent has changed. */
  | { readonly type: "changed" }
  /** The Tokenizer told of a card number, or (null) that there is none. */
  | { readonly type: "card"; readonly preview: Preview | null }
  /** Focus went into the Tokenizer: its card may be another one now. */
  | { readonly type: "touched" }
  | { readonly type: "method"; readonly token: string | null }
  | { readonly type: "token"; readonly token: string }
  | { readonly type: "saved" }
  | { readonly type: "decided"; readonly turn: number; readonly decision: Decision }
  | { readonly type: "accepted" }
  /** The page cancelled the acceptance. */
  | { readonly type: "unaccepted" }
  | { readonly type: "expired" }
  | { readonly type: "reset" };

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

function decide(state: State, decision: Decision): State {
  const isAgreed = state.agreed !== null && state.agreed === agreementOf(decision);
  const status = decision.outcome === "surcharge" && isAgreed ? "accepted" : decision.outcome;
  return { ...state, status, decision, agreed: null };
}

/** @returns the state after `action`; the very same object when nothing changes */
// oxlint-disable-next-line typescript/consistent-return -- the switch is exhaustive; the compiler checks it
export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "changed":
      return begin(state, state.source.kind === "answer" ? NO_SOURCE : state.source, state.preview);
    case "card":
      return begin(state, NO_SOURCE, action.preview);
    case "touched":
      if (state.status === "expired") return state.agreed === null ? state : { ...state, agreed: null };
      return state.source.kind === "token" || state.source.kind === "answer" ? begin(state, NO_SOURCE, null) : state;
    case "method":
      return begin(state, { kind: "method", token: action.token }, null);
    case "token":
      return { ...begin(state, { kind: "token", token: action.token }, state.preview), agreed: state.agreed };
    case "saved":
      return begin(state, { kind: "answer" }, null);
    case "decided":
      return action.turn === state.turn && state.decision === null ? decide(state, action.decision) : state;
    case "accepted":
      return state.status === "surcharge" ? { ...state, status: "accepted" } : state;
    case "unaccepted":
      return state.status === "accepted" ? { ...state, status: "surcharge" } : state;
    case "expired": {
      const agreed = state.status === "accepted" && state.decision ? agreementOf(state.decision) : null;
      return { ...begin(state, NO_SOURCE, state.preview), status: "expired", agreed };
    }
    case "reset":
      return begin(state, NO_SOURCE, null);
  }
}
