/** Hears the result of a challenge from the frame it is shown in, and from nowhere else. */
import { isFrom } from "./address.ts";

/** What the challenge page posts to its parent: `{type: "card-surcharge:challenge", result: "..."}`. */
const MESSAGE_TYPE = "card-surcharge:challenge";

/** @returns ends the watch */
export function watchChallenge(
  frame: () => HTMLIFrameElement | null | undefined,
  onPassed: (result: string) => void,
): () => void {
  const onMessage = (event: MessageEvent) => {
    const { type, result } = Object(event.data) as { type?: unknown; result?: unknown };
    const isPassed = type === MESSAGE_TYPE && typeof result === "string";
    if (isPassed && isFrom(event, frame())) onPassed(result);
  };
  window.addEventListener("message", onMessage);
  return () => window.removeEventListener("message", onMessage);
}
