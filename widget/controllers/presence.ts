/** Notices that somebody is at the page, also after the machine has slept: timers may be late then. */
import type { ReactiveController } from "lit";

const SIGNS = ["pointerdown", "keydown", "submit", "focus", "visibilitychange"] as const;

export class Presence implements ReactiveController {
  readonly #onPresent: () => void;

  constructor(onPresent: () => void) {
    this.#onPresent = onPresent;
  }

  hostConnected(): void {
    for (const sign of SIGNS) window.addEventListener(sign, this.#onPresent, { capture: true });
  }

  hostDisconnected(): void {
    for (const sign of SIGNS) window.removeEventListener(sign, this.#onPresent, { capture: true });
  }
}
