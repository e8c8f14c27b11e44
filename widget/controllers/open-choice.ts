/**
 * Says why the form cannot be sent yet. A choice that nobody sees, as where the page hides the card form for another method, holds
 * nothing up. The browser shows the reason at the button that accepts, or at the message.
 */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Status } from "../../contract/lists.ts";
import type { FormEntries } from "./form-entries.ts";

export class OpenChoice implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #entries: FormEntries;
  readonly #status: () => Status;
  readonly #words: (label: "choice" | "pending") => string;
  #sizes: ResizeObserver | undefined;
  #isRendered = true;

  /** @param words what the shopper is told, in the language of the page */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    entries: FormEntries,
    status: () => Status,
    words: (label: "choice" | "pending") => string,
  ) {
    this.#host = host;
    this.#entries = entries;
    this.#status = status;
    this.#words = words;
    host.addController(this);
  }

  /** What comes or goes has another size. */
  hostConnected(): void {
    this.#sizes = new ResizeObserver(() => this.look());
    this.#sizes.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#sizes?.disconnect();
  }

  /** Looks anew whether the element is seen, for which the browser may have to lay out the page. */
  look(): void {
    this.#isRendered = this.#host.getClientRects().length > 0;
    this.show();
  }

  show(): void {
    const status = this.#status();
    const isOpen = (status === "surcharge" || status === "pending") && this.#isRendered;
    const problem = isOpen ? this.#words(status === "surcharge" ? "choice" : "pending") : null;
    const root = this.#host.shadowRoot;
    const anchor = root?.querySelector<HTMLElement>("#accept") ?? root?.querySelector<HTMLElement>("#status");
    this.#entries.setProblem(problem, anchor ?? undefined);
  }
}
