/**
 * A custom element that paints with lit-html: at most once a microtask, and only while it is in a page. It adds nothing
 * else to HTMLElement, which keeps a third of Lit's own element out of every checkout.
 */
import { render } from "lit/html.js";

/** On a server there is no HTMLElement; the class can be imported there all the same. */
const Base = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

export abstract class PaintedElement extends Base {
  #painted: Promise<void> | null = null;

  /** Settles once what has changed so far is painted. */
  get updateComplete(): Promise<boolean> {
    return Promise.resolve(this.#painted).then(() => true);
  }

  /** Paints soon. */
  requestUpdate(): void {
    this.#painted ??= this.#paint();
  }

  async #paint(): Promise<void> {
    await Promise.resolve();
    this.#painted = null;
    if (!this.isConnected || this.shadowRoot === null) return;
    render(this.render(), this.shadowRoot, { host: this });
    this.updated();
  }

  protected abstract render(): unknown;

  /** Runs after each painting. */
  protected updated(): void {}
}
