/**
 * Notices that somebody is at the page, also after the machine has slept, when timers are late; and that the page came back
 * out of the browser's back-forward cache, with everything in it as old as it was.
 */
import type { ReactiveController } from "lit";

const SIGNS = ["pointerdown", "keydown", "focus"] as const;

export class Presence implements ReactiveController {
  readonly #onPresent: () => void;
  readonly #onRestored: () => void;
  #listening: AbortController | undefined;

  constructor(onPresent: () => void, onRestored: () => void) {
    this.#onPresent = onPresent;
    this.#onRestored = onRestored;
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    for (const sign of SIGNS) window.addEventListener(sign, () => this.#onPresent(), { capture: true, signal });
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.#onRestored(), { signal });
  }

  hostDisconnected(): void {
    this.#listening?.abort();
  }
}
