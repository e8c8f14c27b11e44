/** The real element with a question of its own, its events as they come, and what its live region says to a screen reader. */
import type { Question } from "./question.ts";

const EVENTS = ["pending", "change", "accept", "decline", "expire", "error"].map((name) => `surcharge-${name}`);

export interface Told {
  /** The event's name. */
  readonly name: string;
  readonly detail: unknown;
}

export class LiveElement {
  readonly element: HTMLElement;
  readonly events: Told[] = [];
  /** Each text of the live region, in order. */
  readonly heard: string[] = [];

  readonly #changed: () => void;
  #listener: MutationObserver | undefined;

  /** @param changed called after each event and each text */
  constructor(question: Question, changed: () => void) {
    const element = document.createElement("card-surcharge");
    this.element = element;
    this.#changed = changed;
    const { merchant, amount, currency, country, state, token } = question;
    const attributes = { merchant, "base-amount": amount, currency, country, state, locale: "en", token };
    for (const [name, value] of Object.entries(attributes)) if (value !== "") element.setAttribute(name, value);
    element.textContent = "Credit cards may carry a surcharge. Debit and prepaid cards never do.";
    for (const name of EVENTS)
      element.addEventListener(name, (event) => {
        this.events.push({ name, detail: (event as CustomEvent<unknown>).detail });
        changed();
      });
  }

  /** To be called when the element stands in the page, as often as one likes: from then on its live region is heard. */
  listen(): void {
    const inside = this.element.shadowRoot;
    if (inside === null || this.#listener !== undefined) return;
    this.#listener = new MutationObserver(() => {
      if (this.#hear()) this.#changed();
    });
    this.#listener.observe(inside, { subtree: true, childList: true, characterData: true });
  }

  /** Whether the live region has a new text. */
  #hear(): boolean {
    const text =
      this.element.shadowRoot?.querySelector("[role=status]")?.textContent?.trim().replaceAll(/\s+/g, " ") ?? "";
    if (text === "" || text === this.heard.at(-1)) return false;
    this.heard.push(text);
    return true;
  }
}
