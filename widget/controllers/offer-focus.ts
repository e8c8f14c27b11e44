/** Leads the focus to the offer that a shopper's own press on the page's pay button has brought, and scrolls to it. */
import type { ReactiveControllerHost } from "lit";
import type { Reviewed } from "../checkout/decision.ts";

/** The choice stands before the button that was pressed: from there, Tab would go away from it. */
export class OfferFocus {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #isOpen: () => boolean;

  /** @param isOpen whether there is a choice to make */
  constructor(host: ReactiveControllerHost & HTMLElement, isOpen: () => boolean) {
    this.#host = host;
    this.#isOpen = isOpen;
  }

  /** To be called while the press that asked for the review can still be told. */
  follow(review: Promise<Reviewed>): void {
    const pressed = this.#focused();
    // Somebody typing in a frame pressed nothing of the page's.
    if (!navigator.userActivation?.isActive || pressed instanceof HTMLIFrameElement) return;
    review.then(
      () => this.#lead(pressed),
      () => {},
    );
  }

  async #lead(pressed: Element | null): Promise<void> {
    await this.#host.updateComplete;
    const now = this.#focused();
    // A shopper who has gone elsewhere meanwhile stays there.
    if (!this.#isOpen() || (now !== null && now !== pressed)) return;
    const root = this.#host.shadowRoot;
    root?.querySelector<HTMLElement>("#status")?.focus({ preventScroll: true });
    // Before it has grown, there is less to scroll to. The whole of it if it fits, and its first line in any case.
    await Promise.allSettled((root?.getAnimations() ?? []).map(({ finished }) => finished));
    for (const shown of [".view:not(.room)", "#headline"])
      root?.querySelector(shown)?.scrollIntoView({ block: "nearest" });
  }

  /** What has the focus around the element; null when nothing has. */
  #focused(): Element | null {
    const { activeElement } = this.#host.getRootNode() as Document | ShadowRoot;
    return activeElement === document.body ? null : activeElement;
  }
}
