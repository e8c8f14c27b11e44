/**
 * Whether the shopper can have read an offer: it has been in sight for half a second, and uncovered where the engine can
 * tell. So nobody accepts what a page, or one around it, has laid something over, or by a press meant for something else.
 */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Decision } from "../checkout/decision.ts";

const READING_MS = 500;

/** Intersection Observer v2, which the compiler does not know. */
interface VisibilityTracking {
  readonly trackVisibility: boolean;
  readonly delay: number;
}

export class Sight implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #offer: () => Decision | null;
  #watched: Decision | null = null;
  #observer: IntersectionObserver | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRead = false;

  /** @param offer what waits for the shopper's choice, or null */
  constructor(host: ReactiveControllerHost & HTMLElement, offer: () => Decision | null) {
    this.#host = host;
    this.#offer = offer;
    host.addController(this);
  }

  get isRead(): boolean {
    return this.#isRead && this.#watched === this.#offer();
  }

  hostUpdated(): void {
    const offer = this.#offer();
    if (offer === this.#watched) return;
    this.hostDisconnected();
    this.#watched = offer;
    // Whether it is covered is known to some engines only, every 100 ms at most; the others tell whether it is in sight.
    const options: IntersectionObserverInit & VisibilityTracking = { trackVisibility: true, delay: 100 };
    this.#observer = new IntersectionObserver((entries) => {
      const wasRead = this.#isRead;
      this.#see(entries.at(-1));
      if (wasRead) this.#host.requestUpdate();
    }, options);
    this.#look();
  }

  hostDisconnected(): void {
    this.#watched = null;
    this.#observer?.disconnect();
    this.#see();
  }

  /** Brings what must be read first into sight. */
  show(): void {
    this.#text?.scrollIntoView({ block: "nearest" });
  }

  get #text(): Element | null | undefined {
    return this.#host.shadowRoot?.querySelector("#disclosure");
  }

  #look(): void {
    this.#observer?.disconnect();
    if (this.#watched !== null && this.#text) this.#observer?.observe(this.#text);
  }

  #see(entry?: IntersectionObserverEntry & { readonly isVisible?: boolean }): void {
    clearTimeout(this.#timer);
    this.#isRead = false;
    if (!entry) return;
    this.#timer = setTimeout(() => {
      this.#isRead = entry.isVisible ?? entry.isIntersecting;
      // An engine may say nothing of the end of an animation: it is asked once more.
      if (this.#isRead) this.#host.requestUpdate();
      else this.#look();
    }, READING_MS);
  }
}
