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
    const message = this.#host.shadowRoot?.querySelector<HTMLElement>("#status");
    message?.focus({ preventScroll: true });
    message?.closest(".view")?.scrollIntoView({ block: "nearest" });
    message?.scrollIntoView({ block: "nearest" });
  }

  /** What has the focus around the element; null when nothing has. */
  #focused(): Element | null {
    const { activeElement } = this.#host.getRootNode() as Document | ShadowRoot;
    return activeElement === document.body ? null : activeElement;
  }
}
