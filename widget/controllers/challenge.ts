/** Hears the result of a challenge from the frame it is shown in, and from nowhere else. */
import { isFrom } from "../service/address.ts";

/** What the challenge page posts to its parent: `{type: "card-surcharge:challenge", result: "..."}`. */
const MESSAGE_TYPE = "card-surcharge:challenge";
/** The service takes no longer result. */
const MAX_LENGTH = 2_048;

export function watchChallenge(
  frame: () => HTMLIFrameElement | null | undefined,
  onPassed: (result: string) => void,
  signal: AbortSignal,
): void {
  const onMessage = (event: MessageEvent) => {
    const { type, result } = Object(event.data) as { type?: unknown; result?: unknown };
    if (type !== MESSAGE_TYPE || typeof result !== "string" || !isFrom(event, frame())) return;
    // What the service would refuse is no result.
    if (result && result.length <= MAX_LENGTH) onPassed(result);
  };
  window.addEventListener("message", onMessage, { signal });
}
