/** What a checkout's conversation needs of the page around it, and nothing else of it. */

import type { LookupAnswer } from "../../contract/answers.ts";
import type { ElementReason } from "../../contract/lists.ts";
import type { EventName } from "../events.ts";
import type { Failure } from "../service/service.ts";
import type { Decision, HandedOver } from "./decision.ts";
import type { State } from "./state.ts";

/** The card form that is connected: the Tokenizer's client, or its iframe alone. */
export interface CardForm {
  /** True when there is something to submit. */
  isThere(): boolean;
  /** @param amount major units, such as `125.00`: 3-D Secure wants one */
  submit(amount: string | undefined): void;
}

/** Hands a success to the page, with what the shopper agreed to. */
export type Deliver = (offer: HandedOver) => void;

/** What goes with a question beside the token and what the page has set. */
export interface QuestionExtras {
  /** The result of a passed challenge. */
  readonly challenge: string | undefined;
  /** What the service gave with its last answer about this token: it need not look the card up again. */
  readonly ticket: string | undefined;
}

export interface Ports {
  /**
   * `ready`: a complete question can be asked. `waiting`: something is not chosen yet. `resting`: something is malformed,
   * but may still be typed. `faulty`: something is malformed.
   */
  readiness(): "ready" | "waiting" | "resting" | "faulty";
  /** A card waits for what is not chosen yet. */
  waits(): void;
  lookUp(token: string, extras: QuestionExtras, signal: AbortSignal): Promise<LookupAnswer | Failure>;
  form(): CardForm | null;
  /** The base amount in major units, or undefined when there is none. */
  amount(): string | undefined;
  decide(reason: ElementReason): Decision;
  /** The state is new: value, validity and paint follow it. */
  moved(state: State): void;
  /** @returns false when a listener cancelled it */
  tell(name: EventName, state: State): boolean;
  fail(code: string, message: string): void;
  /** Milliseconds that never run backwards and count time asleep. */
  now(): number;
}
