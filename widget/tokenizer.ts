/**
 * Stands between a Tokenizer of the gateway's client and the page's own callbacks. It holds a success back until the
 * listener hands it over; everything else passes at once. It changes no message and keeps none.
 *
 * The client calls its callbacks as its own properties and swallows what they throw, so each is called from here and
 * what it throws goes to `reportError`.
 */
import type { CardForm, Deliver } from "./checkout.ts";
import { SurchargeError } from "./errors.ts";
import { hasFocusInside } from "./focus.ts";

type Callback = (...values: unknown[]) => void;

/** The parts of the published client that are used here. */
export interface TokenizerLike {
  submit(amount?: string): void;
  submission: (response: never) => void;
  iframe?: HTMLIFrameElement | null;
  settings?: unknown;
}

export interface CardFormListener {
  /** The argument of `validCard`. */
  card(card: unknown): void;
  /** The method's name, as of `onPaymentChange`. */
  method(name: unknown): void;
  /** The bank form is being filled in. */
  bank(): void;
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
  onRelease: () => void;
}
const wrapped = new WeakMap<object, Wrapped>();

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** True where the Tokenizer adds a fee of its own, under the present or the older name of the setting. */
function addsFees(settings: unknown): boolean {
  const payment = isObject(settings) ? settings.payment : null;
  return isObject(payment) && Boolean(payment.calculateFees || payment.lookupFees);
}

function call(callback: unknown, self: unknown, values: unknown[]): void {
  if (typeof callback !== "function") return;
  try {
    callback.apply(self, values);
  } catch (error) {
    reportError(error);
  }
}

/**
 * Replaces one callback by an accessor, so that the page may still assign another one. What the page reads back is
 * bound to the callback it stands for: a page that wraps the old one in a new one reaches the old one directly.
 */
function intercept(tokenizer: object, name: string, dispatch: (page: Callback, values: unknown[]) => void): void {
  let page: unknown = (tokenizer as Record<string, unknown>)[name];
  let isCalling = false;
  const bound = new Map<unknown, Callback>();
  const boundTo = (callback: unknown): Callback => {
    let found = bound.get(callback);
    if (found === undefined) {
      const direct: Callback = (...values) => call(callback, tokenizer, values);
      const guarded: Callback = (...values) => {
        isCalling = true;
        try {
          direct(...values);
        } finally {
          isCalling = false;
        }
      };
      found = (...values) => (callback !== page || isCalling ? direct(...values) : dispatch(guarded, values));
      bound.clear();
      bound.set(callback, found);
    }
    return found;
  };
  Object.defineProperty(tokenizer, name, {
    configurable: true,
    enumerable: true,
    get: () => boundTo(page),
    set: (callback: unknown) => {
      page = callback;
    },
  });
}

function wrap(tokenizer: TokenizerLike): Wrapped {
  const state: Wrapped = { listener: null, onRelease: () => {} };
  wrapped.set(tokenizer, state);

  intercept(tokenizer, "submission", (page, [response]) => {
    const { listener } = state;
    if (listener === null || !isObject(response)) page(response);
    else if (response.status === "success")
      listener.success(response, (surcharge) => page(Object.assign(response, { surcharge })));
    else {
      page(response);
      listener.failure(response);
    }
  });
  const pass = (name: string, hear: (listener: CardFormListener, value: unknown) => void) =>
    intercept(tokenizer, name, (page, values) => {
      if (state.listener) hear(state.listener, values[0]);
      page(...values);
    });
  pass("validCard", (listener, card) => listener.card(card));
  pass("onPaymentChange", (listener, name) => listener.method(name));
  pass("achOnChange", (listener) => listener.bank());
  pass("magStripeSwipe", (listener) => listener.card(null));
  return state;
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
  if (!isObject(tokenizer) || typeof tokenizer.submit !== "function")
    throw new SurchargeError("not_a_tokenizer", "connect() takes an instance of the gateway's Tokenizer");
  if (addsFees(tokenizer.settings))
    throw new SurchargeError("calculate_fees", "the Tokenizer adds a fee itself: turn payment.calculateFees off");
  const state = wrapped.get(tokenizer) ?? wrap(tokenizer);
  if (state.listener !== null && state.listener !== listener) state.onRelease();
  state.listener = listener;
  state.onRelease = onRelease;
  return {
    get iframe() {
      return tokenizer.iframe ?? null;
    },
    submit: () => tokenizer.submit(),
    isFocused: () => hasFocusInside(tokenizer.iframe ?? null),
    focus: () => tokenizer.iframe?.focus(),
    release() {
      if (state.listener === listener) state.listener = null;
    },
  };
}
