/**
 * A custom element that paints with lit-html: at most once a microtask, and only while it is in a page. It adds nothing
 * else to HTMLElement, which keeps a third of Lit's own element out of every checkout.
 *
 * The first painting has a task to itself, after the one that read the script: neither keeps a slow phone busy for long.
 * Until then what stands between the tags is shown as it was.
 */
import { render } from "lit/html.js";

/** On a server there is no HTMLElement; the class can be imported there all the same. */
const Base = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

export abstract class PaintedElement extends Base {
  protected readonly renderRoot = this.attachShadow({ mode: "open", delegatesFocus: true });
  #painted: Promise<boolean> | null = null;
  #isNew = true;

  /** @param styles the element's style sheet */
  constructor(styles: string) {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.renderRoot.adoptedStyleSheets = [sheet];
    this.renderRoot.append(document.createElement("slot"));
  }

  /** Settles once what has changed so far is painted. */
  get updateComplete(): Promise<boolean> {
    return Promise.resolve(this.#painted ?? true);
  }

  /** Paints soon. */
  requestUpdate(): void {
    this.#painted ??= this.#paint();
  }

  async #paint(): Promise<true> {
    // Reading a blob takes a task, whatever clock the page has put in place of its own.
    await (this.#isNew && new Blob().text());
    this.#painted = null;
    if (!this.isConnected) return true;
    if (this.#isNew) this.renderRoot.replaceChildren();
    this.#isNew = false;
    render(this.render(), this.renderRoot, { host: this });
    this.updated();
    return true;
  }

  protected abstract render(): unknown;

  /** Runs after each painting. */
  protected updated(): void {}
}
