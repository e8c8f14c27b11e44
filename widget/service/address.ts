/** Reads addresses without throwing. */

/** @param base what a relative address is relative to */
export function readAddress(text: unknown, base?: string): URL | null {
  try {
    return new URL(text as string, base);
  } catch {
    return null;
  }
}

/** True for a message from the window and the origin of that very frame. */
export function isFrom(event: MessageEvent, frame: HTMLIFrameElement | null | undefined): boolean {
  return !!frame && event.source === frame.contentWindow && event.origin === readAddress(frame.src)?.origin;
}
