/**
 * Notices that the focus went into an iframe of another origin. No event of that frame reaches the page; what does is
 * that the window loses the focus while the iframe is the active element, and from one frame straight to another not
 * even that. So the active element is looked at as well, but only while there is something to lose.
 */

const LOOK_MS = 250;

/** True when `frame` is the active element of the tree it is in. */
export function hasFocusInside(frame: HTMLIFrameElement | null): boolean {
  return frame !== null && (frame.getRootNode() as Document | ShadowRoot).activeElement === frame;
}

export class FocusWatch {
  readonly #frame: () => HTMLIFrameElement | null;
  readonly #onEnter: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #wasInside = false;

  /** @param frame the iframe as it is now; it may come later or be replaced */
  constructor(frame: () => HTMLIFrameElement | null, onEnter: () => void) {
    this.#frame = frame;
    this.#onEnter = onEnter;
  }

  start(): void {
    if (this.#timer !== undefined) return;
    this.#wasInside = hasFocusInside(this.#frame());
    this.#timer = setInterval(this.look, LOOK_MS);
    window.addEventListener("blur", this.#lookSoon);
    document.addEventListener("focusin", this.look, true);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    window.removeEventListener("blur", this.#lookSoon);
    document.removeEventListener("focusin", this.look, true);
  }

  look = (): void => {
    const isInside = hasFocusInside(this.#frame());
    const isEntered = isInside && !this.#wasInside && this.#timer !== undefined;
    this.#wasInside = isInside;
    if (isEntered) this.#onEnter();
  };

  /** Some browsers set the active element only after the event. */
  #lookSoon = (): void => {
    setTimeout(this.look);
  };
}
