/**
 * The card form that an element is wired to: a Tokenizer that the page has connected, or else the iframe under a
 * selector.
 */
import type { ReactiveController } from "lit";
import {
  type CardFormListener,
  type Connection,
  connectTokenizer,
  isTaken,
  type TokenizerLike,
} from "../tokenizer/client.ts";
import { connectFrame } from "../tokenizer/frame.ts";
import type { SurchargeHost } from "./host.ts";

interface Options {
  readonly listener: CardFormListener;
  /** What a screen reader calls the iframe. */
  readonly frameTitle: () => string;
  /** The selector is none. */
  readonly onFault: (message: string) => void;
  /** Another element has taken the Tokenizer, or the page has connected another one. */
  readonly onLost: () => void;
}

export class CardFormController implements ReactiveController {
  readonly #host: SurchargeHost;
  readonly #options: Options;
  #tokenizer: TokenizerLike | null = null;
  #connection: Connection | null = null;
  /** The name that was given to the iframe. */
  #givenTitle = "";

  constructor(host: SurchargeHost, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get connection(): Connection | null {
    return this.#connection;
  }

  hostConnected(): void {
    this.wire();
  }

  hostDisconnected(): void {
    this.#release();
  }

  /** Gives the iframe a name where it has none of its own. */
  hostUpdated(): void {
    const frame = this.#connection?.iframe;
    if (!frame || (frame.title !== "" && frame.title !== this.#givenTitle)) return;
    this.#givenTitle = this.#options.frameTitle();
    frame.title = this.#givenTitle;
  }

  /** @throws SurchargeError `calculate_fees` or `not_a_tokenizer` */
  connect(next: TokenizerLike): void {
    if (next === this.#tokenizer && this.#connection) return;
    const connected = connectTokenizer(next, this.#options.listener, () => {
      this.#tokenizer = null;
      this.#connection = null;
      this.#options.onLost();
    });
    this.#release();
    if (this.#tokenizer && this.#tokenizer !== next) this.#options.onLost();
    this.#tokenizer = next;
    this.#connection = connected;
    if (!this.#host.isConnected) this.#release();
    this.#host.requestUpdate();
  }

  /** Wires the Tokenizer once more, as after a stay outside the page, or what the selector finds. */
  wire(): void {
    this.#release();
    const selector = this.#host.tokenizer?.trim();
    // Who has it now has connected it later.
    if (this.#tokenizer && isTaken(this.#tokenizer, this.#options.listener)) this.#tokenizer = null;
    if (this.#tokenizer) this.connect(this.#tokenizer);
    else if (selector) this.#connection = this.#find(selector);
  }

  #find(selector: string): Connection | null {
    try {
      return connectFrame(this.#host.getRootNode() as Document | ShadowRoot, selector, this.#options.listener);
    } catch {
      this.#options.onFault(`tokenizer="${selector}" must be a selector like #card-form`);
      return null;
    }
  }

  #release(): void {
    this.#connection?.release();
    this.#connection = null;
  }
}
