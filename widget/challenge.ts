/** Hears the result of a challenge from the frame it is shown in, and from nowhere else. */

/** What the challenge page posts to its parent: `{type: "card-surcharge:challenge", result: "..."}`. */
const MESSAGE_TYPE = "card-surcharge:challenge";
const LONGEST_RESULT = 2048;

/** @returns ends the watch */
export function watchChallenge(frame: () => HTMLIFrameElement | null, onPassed: (result: string) => void): () => void {
  const onMessage = (event: MessageEvent) => {
    const iframe = frame();
    if (!iframe || event.source !== iframe.contentWindow || event.origin !== new URL(iframe.src).origin) return;
    const { type, result } = Object(event.data) as { type?: unknown; result?: unknown };
    const isResult = typeof result === "string" && result !== "" && result.length <= LONGEST_RESULT;
    if (type === MESSAGE_TYPE && isResult) onPassed(result);
  };
  window.addEventListener("message", onMessage);
  return () => window.removeEventListener("message", onMessage);
}
