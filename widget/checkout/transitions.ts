/**
 * The conversation as a table: event by event, what becomes of status, source, turn, agreement, the held success and a
 * waiting review. `docs/element-states.md` is written from it (`npm run states`). Pure: no DOM, no clock, no network.
 */
import type { Status } from "../../contract/lists.ts";
import { agreementOf, type Decision } from "./decision.ts";
import { NO_SOURCE, type Preview, type Source, type State } from "./state.ts";

export type CheckoutEvent =
  | { readonly type: "changed" | "touched" | "otherMethod" | "savedAnswer" | "again" | "expired" | "reset" }
  | { readonly type: "accepted" | "confirmed" | "acceptCancelled" | "pressed" }
  | { readonly type: "typed"; readonly preview: Preview | null }
  | { readonly type: "token"; readonly token: string }
  | { readonly type: "otherSuccess"; readonly token: string | null }
  | { readonly type: "decided"; readonly turn: number; readonly decision: Decision };
export type CheckoutEventType = CheckoutEvent["type"];

/** `agreed`: the very offer that was accepted before the answer merely expired. `free`: nothing is added. */
type DecisionKind = "agreed" | "offer" | "free";

export interface Transition {
  readonly event: CheckoutEventType;
  /** Any when left out. */
  readonly statuses?: readonly Status[];
  /** Any when left out. */
  readonly sources?: readonly Source["kind"][];
  readonly decision?: DecisionKind;
  /** `start`: `pending` with a token or a server-made answer, else `preview` or `idle`. `outcome`: as the decision says. */
  readonly status: Status | "same" | "start" | "outcome";
  readonly source: "same" | "none" | "told";
  readonly preview: "same" | "none" | "told";
  readonly turn: "same" | "new";
  /** `offer`: the one that was accepted. */
  readonly agreed: "same" | "none" | "offer";
  /** `kept`: what was shown stays readable. */
  readonly lapsed: "same" | "none" | "kept";
  /** `taken`: the event's own. `let go`: kept until the page presses again. */
  readonly held: "same" | "taken" | "let go" | "dropped" | "handed over";
  /** `superseded`: unless the Tokenizer still owes a token, for then there is no answer yet that could be stale. */
  readonly review: "same" | "resolved" | "superseded" | "rejected";
}

/** Nothing changes but what a row says. */
const SAME = {
  status: "same",
  source: "same",
  preview: "same",
  turn: "same",
  agreed: "same",
  lapsed: "same",
  held: "same",
  review: "same",
} as const;
/** What was shown, asked, agreed and held is gone. */
const AFRESH = {
  status: "start",
  source: "none",
  preview: "none",
  turn: "new",
  agreed: "none",
  lapsed: "none",
  held: "dropped",
  review: "superseded",
} as const;

