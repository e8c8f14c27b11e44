/** Whether a frame of another origin has the focus, as far as the page around it can tell. */

/** True when `frame` is the active element of the tree it is in. */
export function hasFocusInside(frame: HTMLIFrameElement | null): boolean {
  return frame !== null && (frame.getRootNode() as Document | ShadowRoot).activeElement === frame;
}
