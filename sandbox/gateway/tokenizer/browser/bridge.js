/**
 * Messages between this frame and the page that holds it: JSON strings both ways, as the published client sends and
 * reads them. Only the parent is listened to; what goes out carries the id that the parent's client gave.
 */

/** @typedef {Record<string, unknown>} Data */

/** @type {string | undefined} */
let id;
let target = "*";

/** Sends an event to the page. @param {string} event @param {unknown} data */
export function tell(event, data) {
  if (id !== undefined) window.parent.postMessage(JSON.stringify({ id, event, data }), target);
}

/**
 * Calls a handler for each event of the page.
 * @param {Record<string, (data: Data) => void>} handlers
 */
export function listen(handlers) {
  window.addEventListener("message", (message) => {
    if (message.source !== window.parent || typeof message.data !== "string") return;
    const { event, data } = read(message.data);
    if (event === "setSettings") {
      id = textOf(data.id);
      target = message.origin === "null" ? "*" : message.origin;
    }
    if (id === undefined || event === undefined) return;
    if (Object.hasOwn(handlers, event)) handlers[event]?.(data);
  });
}

/** @param {string} text @returns {{ event?: string, data: Data }} */
function read(text) {
  try {
    const message = JSON.parse(text);
    if (typeof message?.event !== "string") return { data: {} };
    return { event: message.event, data: isObject(message.data) ? message.data : {} };
  } catch {
    return { data: {} };
  }
}

/** Text as it is; anything else as nothing. @param {unknown} value */
export function textOf(value) {
  return typeof value === "string" ? value : "";
}

/** @param {unknown} value @returns {value is Data} */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
