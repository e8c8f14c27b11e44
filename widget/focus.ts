/**
 * Notices that the focus went into an iframe of another origin. No event of that frame reaches the page; what does is
 * that the window loses the focus while the iframe is the active element. From one frame straight to another not even
 * that happens, so the active element is looked at while the page has no focus.
 */

/** How often it is looked at while the focus is in some frame. */
const LOOK_MS = 250;

/** True when `frame` is the active element of the tree it is in. */
export function hasFocusInside(frame: HTMLIFrameElement | null): boolean {
  if (!frame?.isConnected) return false;
  return (frame.getRootNode() as Document | ShadowRoot).activeElement === frame;
}

/**
 * @param frame the iframe as it is now; it may come later or be replaced
 * @returns ends the watch
 */
export function watchFocus(frame: () => HTMLIFrameElement | null, onEnter: () => void): () => void {
  let wasInside = hasFocusInside(frame());
  let timer: ReturnType<typeof setInterval> | undefined;
  const look = () => {
    const isInside = hasFocusInside(frame());
    if (isInside && !wasInside) onEnter();
    wasInside = isInside;
  };
  const onBlur = () => {
    // The active element is set after this event in some browsers.
    setTimeout(look);
    clearInterval(timer);
    timer = setInterval(() => {
      look();
      if (!(document.activeElement instanceof HTMLIFrameElement)) clearInterval(timer);
    }, LOOK_MS);
  };
  const onFocus = () => {
    look();
    clearInterval(timer);
  };
  const options = { capture: true } as const;
  window.addEventListener("blur", onBlur);
  window.addEventListener("focus", onFocus);
  document.addEventListener("focusin", look, options);
  look();
  return () => {
    clearInterval(timer);
    window.removeEventListener("blur", onBlur);
    window.removeEventListener("focus", onFocus);
    document.removeEventListener("focusin", look, options);
  };
}
