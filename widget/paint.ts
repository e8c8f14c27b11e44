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

/** By a channel, which no page replaces by a clock of its own. */
const nextTask = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a port hears nothing before `onmessage` starts it
    port1.onmessage = () => {
      // An open port is kept, with all that waits for it.
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

export abstract class PaintedElement extends Base {
  #painted: Promise<void> | null = null;
  #isNew = true;

  /** Settles once what has changed so far is painted. */
  get updateComplete(): Promise<boolean> {
    return Promise.resolve(this.#painted).then(() => true);
  }

  /** Paints soon. */
  requestUpdate(): void {
    this.#painted ??= this.#paint();
  }

  async #paint(): Promise<void> {
    await (this.#isNew && nextTask());
    this.#painted = null;
    if (!this.isConnected || this.shadowRoot === null) return;
    if (this.#isNew) this.shadowRoot.replaceChildren();
    this.#isNew = false;
    render(this.render(), this.shadowRoot, { host: this });
    this.updated();
  }

  protected abstract render(): unknown;

  /** Runs after each painting. */
  protected updated(): void {}
}
