/**
 * The card form that an element is wired to: a Tokenizer that the page has connected, or else the iframe under a
 * selector.
 */

import { type CardFormListener, type Connection, connectTokenizer, type TokenizerLike } from "../tokenizer/client.ts";
import { connectFrame } from "../tokenizer/frame.ts";

/** @param onLost another element has taken the Tokenizer, or the page has connected another one */
export function createCardForm(host: HTMLElement, listener: CardFormListener, onLost: () => void) {
  let tokenizer: TokenizerLike | null = null;
  let connection: Connection | null = null;
  /** The name that was given to the iframe. */
  let given = "";

  function disconnect(): void {
    connection?.release();
    connection = null;
  }

  /** @throws SurchargeError `calculate_fees` or `not_a_tokenizer` */
  function connect(next: TokenizerLike): void {
    if (next === tokenizer && connection) return;
    const connected = connectTokenizer(next, listener, () => {
      tokenizer = null;
      connection = null;
      onLost();
    });
    disconnect();
    if (tokenizer && tokenizer !== next) onLost();
    tokenizer = next;
    connection = connected;
    if (!host.isConnected) disconnect();
  }

  return {
    get connection() {
      return connection;
    },
    connect,
    disconnect,
    /** Wires the Tokenizer once more, as after a stay outside the page, or what the selector finds. */
    wire(selector: string | undefined): void {
      disconnect();
      if (tokenizer) connect(tokenizer);
      else if (selector) connection = connectFrame(host.getRootNode() as Document | ShadowRoot, selector, listener);
    },
    /** Gives the iframe a name where it has none of its own. */
    nameFrame(name: string): void {
      const frame = connection?.iframe;
      if (!frame || (frame.title !== "" && frame.title !== given)) return;
      given = name;
      frame.title = name;
    },
  };
}
