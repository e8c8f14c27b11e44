/**
 * Wires a Tokenizer without script: by the messages of its iframe, found under a selector. A message counts when it
 * comes from that iframe's window and from the origin its address names. It cannot hold a success back from the page's
 * own callback; `connect()` can.
 */
import { hasFocusInside } from "./focus.ts";
import type { CardFormListener, Connection } from "./tokenizer.ts";

function originOf(frame: HTMLIFrameElement): string | null {
  try {
    return new URL(frame.src).origin;
  } catch {
    return null;
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** @param root where the selector is looked up: the tree that the element itself is in */
export function connectFrame(root: Document | ShadowRoot, selector: string, listener: CardFormListener): Connection {
  const find = (): HTMLIFrameElement | null => {
    const container = root.querySelector(selector);
    return container instanceof HTMLIFrameElement ? container : (container?.querySelector("iframe") ?? null);
  };
  const onMessage = (event: MessageEvent) => {
    const frame = find();
    if (frame === null || event.source !== frame.contentWindow || event.origin !== originOf(frame)) return;
    let message: Record<string, unknown>;
    try {
      message = asRecord(JSON.parse(String(event.data)));
    } catch {
      return;
    }
    const data = asRecord(message.data);
    switch (message.event) {
      case "validCard":
        listener.card(data);
        break;
      case "onPaymentChange":
        listener.method(data.type);
        break;
      case "achOnChange":
        listener.bank();
        break;
      case "submission":
        if (data.status === "success") listener.success(data, null);
        else listener.failure(data);
        break;
    }
  };
  window.addEventListener("message", onMessage);
  return {
    get iframe() {
      return find();
    },
    submit() {
      const frame = find();
      frame?.contentWindow?.postMessage(JSON.stringify({ event: "submit", data: {} }), originOf(frame) ?? "/");
    },
    isFocused: () => hasFocusInside(find()),
    focus: () => find()?.focus(),
    release: () => window.removeEventListener("message", onMessage),
  };
}
