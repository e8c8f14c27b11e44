/**
 * Notices that the focus went into an iframe of another origin. No event of that frame reaches the page; what does is
 * that the window loses the focus while the iframe is the active element, and from one frame straight to another not
 * even that. So the active element is looked at as well, but only while there is something to lose.
 */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { hasFocusInside } from "../tokenizer/has-focus.ts";

const LOOK_MS = 250;

export class FocusWatch implements ReactiveController {
  readonly #frame: () => HTMLIFrameElement | null;
  readonly #onEnter: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #listening: AbortController | undefined;
  #wasInside = false;

  /** @param frame the iframe as it is now; it may come later or be replaced */
  constructor(host: ReactiveControllerHost, frame: () => HTMLIFrameElement | null, onEnter: () => void) {
    this.#frame = frame;
    this.#onEnter = onEnter;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  start(): void {
    if (this.#timer) return;
    this.#wasInside = hasFocusInside(this.#frame());
    this.#timer = setInterval(() => this.look(), LOOK_MS);
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    // Some browsers set the active element only after the event.
    window.addEventListener("blur", () => void setTimeout(() => this.look()), { signal });
    document.addEventListener("focusin", () => this.look(), { capture: true, signal });
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#listening?.abort();
  }

  look(): void {
    const isInside = hasFocusInside(this.#frame());
    const isEntered = isInside && !this.#wasInside && this.#timer !== undefined;
    this.#wasInside = isInside;
    if (isEntered) this.#onEnter();
  }
}
