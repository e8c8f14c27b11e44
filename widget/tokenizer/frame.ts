/**
 * Wires a Tokenizer without script: by the messages of its iframe, found under a selector. A message counts when it
 * comes from that iframe's window and from the origin its address names. It cannot hold a success back from the page's
 * own callback; `connect()` can.
 */
import { isRecord } from "../is-record.ts";
import { isFrom, readAddress } from "../service/address.ts";
import { type CardFormListener, type Connection, type SubmissionLike, TOLD } from "./client.ts";

/** What the iframe posts is JSON; anything else says nothing. */
function readMessage(data: unknown): Readonly<Record<string, unknown>> {
  try {
    const message: unknown = typeof data === "string" ? JSON.parse(data) : null;
    return isRecord(message) ? message : {};
  } catch {
    return {};
  }
}

/**
 * @param root where the selector is looked up: the tree that the element itself is in
 * @throws DOMException when it is no selector
 */
export function connectFrame(root: Document | ShadowRoot, selector: string, listener: CardFormListener): Connection {
  const find = () => root.querySelector<HTMLIFrameElement>(`:is(${selector}) iframe`);
  // `:is()` takes what is no selector, and finds nothing.
  root.querySelector(selector);
  const onMessage = (event: MessageEvent) => {
    if (!isFrom(event, find())) return;
    const message = readMessage(event.data);
    const data: SubmissionLike = isRecord(message["data"]) ? message["data"] : {};
    const told = TOLD.find((name) => name === message["event"]);
    if (told) listener[told](data);
    else if (message["event"] === "submission")
      if (data.status === "success") listener.success(data, null);
      else listener.failure(data);
  };
  const watch = new AbortController();
  window.addEventListener("message", onMessage, watch);
  return {
    get iframe() {
      return find();
    },
    isThere: () => find() !== null,
    submit(amount) {
      const frame = find();
      const origin = readAddress(frame?.src)?.origin;
      if (origin) frame?.contentWindow?.postMessage(JSON.stringify({ event: "submit", data: { amount } }), origin);
    },
    release: () => watch.abort(),
  };
}
