/** Hears the result of a challenge from the frame it is shown in, and from nowhere else. */
import type { ReactiveController } from "lit";
import { isRecord } from "../is-record.ts";
import { isFrom } from "../service/address.ts";

/** What the challenge page posts to its parent: `{type: "card-surcharge:challenge", result: "..."}`. */
const MESSAGE_TYPE = "card-surcharge:challenge";
/** The service takes no longer result. */
const MAX_LENGTH = 2_048;

export class ChallengeListener implements ReactiveController {
  readonly #frame: () => HTMLIFrameElement | null | undefined;
  readonly #onPassed: (result: string) => void;

  constructor(frame: () => HTMLIFrameElement | null | undefined, onPassed: (result: string) => void) {
    this.#frame = frame;
    this.#onPassed = onPassed;
  }

  hostConnected(): void {
    window.addEventListener("message", this.#hear);
  }

  hostDisconnected(): void {
    window.removeEventListener("message", this.#hear);
  }

  readonly #hear = (event: MessageEvent<unknown>): void => {
    if (!isRecord(event.data) || event.data["type"] !== MESSAGE_TYPE || !isFrom(event, this.#frame())) return;
    const { result } = event.data;
    // What the service would refuse is no result.
    if (typeof result === "string" && result !== "" && result.length <= MAX_LENGTH) this.#onPassed(result);
  };
}
