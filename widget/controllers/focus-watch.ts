/**
 * Notices that the focus went into an iframe of another origin. No event of that frame reaches the page; what does is
 * that the window loses the focus while the iframe is the active element, and from one frame straight to another not
 * even that. So the active element is looked at as well, but only while there is something to lose.
 */
import { hasFocusInside } from "../tokenizer/has-focus.ts";

const LOOK_MS = 250;

/** @param frame the iframe as it is now; it may come later or be replaced */
export function createFocusWatch(frame: () => HTMLIFrameElement | null, onEnter: () => void) {
  let timer: ReturnType<typeof setInterval> | undefined;
  let watch: AbortController | undefined;
  let wasInside = false;

  const look = () => {
    const isInside = hasFocusInside(frame());
    const isEntered = isInside && !wasInside && timer !== undefined;
    wasInside = isInside;
    if (isEntered) onEnter();
  };
  /** Some browsers set the active element only after the event. */
  const lookSoon = () => void setTimeout(look);

  return {
    look,
    start() {
      if (timer) return;
      wasInside = hasFocusInside(frame());
      timer = setInterval(look, LOOK_MS);
      watch = new AbortController();
      const { signal } = watch;
      window.addEventListener("blur", lookSoon, { signal });
      document.addEventListener("focusin", look, { capture: true, signal });
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
      watch?.abort();
    },
  };
}
