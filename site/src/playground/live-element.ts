/** The real element with a question of its own, its events as they come, and what its live region says to a screen reader. */
import type { CardForm } from "../local/card-form.ts";
import type { Question } from "./question.ts";

const EVENTS = ["pending", "change", "accept", "decline", "expire", "error"].map((name) => `surcharge-${name}`);

/** As much of the element as is called here; its file brings it. */
interface PayingElement extends HTMLElement {
  readonly connect?: (form: CardForm) => void;
  readonly review?: () => Promise<{ readonly token: string }>;
}

const TIMEOUT_MS = 8_000;

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

  /** @param token empty: none yet @param changed called after each event and each text */
  constructor(question: Question, token: string, changed: () => void) {
    const element = document.createElement("card-surcharge");
    this.element = element;
    this.#changed = changed;
    const { merchant, amount, currency, country, state } = question;
    const attributes = { merchant, "base-amount": amount, currency, country, state, locale: "en", token };
    for (const [name, value] of Object.entries(attributes)) if (value !== "") element.setAttribute(name, value);
    element.textContent = "Credit cards may carry a surcharge. Debit and prepaid cards never do.";
    for (const name of EVENTS)
      element.addEventListener(name, (event) => {
        this.events.push({ name, detail: (event as CustomEvent<unknown>).detail });
        changed();
      });
  }

  /** Asks about a token that came later. */
  take(token: string): void {
    this.element.setAttribute("token", token);
  }

  /** Takes the card from a form of the gateway's. */
  connect(form: CardForm): void {
    (this.element as PayingElement).connect?.(form);
  }

  /** Waits for the element's own answer, at most `TIMEOUT_MS`; without its script there comes none. */
  async answered(): Promise<void> {
    if (customElements.get("card-surcharge") === undefined) return;
    await new Promise<void>((resolve) => {
      this.element.addEventListener("surcharge-change", () => resolve(), { once: true });
      setTimeout(resolve, TIMEOUT_MS);
    });
  }

  /** A press on Pay. @returns the card's token @throws where the form or the element refuses */
  async pay(): Promise<string> {
    const review = await (this.element as PayingElement).review?.();
    return review?.token ?? "";
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
