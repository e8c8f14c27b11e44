/** The sandbox's card form in the preview: the gateway's real one, connected to the preview's element as a page does it. */
import type { Choices } from "../builder/choices.ts";
import { loadCardForm, makeCardForm } from "../local/card-form.ts";
import { amountOf } from "./money.ts";

export const FORM_ID = "preview-card-form";

/** As much of the element as is called here. */
interface PayingElement extends HTMLElement {
  readonly connect?: (form: object) => void;
  readonly review?: () => Promise<{ readonly totalAmount: number | null }>;
  readonly status?: string;
}

export class PreviewForm {
  readonly #sandbox: string | null;
  #made: { readonly container: Element; readonly key: string } | undefined;

  /** @param sandbox its origin, or null where there is none */
  constructor(sandbox: string | null) {
    this.#sandbox = sandbox;
  }

  /** Loads the form's script. @returns whether it is there */
  async load(): Promise<boolean> {
    return this.#sandbox !== null && loadCardForm(this.#sandbox);
  }

  /** Whether the choices are for a form that can be shown here: another gateway's is not this page's to open. */
  fits({ card, gateway }: Choices): boolean {
    return card === "tokenizer" && gateway === this.#sandbox;
  }

  /** To be called after each drawing: makes the form where its box is new, or gateway or key have changed. */
  place(root: ParentNode, { gateway: url, publicKey: apikey }: Choices): void {
    const container = root.querySelector<HTMLElement>(`#${FORM_ID}`);
    const element = elementIn(root);
    const key = `${url} ${apikey}`;
    if (container === null || element?.connect === undefined) return;
    if (container === this.#made?.container && key === this.#made.key) return;
    this.#made = { container, key };
    const form = makeCardForm(container, { url, apikey });
    form.iframe.title = "Card details";
    element.connect(form);
  }

  /** A press on the preview's Pay. @returns what a page would do now, in words */
  async press(root: ParentNode, choices: Choices): Promise<string> {
    const element = elementIn(root);
    if (element?.review === undefined) return "The element is not there.";
    try {
      const { totalAmount } = await element.review();
      if (element.status === "surcharge") return "The shopper chooses first, in the element.";
      const due = amountOf({ ...choices, baseAmount: totalAmount ?? choices.baseAmount });
      return `Now the page sends the order, the card's token and the quote to ${choices.action}, for ${due}.`;
    } catch (error) {
      return error instanceof Error ? error.message : "The card was not taken.";
    }
  }
}

const elementIn = (root: ParentNode) => root.querySelector<PayingElement>("card-surcharge");
