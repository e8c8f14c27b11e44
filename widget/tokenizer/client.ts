/**
 * Stands between a Tokenizer of the gateway's client and the page's own callbacks. It holds a success back until the
 * listener hands it over; everything else passes at once. It changes no message and keeps none.
 *
 * The client calls its callbacks as its own properties and swallows what they throw, so each is called from here and
 * what it throws goes to `reportError`.
 */

import type { CardForm, Deliver } from "../checkout/ports.ts";
import { SurchargeError } from "../errors.ts";
import { isRecord } from "../is-record.ts";

type Callback = (...values: unknown[]) => void;

/** The parts of the published client that are used here. */
export interface TokenizerLike {
  submit(amount?: string): void;
  submission: (response: never) => void;
  iframe?: HTMLIFrameElement | null;
  settings?: unknown;
}

/** What the client tells a page while the form is filled in, by the names of its callbacks and of the iframe's messages. */
export const TOLD = ["validCard", "onPaymentChange", "achOnChange"] as const;

export interface CardFormListener {
  /** The page submits the form. */
  pressed(): void;
  /** A card number is whole, or no longer. */
  validCard(card: unknown): void;
  /** Another method was chosen. @param method its name, or the iframe's `{type}` */
  onPaymentChange(method: unknown): void;
  /** The bank form is being filled in. */
  achOnChange(): void;
  success(response: SubmissionLike, deliver: Deliver | null): void;
  failure(response: SubmissionLike): void;
}

export interface SubmissionLike {
  readonly status?: unknown;
  readonly token?: unknown;
  readonly msg?: unknown;
  readonly invalid?: unknown;
}

/** One for each Tokenizer, for good: the client cannot be taken apart, so it is never wrapped twice. */
interface Wrapped {
  listener: CardFormListener | null;
  /** As the client has it, without a word to the listener. */
  readonly submit: (amount: string | undefined) => void;
  onRelease: () => void;
}
const wrapped = new WeakMap<object, Wrapped>();

/** True where the Tokenizer adds a fee of its own, under the present or the older name of the setting. */
function addsFees({ settings }: TokenizerLike): boolean {
  const payment = isRecord(settings) ? settings["payment"] : null;
  return isRecord(payment) && Boolean(payment["calculateFees"] || payment["lookupFees"]);
}

/**
 * Replaces one callback by an accessor, so that the page may still assign another one. What the page reads back stands
 * for the callback of that time: a page that wraps the old one in a new one reaches the old one directly.
 */
function intercept(tokenizer: object, name: string, dispatch: (page: Callback, values: unknown[]) => void): void {
  let current: Callback;
  const set = (page: unknown) => {
    const call: Callback = (...values) => {
      try {
        if (typeof page === "function") page.apply(tokenizer, values);
      } catch (error) {
        reportError(error);
      }
    };
    const own: Callback = (...values) => (own === current ? dispatch(call, values) : call(...values));
    current = own;
  };
  set((tokenizer as Record<string, unknown>)[name]);
  Object.defineProperty(tokenizer, name, { configurable: true, enumerable: true, get: () => current, set });
}

function wrap(tokenizer: TokenizerLike): Wrapped {
  const submit = tokenizer.submit.bind(tokenizer);
  const state: Wrapped = { listener: null, submit, onRelease: () => {} };
  wrapped.set(tokenizer, state);
  tokenizer.submit = (amount) => {
    state.listener?.pressed();
    submit(amount);
  };

  intercept(tokenizer, "submission", (page, [response]) => {
    const { listener } = state;
    const submission: SubmissionLike = isRecord(response) ? response : {};
    if (listener && submission.status === "success")
      listener.success(submission, (surcharge) => page(Object.assign(submission, { surcharge })));
    else {
      page(response);
      listener?.failure(submission);
    }
  });
  for (const name of TOLD)
    intercept(tokenizer, name, (page, values) => {
      state.listener?.[name](values[0]);
      page(...values);
    });
  return state;
}

/** True while another listener than this has the Tokenizer. */
export function isTaken(tokenizer: TokenizerLike, listener: CardFormListener): boolean {
  const taken = wrapped.get(tokenizer)?.listener ?? null;
  return taken !== null && taken !== listener;
}

export interface Connection extends CardForm {
  readonly iframe: HTMLIFrameElement | null;
  release(): void;
}

/**
 * Listens to a Tokenizer. One listener at a time: the newest has it, and `onRelease` tells the one before.
 *
 * @throws SurchargeError `not_a_tokenizer`; `calculate_fees` when the Tokenizer is set to add a fee of its own
 */
export function connectTokenizer(
  tokenizer: TokenizerLike,
  listener: CardFormListener,
  onRelease: () => void,
): Connection {
  if (typeof tokenizer?.submit !== "function")
    throw new SurchargeError("not_a_tokenizer", "connect() takes a Tokenizer of the gateway's client");
  if (addsFees(tokenizer)) throw new SurchargeError("calculate_fees", "turn calculateFees off: a card carries one fee");
  const state = wrapped.get(tokenizer) ?? wrap(tokenizer);
  if (state.listener !== null && state.listener !== listener) state.onRelease();
  state.listener = listener;
  state.onRelease = onRelease;
  return {
    get iframe() {
      return tokenizer.iframe ?? null;
    },
    isThere: () => true,
    submit: state.submit,
    release() {
      if (state.listener === listener) state.listener = null;
    },
  };
}
