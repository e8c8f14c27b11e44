/**
 * Notes what one script of a page does with the page: what it reads of it, listens to, sends and keeps. It stands in the page
 * before any script, and tells whose doing something is by the calls that led to it.
 */

/** The name under which the notes are kept in the page. */
export const NOTES = "__notes";

/**
 * Runs in the page, and so uses nothing of this file.
 *
 * @param script a part of the script's address, such as `/widget/`
 * @param tag the script's own element, of which it may read everything
 */
export function watchScript({ script, tag, notes }: { script: string; tag: string; notes: string }): void {
  // The gateway's frame is another page.
  if (window.top !== window) return;
  const seen: string[] = [];
  Object.defineProperty(window, notes, { value: seen });
  // As they are before any is watched.
  const nativeOf = (holder: object, name: string): unknown => Object.getOwnPropertyDescriptor(holder, name)?.value;
  const matches = nativeOf(Element.prototype, "matches") as (this: Element, selector: string) => boolean;
  const rootOf = nativeOf(Node.prototype, "getRootNode") as (this: Node) => Node;
  const isScript = () => (new Error("who").stack ?? "").includes(script);

  /** Within the element, its shadow, or in no page at all, such as a template. */
  const isOwn = (node: unknown): boolean => {
    if (!(node instanceof Node)) return false;
    const root = rootOf.call(node);
    if (root instanceof ShadowRoot) return matches.call(root.host, tag);
    if (root !== document) return true;
    for (let at: Node | null = node; at; at = at.parentNode)
      if (at instanceof Element && matches.call(at, tag)) return true;
    return false;
  };
  const nameOf = (target: unknown): string => {
    if (target === window) return "window";
    if (target === document) return "document";
    return target instanceof Element ? target.localName : (Object.getPrototypeOf(target)?.constructor?.name ?? "?");
  };
  const note = (target: unknown, what: string) => {
    if (!isScript() || isOwn(target)) return;
    const line = `${nameOf(target)} ${what}`;
    if (!seen.includes(line)) seen.push(line);
  };

  const onCall = (holder: object, names: readonly string[], tell: (name: string, args: unknown[]) => string) => {
    for (const name of names) {
      const own = Object.getOwnPropertyDescriptor(holder, name);
      const call: unknown = own?.value;
      if (typeof call !== "function") throw new Error(`This browser has no ${name} there.`);
      Object.defineProperty(holder, name, {
        ...own,
        value(this: unknown, ...args: unknown[]) {
          note(this ?? window, tell(name, args));
          return Reflect.apply(call, this, args);
        },
      });
    }
  };
  const onUse = (holder: object, names: readonly string[]) => {
    for (const name of names) {
      const own = Object.getOwnPropertyDescriptor(holder, name);
      if (own?.get === undefined) throw new Error(`This browser has no ${name} there.`);
      const watched: PropertyDescriptor = {
        ...own,
        get(this: unknown) {
          note(this ?? window, `reads ${name}`);
          return own.get?.call(this) as unknown;
        },
      };
      if (own.set !== undefined)
        watched.set = function write(this: unknown, value: unknown) {
          note(this ?? window, `writes ${name}`);
          own.set?.call(this, value);
        };
      Object.defineProperty(holder, name, watched);
    }
  };
  const onNew = (names: readonly string[]) => {
    for (const name of names) {
      const real = (window as unknown as Record<string, unknown>)[name];
      if (typeof real !== "function") throw new Error(`This browser has no ${name}.`);
      const watched = new Proxy(real, {
        construct(target, args, newTarget) {
          note(window, `makes a ${name}`);
          return Reflect.construct(target, args, newTarget) as object;
        },
      });
      Object.defineProperty(window, name, { value: watched, configurable: true, writable: true });
    }
  };
  const plainly = (name: string) => `calls ${name}`;
  const withFirst = (name: string, [first]: unknown[]) => `calls ${name} ${String(first)}`;

  // What is kept.
  onUse(Document.prototype, ["cookie", "referrer", "title", "URL", "documentURI", "forms", "scripts", "links", "all"]);
  onUse(window, ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]);
  onCall(Storage.prototype, ["getItem", "setItem", "removeItem", "key", "clear"], plainly);
  // What is sent.
  onCall(window, ["fetch"], (name, [address]) => `calls ${name} ${new URL(String(address), document.baseURI).origin}`);
  onCall(XMLHttpRequest.prototype, ["open", "send"], plainly);
  onCall(Navigator.prototype, ["sendBeacon"], plainly);
  onNew(["WebSocket", "EventSource", "RTCPeerConnection", "Worker", "SharedWorker", "BroadcastChannel", "Image"]);
  onUse(Navigator.prototype, [
    "serviceWorker",
    "clipboard",
    "credentials",
    "geolocation",
    "mediaDevices",
    "plugins",
    "userAgent",
  ]);
  onUse(HTMLScriptElement.prototype, ["src", "text"]);
  onUse(HTMLImageElement.prototype, ["src"]);
  onCall(HTMLFormElement.prototype, ["submit", "requestSubmit"], plainly);
  // What is listened to.
  onCall(EventTarget.prototype, ["addEventListener"], withFirst);
  onCall(MutationObserver.prototype, ["observe"], (name, [target, options]) => {
    if (isOwn(target)) return `calls ${name} on itself`;
    return `calls ${name} ${target === document.documentElement ? "html" : "around it"} ${JSON.stringify(options)}`;
  });
  onUse(KeyboardEvent.prototype, ["key", "code", "keyCode", "charCode"]);
  onUse(UIEvent.prototype, ["which"]);
  onUse(InputEvent.prototype, ["data", "dataTransfer"]);
  onUse(ClipboardEvent.prototype, ["clipboardData"]);
  // What is read of the page.
  onUse(HTMLInputElement.prototype, ["value", "defaultValue"]);
  onUse(HTMLTextAreaElement.prototype, ["value", "defaultValue"]);
  onUse(HTMLSelectElement.prototype, ["value", "selectedIndex", "selectedOptions"]);
  onUse(HTMLFormElement.prototype, ["elements"]);
  onUse(Element.prototype, ["innerHTML", "outerHTML"]);
  onUse(HTMLElement.prototype, ["innerText", "outerText"]);
  onUse(Node.prototype, ["textContent"]);
  onCall(XMLSerializer.prototype, ["serializeToString"], plainly);
  onNew(["FormData"]);
  onCall(FormData.prototype, ["get", "getAll", "entries", "values", "forEach"], withFirst);
  const queries = ["querySelector", "querySelectorAll", "getElementsByTagName", "getElementsByClassName"] as const;
  onCall(Document.prototype, [...queries, "getElementsByName", "evaluate"], withFirst);
  onCall(Document.prototype, ["getElementById"], withFirst);
  onCall(Element.prototype, queries, withFirst);
  onCall(HTMLCanvasElement.prototype, ["toDataURL", "getContext"], plainly);
}
