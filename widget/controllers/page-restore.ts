/** Tells that the page came back out of the browser's back-forward cache, with everything in it as old as it was. */
import type { ReactiveController } from "lit";

export class PageRestore implements ReactiveController {
  readonly #onRestored: () => void;

  constructor(onRestored: () => void) {
    this.#onRestored = onRestored;
  }

  hostConnected(): void {
    window.addEventListener("pageshow", this.#show);
  }

  hostDisconnected(): void {
    window.removeEventListener("pageshow", this.#show);
  }

  readonly #show = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.#onRestored();
  };
}