/** The first row that fits an event counts; where none fits, nothing happens. */
export const TRANSITIONS: readonly Transition[] = [
  // A place, an amount, the language or anything else that is sent is another one.
  { ...AFRESH, event: "changed", sources: ["answer"], preview: "same", held: "let go" },
  { ...AFRESH, event: "changed", source: "same", preview: "same", held: "let go" },
  // The Tokenizer told of a card number, or that there is none.
  { ...AFRESH, event: "typed", preview: "told" },
  // Focus went into the card form: its card may be another one now.
  { ...SAME, event: "touched", statuses: ["expired"], agreed: "none", lapsed: "none" },
  { ...AFRESH, event: "touched", sources: ["token", "answer"] },
  { ...AFRESH, event: "otherMethod", sources: ["none", "token", "answer"], source: "told" },
  { ...AFRESH, event: "otherSuccess", source: "told", held: "taken", review: "same" },
  {
    ...AFRESH,
    event: "token",
    source: "told",
    preview: "same",
    agreed: "same",
    lapsed: "same",
    held: "taken",
    review: "same",
  },
  { ...AFRESH, event: "savedAnswer", source: "told" },
  // The same token once more, because no answer came the first time.
  {
    ...AFRESH,
    event: "again",
    statuses: ["unknown"],
    sources: ["token"],
    source: "same",
    preview: "same",
    held: "same",
    review: "same",
  },
  {
    ...SAME,
    event: "decided",
    decision: "agreed",
    status: "accepted",
    agreed: "none",
    lapsed: "none",
    held: "handed over",
    review: "resolved",
  },
  {
    ...SAME,
    event: "decided",
    decision: "offer",
    status: "outcome",
    agreed: "none",
    lapsed: "none",
    review: "resolved",
  },
  {
    ...SAME,
    event: "decided",
    decision: "free",
    status: "outcome",
    agreed: "none",
    lapsed: "none",
    held: "handed over",
    review: "resolved",
  },
  // The shopper agrees; the page hears of it and may be against it.
  { ...SAME, event: "accepted", statuses: ["surcharge"], status: "accepted" },
  { ...SAME, event: "acceptCancelled", statuses: ["accepted"], status: "surcharge" },
  { ...SAME, event: "confirmed", statuses: ["accepted"], held: "handed over" },
  // The page asks for a review of what is answered already.
  { ...SAME, event: "pressed", statuses: ["accepted", "none", "unknown"], held: "handed over", review: "resolved" },
  { ...SAME, event: "pressed", statuses: ["surcharge"], review: "resolved" },
  {
    ...AFRESH,
    event: "expired",
    statuses: ["accepted"],
    status: "expired",
    preview: "same",
    agreed: "offer",
    lapsed: "kept",
  },
  {
    ...AFRESH,
    event: "expired",
    statuses: ["pending", "surcharge", "none", "unknown"],
    status: "expired",
    preview: "same",
    lapsed: "kept",
  },
  // Also when the shopper declines, the form is reset or the element leaves the page.
  { ...AFRESH, event: "reset", review: "rejected" },
];

function kindOf({ agreed }: State, decision: Decision): DecisionKind {
  if (decision.outcome !== "surcharge") return "free";
  return agreed !== null && agreed === agreementOf(decision) ? "agreed" : "offer";
}

/** The row for an event, or null where nothing happens. */
export function transitionFor(state: State, event: CheckoutEvent): Transition | null {
  const isDecision = event.type === "decided";
  if (isDecision && (event.turn !== state.turn || state.decision !== null)) return null;
  const kind = isDecision ? kindOf(state, event.decision) : undefined;
  const fits = (row: Transition) =>
    row.event === event.type &&
    row.decision === kind &&
    (row.statuses?.includes(state.status) ?? true) &&
    (row.sources?.includes(state.source.kind) ?? true);
  return TRANSITIONS.find(fits) ?? null;
}

function toldSource(event: CheckoutEvent): Source {
  if (event.type === "token") return { kind: "token", token: event.token };
  if (event.type === "otherSuccess") return { kind: "method", token: event.token };
  if (event.type === "otherMethod") return { kind: "method", token: null };
  return event.type === "savedAnswer" ? { kind: "answer" } : NO_SOURCE;
}

/** The state after an event, by its row. */
export function stateAfter(state: State, event: CheckoutEvent, row: Transition): State {
  const source = row.source === "same" ? state.source : toldSource(event);
  const told = event.type === "typed" ? event.preview : null;
  const preview = row.preview === "same" ? state.preview : told;
  const decided = event.type === "decided" ? event.decision : state.decision;
  const decision = row.turn === "new" ? null : decided;
  const status = statusAfter(state, row, source, preview, decision);
  const offer = state.decision === null ? null : agreementOf(state.decision);
  const agreed = row.agreed === "same" ? state.agreed : row.agreed === "offer" ? offer : null;
  const kept = row.lapsed === "kept" ? (state.decision ?? state.lapsed) : null;
  const lapsed = row.lapsed === "same" ? state.lapsed : kept;
  return { status, decision, source, preview, turn: state.turn + (row.turn === "new" ? 1 : 0), agreed, lapsed };
}

function statusAfter(
  state: State,
  { status }: Transition,
  source: Source,
  preview: Preview | null,
  decision: Decision | null,
): Status {
  if (status === "same") return state.status;
  if (status === "outcome") return decision?.outcome ?? "unknown";
  if (status !== "start") return status;
  if (source.kind === "token" || source.kind === "answer") return "pending";
  return preview === null ? "idle" : "preview";
}
