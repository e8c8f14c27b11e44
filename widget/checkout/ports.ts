/** What a checkout's conversation needs of the page around it, and nothing else of it. */

import type { LookupAnswer } from "../../contract/answers.ts";
import type { ElementReason } from "../../contract/lists.ts";
import type { EventName } from "../events.ts";
import type { Failure } from "../service/service.ts";
import type { Decision, HandedOver } from "./decision.ts";
import type { State } from "./state.ts";

/** The card form that is connected: the Tokenizer's client, or its iframe alone. */
export interface CardForm {
  submit(): void;
  /** True while the focus is inside its iframe. */
  isFocused(): boolean;
  /** Puts the focus into it. */
  focus(): void;
}

/** Hands a success to the page, with what the shopper agreed to. */
export type Deliver = (offer: HandedOver) => void;

export interface Ports {
  /** `ready`: a complete question can be asked. `waiting`: something is not chosen yet. `faulty`: something is malformed. */
  readiness(): "ready" | "waiting" | "faulty";
  lookUp(token: string, challenge: string | undefined, signal: AbortSignal): Promise<LookupAnswer | Failure>;
  form(): CardForm | null;
  decide(reason: ElementReason): Decision;
  /** The state is new: value, validity and paint follow it. */
  moved(state: State): void;
  /** @returns false when a listener cancelled it */
  tell(name: EventName, state: State): boolean;
  fail(code: string, message: string): void;
  /** Milliseconds that never run backwards and count time asleep. */
  now(): number;
}
